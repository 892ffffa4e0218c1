"""The commands for registers of a municipality's own. None of them prints a count."""
