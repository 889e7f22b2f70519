"""Completion by the Tab key, and what it offers."""
