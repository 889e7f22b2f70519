"""The door out, as acts pass it: gaps refuse them, unless an override says why it goes."""
