"""The letters of a case: choices, fields, conditions and gaps.

When a letter may be sent is said in these places.

letters/catalogue/LETTER.toml   the cases that it fits (`[[fits]]`), and what it waits for (`waits`)
letters/wording/conditions.py   the conditions that a letter can name
letter_conditions.py            how a case meets each of them
cases/leaving/leaving.py        the checks that stop any letter at the door out
"""
