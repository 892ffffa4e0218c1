"""Where people live: points that a unit is divided by where a clustering cuts it."""
