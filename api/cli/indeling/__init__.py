"""The commands about the register of clusterings."""
