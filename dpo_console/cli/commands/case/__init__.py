"""Commands on one case, and its page and JSON."""
