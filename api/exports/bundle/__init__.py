"""All wijkfoto's of a clustering in one HTML file that opens from a memory stick."""
