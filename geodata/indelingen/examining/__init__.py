"""A clustering that is handed in: its codes read, units cut along its borders, what comes of it checked."""
