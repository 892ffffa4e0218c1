"""A clustering into the register: what it is built on, what came of it, and which version gives way to it."""
