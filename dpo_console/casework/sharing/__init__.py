"""Set the scope, rule, release and review."""
