"""Dates of a case, its next move, and the columns that lists show."""
