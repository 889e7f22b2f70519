"""Registers, statistics, and the contents of an evidence pack."""
