"""Any table of figures per gemeente, wijk or buurt, read by a column map in TOML (the folder kolommen)."""
