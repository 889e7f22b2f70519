"""The disclosure schedule screen and its forms."""
