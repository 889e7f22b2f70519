"""Change the people of a case, and call back."""
