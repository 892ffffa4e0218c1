"""Comparing figures: with other areas, with the like, and over the years, and only beyond the noise of both ends."""
