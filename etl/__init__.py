"""From a publisher to the database: fetch, read, map, check, load."""
