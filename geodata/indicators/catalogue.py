"""The catalogue: every indicator once, as data."""
