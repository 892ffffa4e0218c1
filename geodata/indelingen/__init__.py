"""The register of clusterings (indelingen)."""
