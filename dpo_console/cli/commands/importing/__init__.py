"""Commands that take things over from elsewhere."""
