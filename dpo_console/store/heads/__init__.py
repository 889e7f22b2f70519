"""Heads of the audit log that a home remembers: the last one it saw, and those in doubt."""
