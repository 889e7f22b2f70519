"""Soundness of the records: verification, kept letters and papers."""
