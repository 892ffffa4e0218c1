"""The catalogue of indicators, and observations with their margins."""
