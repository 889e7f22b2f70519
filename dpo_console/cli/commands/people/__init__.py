"""Commands on the people of a case."""
