"""Commands on the search plan."""
