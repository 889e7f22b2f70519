"""Names and protected details in the files of an answer."""
