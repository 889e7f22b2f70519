"""Commands on sharing with third parties."""
