"""What comparing figures says, for whoever reads it: in sentences, and as JSON."""
