"""A letter put together: values in its wording, and checks of the whole."""
