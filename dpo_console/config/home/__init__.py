"""The home of an office's records: found, and made."""
