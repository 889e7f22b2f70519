"""The office's own retention periods, under [[retention]] and [looks] in data/dpo.toml."""

from typing import Annotated, NamedTuple

from dpo_console.law.retention import KINDS, YEARS, CoveredRecords
from dpo_console.toml_marks import Words, whole


class OwnPeriod(NamedTuple):
    """A period of the office that counts instead of ours, and its reason.

    Empty `kinds` mean every kind of request.
    """

    covers: CoveredRecords
    years: Annotated[int, YEARS]
    why: Words
    kinds: Annotated[tuple[str, ...], KINDS] = ()


class LooksKept(NamedTuple):
    """The months for which it is kept who looked at a case. No law sets a number."""

    months: Annotated[int, whole(1, 120)] = 12

    def __bool__(self) -> bool:
        return self != LooksKept()


USUAL_LOOKS = LooksKept()
"""Of an office that says nothing."""
