"""Forms for papers kept with a case."""
