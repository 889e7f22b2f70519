"""Messages taken in, and what becomes of each."""
