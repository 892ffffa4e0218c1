"""Counts per buurt from a register of a municipality's own: a table, and the declaration that goes with it."""
