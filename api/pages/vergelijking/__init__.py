"""The page that lays clusterings side by side: where they differ, whom it concerns, and what would make them equal."""
