"""Forms for the people of a case and its readers."""
