"""Import term dates."""
