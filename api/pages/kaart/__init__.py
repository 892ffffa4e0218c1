"""The map page: indicators on a map and in a table that says the same, with their image and their years."""
