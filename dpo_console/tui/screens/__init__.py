"""Screens that the officer sees, one to a file."""
