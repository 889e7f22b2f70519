"""Putting a case on hold, and erasing it."""
