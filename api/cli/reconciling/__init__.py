"""The commands that lay clusterings beside each other, translate between them and carry them over."""
