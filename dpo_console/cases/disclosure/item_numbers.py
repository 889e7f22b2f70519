"""Numbers of items in a disclosure schedule, as people write them: 1-40, 52."""

import re
from collections.abc import Iterable, Sequence

from dpo_console.errors import BadInput
from dpo_console.text import show_line

HIGHEST = 100_000
"""The highest number that an item may have."""

_PART = re.compile("([0-9]{1,6})(?:-([0-9]{1,6}))?")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


def parse_numbers(typed: str, field: str = "numbers") -> tuple[int, ...]:
    """Return the numbers in a list with ranges, in order, each once.

    Raises BadInput naming the part that can't be read.
    """
    plain = re.sub(r"\s*-\s*", "-", typed.translate(_DASHES).strip())
    parts = [part for part in re.split(r"[\s,;]+", plain) if part]
    if not parts:
        raise BadInput(f"{field}: no numbers are given. Write them like 1-40, 52.")
    return tuple(sorted({number for part in parts for number in _range(part, field)}))


def _range(part: str, field: str) -> range:
    found = _PART.fullmatch(part)
    if not found:
        shown = show_line(part, 40)
        raise BadInput(f"{field}: {shown!r} is no number and no range. Write them like 1-40, 52.")
    first, last = int(found[1]), int(found[2] or found[1])
    if first > last:
        raise BadInput(f"{field}: {part} runs backwards; write {last}-{first}.")
    if not 1 <= first <= last <= HIGHEST:
        raise BadInput(f"{field}: {part} is out of bounds; numbers go from 1 to {HIGHEST:,}.")
    return range(first, last + 1)


def number_words(numbers: Iterable[int]) -> str:
    """Return numbers as people write them, with runs as ranges: 1-40, 52."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def named_items(numbers: str | None) -> str:
    """Return `item 3` or `items 3, 7-12` for numbers as people write them."""
    return f"item{'' if (numbers or '').isdigit() else 's'} {numbers}"


def items_words(numbers: Sequence[int]) -> str:
    """Return `Item 3` or `Items 3, 7-12`."""
    return f"Item{'s' if len(numbers) != 1 else ''} {number_words(numbers)}"
