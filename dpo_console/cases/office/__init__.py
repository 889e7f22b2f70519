"""The desk, roles and permissions (who may do and see what), and command lines for moving files."""
