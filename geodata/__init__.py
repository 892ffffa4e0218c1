"""What the platform knows and how it reasons: areas, clusterings and honest figures, with PostGIS behind it."""
