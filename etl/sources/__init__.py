"""One file per source: fetch, read, map to our columns."""
