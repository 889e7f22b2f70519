"""Word files: body, letterhead, seal, saving and reading."""
