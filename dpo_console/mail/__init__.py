"""Messages as they came: read into plain words, and never trusted."""
