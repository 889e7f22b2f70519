"""Files of the home, and files that come in: opened without following links or devices."""
