"""Commands about one person, across all cases."""
