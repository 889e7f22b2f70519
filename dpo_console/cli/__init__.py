"""One front door: commands that print. It holds no rule, no query and no date sum."""
