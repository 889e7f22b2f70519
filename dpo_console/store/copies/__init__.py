"""Copies of cases in great number, for trials of volume."""
