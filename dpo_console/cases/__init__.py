"""Everything known of a case, by capability: pure functions and named reads."""
