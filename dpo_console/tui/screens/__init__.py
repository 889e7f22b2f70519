"""What the officer sees, one screen a file."""
