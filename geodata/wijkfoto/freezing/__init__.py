"""Freezing a wijkfoto: a copy that stands by itself, its address, and what makes it differ from today's."""
