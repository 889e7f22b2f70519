"""The application form: the fields that a requester fills in, and the words that came back."""
