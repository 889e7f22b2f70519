"""The office's own files, judged: what is wrong in them, and what is still to be filled in."""
