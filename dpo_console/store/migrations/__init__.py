"""The steps from one layout of the records to the next, by number."""
