"""Fragments of SQL that engines spell differently.

A question holds a fragment as `[name]` or `[name argument]`. The door that asks it spells it: each
engine has the same names in its `SPELLINGS`. No other SQL of ours has square brackets.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from dpo_console.store.asking import Value

_FRAGMENT = re.compile(r"\[(\w+)(?: ([^\[\]]*))?\]")

FOUND = "[found]"
"""The column of `case_search` that numbers the cases."""

AUDIT_LINK = "[audit_link]"
"""The numbers, moments and hashes of the whole log, whose other columns a reader sees in part."""


def spelled(sql: str, spellings: Mapping[str, str]) -> str:
    """Return a question with its fragments spelled as an engine spells them."""
    return _FRAGMENT.sub(lambda found: spellings[found[1]].format(found[2]), sql)


def listed(name: str) -> str:
    """Return the question for each number of a list, whose value has this name."""
    return f"[listed :{name}]"


def as_list(numbers: Sequence[int]) -> Value:
    """Return numbers as the value that `listed` reads."""
    return f"[{','.join(map(str, numbers))}]"


def among_words(name: str) -> str:
    """Return the end of a condition: is one of a list of words, whose value has this name."""
    return f"[among :{name}]"


def as_words(words: Iterable[str]) -> Value:
    """Return words of letters alone as the value that `among_words` reads."""
    return f"""["{'","'.join(words)}"]"""


def in_small(column: str) -> str:
    """Return a column that LIKE compares with a pattern in small letters."""
    return f"[small {column}]"


def joined(expression: str) -> str:
    """Return the texts of a group, separated by commas."""
    return f"[joined {expression}]"


def folded(column: str) -> str:
    """Return a column to sort by, with the capitals of English counted as small letters."""
    return f"[folded {column}]"


def is_no_day(column: str) -> str:
    """Return the condition that a text doesn't begin with an ISO day."""
    return f"[is_no_day {column}]"


def is_no_minute(column: str) -> str:
    """Return the condition that a text is no HH:MM."""
    return f"[is_no_minute {column}]"


def is_no_json(column: str) -> str:
    """Return the condition that a text is no JSON."""
    return f"[is_no_json {column}]"


def answers(name: str) -> str:
    """Return the condition that words kept of a case answer the full-text question of this name."""
    return f"[answers :{name}]"


def has_word(name: str) -> str:
    """Return the condition that words kept of a case hold this one, which begins with a space."""
    return f"[has_word :{name}]"
