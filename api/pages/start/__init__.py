"""The first page: search an area or an address, choose one from a list or a map, and see what is loaded."""
