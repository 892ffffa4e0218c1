"""From one year to another: what units of other boundaries have in common, and clusterings carried over."""
