"""Everything kept about a case, as frozen rows."""
