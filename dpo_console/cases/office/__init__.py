"""The desk, permissions, and command lines for moving files."""
