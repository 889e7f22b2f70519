"""The queue as it is drawn: the list of cases, and the columns of its lines."""
