"""Who asks, as far as the record shows: said or supposed, and by which organisation."""
