"""The units of a gemeente in two years, as they are loaded, and what CBS says of the years between."""
