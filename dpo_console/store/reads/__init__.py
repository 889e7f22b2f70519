"""Named reads: lists, search, conditions and orders."""
