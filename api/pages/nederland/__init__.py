"""The map of the country, by gemeente and by wijk."""
