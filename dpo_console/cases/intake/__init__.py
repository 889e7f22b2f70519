"""Messages that may be requests: what each one seems to be, and the words that say so."""
