"""Word files that come back: letters edited here, and forms filled in elsewhere."""
