"""Checking the files of an answer before they go."""
