"""Class breaks, palettes, legends and choropleths."""
