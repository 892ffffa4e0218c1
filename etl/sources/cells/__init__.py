"""Cells of spreadsheets and text files: how they are read, and which areas and figures they hold."""
