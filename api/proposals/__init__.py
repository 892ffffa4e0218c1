"""Asking for a proposal over the web: the question, and the job that answers it for API and page alike."""
