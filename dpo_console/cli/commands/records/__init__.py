"""Commands on the records as a whole."""
