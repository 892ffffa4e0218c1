"""Figures of the areas of clusterings, derived from those of their units: once, when something changes."""
