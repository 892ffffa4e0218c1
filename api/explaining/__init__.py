"""The explanation of a figure in Dutch words, for API, pages and exports."""
