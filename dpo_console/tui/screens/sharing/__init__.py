"""The approval screen, data items, ruling, release and review."""
