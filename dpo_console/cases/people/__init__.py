"""The people of a case and how to reach them."""
