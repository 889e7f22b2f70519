"""The command that checks the office's files."""
