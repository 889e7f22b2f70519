"""The letters screen and its forms."""
