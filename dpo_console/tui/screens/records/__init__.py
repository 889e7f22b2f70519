"""What the console shows of the records as a whole, and of who looked at them."""
