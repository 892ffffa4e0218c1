"""Clusterings on one ground: what they share, where they disagree, and how to translate between them."""
