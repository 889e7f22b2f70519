"""The terminal: driver, keys, character sets, and every private name of Textual."""
