"""The wording of a letter: its fields, what the law demands, and what a reader makes of it."""
