"""Work on the file of the records as a whole: copies, checks, and erased words wiped from it."""
