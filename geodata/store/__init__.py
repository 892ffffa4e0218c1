"""Engine and sessions, migrations, the private PostGIS cluster."""
