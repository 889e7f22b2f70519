"""Commands on messages that came."""
