"""Write letters, record sending, and keep the wordings of the office."""
