"""Places that people look for: areas that we have, and addresses with the areas that these lie in."""
