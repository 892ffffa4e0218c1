"""Wijkfoto's as tagged PDF."""
