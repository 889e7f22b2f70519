"""Keeping papers with a case, and fetching them."""
