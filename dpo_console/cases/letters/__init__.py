"""The letters of a case: choices, fields, conditions and gaps.

When a letter may be sent is said in three places.

letters/catalogue/LETTER.toml   the cases that it fits (`[[fits]]`), and what it waits for (`waits`)
letter_conditions.py            how a case meets each condition that a letter can name
cases/leaving/leaving.py        the checks that stop any letter at the door out
"""
