"""One letter for many cases: each written in its own act, so that one refused stops no other."""

from collections.abc import Iterator
from dataclasses import dataclass

from dpo_console.casework.desk import Desk
from dpo_console.casework.letters import Given, preview_letter, write_letter
from dpo_console.casework.permissions import require
from dpo_console.casework.queue import Query, page
from dpo_console.casework.views import LetterRow
from dpo_console.errors import BadInput, Refused, TryAgain
from dpo_console.letters.catalogue import letter_kind


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one case of a batch: its letter, or why there is none.

    `place` is its number among `total` cases.
    """

    reference: str
    place: int
    total: int
    letter: LetterRow | None
    refused: str


def cases_of(desk: Desk, query: Query, most: int = 500) -> tuple[str, ...]:
    """The references of the open cases that a list shows. Raises BadInput where they are too many.

    A batch of hundreds is more likely a filter that was mistyped.
    """
    rows = page(desk, query, limit=most)
    if rows.more:
        raise BadInput(f"These are more than {most} cases. Narrow the filter, or do it in parts.")
    return tuple(row.reference for row in rows.rows if not row.closed_on)


def write_letters(
    desk: Desk, references: tuple[str, ...], name: str, given: Given, *, only_check: bool = False
) -> Iterator[Written]:
    """Write one letter for each case, in turn; `only_check` writes none, and says what would be.

    Raises NotAllowed, and BadInput for no such letter, before anything is written.
    """
    require(desk.person, "letter")
    letter_kind(name)
    return _each(desk, references, name, given, only_check)


def _each(
    desk: Desk, references: tuple[str, ...], name: str, given: Given, only_check: bool
) -> Iterator[Written]:
    for place, reference in enumerate(references, 1):
        letter, refused = None, ""
        try:
            if only_check:
                refused = " ".join(preview_letter(desk, reference, name, given).missing)
            else:
                letter = write_letter(desk, reference, name, given)
        except (Refused, BadInput, TryAgain) as problem:
            refused = str(problem)
        yield Written(reference, place, len(references), letter, refused)
