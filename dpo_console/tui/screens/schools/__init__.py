"""A school's year, and importing term dates."""
