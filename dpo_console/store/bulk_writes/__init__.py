"""Statements that change many rows at once."""
