"""A check of everything in the home that an office writes or keeps itself."""
