"""The checklist screen and its forms."""
