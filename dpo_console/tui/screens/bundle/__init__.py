"""The files of an answer by keys."""
