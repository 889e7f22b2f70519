"""Commands that log a request."""
