"""An office's own wordings: the names that they may use, with examples, and the checks on them."""
