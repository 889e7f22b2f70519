"""Commands on term dates."""
