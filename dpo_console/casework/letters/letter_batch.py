"""One letter for many cases, or a rehearsal of it."""

from collections.abc import Iterator

from dpo_console.cases.letters.letter_choices import Given, preview_letter
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.queue.queue import Query, page
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.office.each_case import Outcome, each
from dpo_console.errors import BadInput, Refused
from dpo_console.letters.catalogue import letter_kind
from dpo_console.store.cases.case_rows import LetterRow

Written = Outcome[LetterRow | None]
"""The result for one case: its letter, or the reason there is none."""


def cases_of(desk: Desk, query: Query, most: int = 500) -> tuple[str, ...]:
    """Return the references of the open cases in a list. Raises BadInput if there are too many.

    A batch of hundreds is more likely a mistyped filter.
    """
    rows = page(desk, query, limit=most)
    if rows.more:
        raise BadInput(f"These are more than {most} cases. Narrow the filter, or do it in parts.")
    return tuple(row.reference for row in rows.rows if not row.closed_on)


def write_letters(
    desk: Desk, references: tuple[str, ...], name: str, given: Given, *, only_check: bool = False
) -> Iterator[Written]:
    """Write one letter for each case, in turn. `only_check` writes none, and reports the result.

    Raises NotAllowed, and BadInput for an unknown letter, before anything is written.
    """
    require(desk, "letter")
    letter_kind(name)

    def write(reference: str) -> LetterRow | None:
        if not only_check:
            return write_letter(desk, reference, name, given)
        missing = preview_letter(desk, reference, name, given).missing
        if missing:
            raise Refused(" ".join(missing))
        return None

    return each(references, write)
