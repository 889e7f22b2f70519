"""The files of an answer, read as somebody would who looks for what was meant to be gone."""
