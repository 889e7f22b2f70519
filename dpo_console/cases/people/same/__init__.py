"""The same person or body under another name, spelling or address."""
