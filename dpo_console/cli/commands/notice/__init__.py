"""The privacy notice, on the command line."""
