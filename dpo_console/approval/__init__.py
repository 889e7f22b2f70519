"""The criteria of every kind of case, and the gate. Pure."""
