"""Dates of each duty, worked out from the facts and the statute."""
