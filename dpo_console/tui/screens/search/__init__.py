"""The search plan screen and its forms."""
