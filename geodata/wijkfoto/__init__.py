"""One gebied's picture: the figures chosen for it and what they are compared with."""
