"""Many cases at once: the acts that they all allow."""
