"""Asking about several clusterings, and saying what is found: shared by the API, the pages and the command line."""
