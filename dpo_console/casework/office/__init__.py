"""Open the desk, refresh lists, keep drafts, follow the changes of others."""
