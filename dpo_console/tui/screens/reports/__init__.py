"""Registers and statistics."""
