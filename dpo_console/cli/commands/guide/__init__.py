"""The guide: its pages and the command that prints them."""
