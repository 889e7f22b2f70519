"""Forms: fields, controls and their help."""
