"""Commands on papers kept with a case."""
