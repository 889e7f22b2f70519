"""The worst tries of tests/leaving, through keys in the console."""
