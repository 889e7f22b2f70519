"""A school's year as lists and pictures show it."""
