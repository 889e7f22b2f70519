"""Commands on dates and reasons."""
