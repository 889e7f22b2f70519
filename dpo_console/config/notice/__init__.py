"""The office's statements about the data it uses, for letters: read from data/notice.toml."""
