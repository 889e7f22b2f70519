"""Work the search plan."""
