"""Messages that came: a list to go through, and the form in which one becomes a case."""
