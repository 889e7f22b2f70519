"""The list of cases to go through for disposal, and its forms."""
