"""The disclosure guard: counts of a municipality's own that may not be published, nor follow from what is."""
