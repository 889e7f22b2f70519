"""The reader of what leaves: somebody known, at the address that stands."""
