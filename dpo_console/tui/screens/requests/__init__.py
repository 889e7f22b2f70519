"""Logging a request."""
