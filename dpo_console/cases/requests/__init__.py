"""A request as it arrives: one line, similar cases, overlapping rights."""
