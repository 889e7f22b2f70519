"""What a command prints for scripts: the JSON keys that they rely on, and no others."""
