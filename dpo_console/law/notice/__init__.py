"""Articles 13 and 14: the points that a privacy notice states, and the rights that it names."""
