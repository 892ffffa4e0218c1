"""Wie zit er aan tafel: for a place, the area of every department and whom to turn to about it."""
