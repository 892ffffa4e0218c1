"""Figures of a whole level of CBS: all gemeenten or all wijken that are loaded."""
