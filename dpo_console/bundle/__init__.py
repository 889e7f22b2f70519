"""The files of an answer, read as somebody would who looks for what should have been removed."""
