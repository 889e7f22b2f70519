"""The words that find a case."""
