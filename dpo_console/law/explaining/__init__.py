"""Dates in words: steps, warnings, contradictions and the course of a clock."""
