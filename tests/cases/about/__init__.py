"""Everything held on one person."""
