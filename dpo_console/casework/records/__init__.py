"""Entries of the audit log, and what is kept of it outside the records."""
