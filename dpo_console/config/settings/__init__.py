"""The settings of data/dpo.toml: one module for each table, and the file as a whole."""
