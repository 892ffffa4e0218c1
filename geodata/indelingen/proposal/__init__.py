"""The proposal: the contiguous clustering that differs least from those of all owners together."""
