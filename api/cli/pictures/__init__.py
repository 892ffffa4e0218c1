"""The commands that draw maps and charts into files."""
