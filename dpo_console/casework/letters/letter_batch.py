"""One letter for many cases, or a rehearsal of it, and one file to print them all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dpo_console.cases.bulk.selection import had_letter
from dpo_console.cases.letters.letter_choices import Given, preview_letter
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.view.case import case_view
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.office.each_case import Outcome, each
from dpo_console.casework.office.own_files import word_file_to_write
from dpo_console.errors import BadInput, Refused
from dpo_console.letters.catalogue import letter_kind
from dpo_console.letters.word.bound import bind
from dpo_console.letters.word.saving import save
from dpo_console.store.cases.case_rows import LetterRow


@dataclass(frozen=True, slots=True)
class ForCase:
    """The letter that a batch wrote for one case, or None in a rehearsal.

    `had` is '' or says when the case got this letter before, so that none was written now.
    """

    row: LetterRow | None
    had: str = ""


Written = Outcome[ForCase]
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

    A case that has the letter already is skipped. Raises NotAllowed, and BadInput for an unknown
    letter, before anything is written.
    """
    require(desk, "letter")
    letter_kind(name)

    def write(reference: str) -> ForCase:
        if had := had_letter(case_view(desk, reference), name):
            return ForCase(None, had)
        if not only_check:
            return ForCase(write_letter(desk, reference, name, given))
        missing = preview_letter(desk, reference, name, given).missing
        if missing:
            raise Refused(" ".join(missing))
        return ForCase(None)

    return each(references, write)


def file_to_print(desk: Desk, done: Sequence[Written]) -> bytes:
    """Return one Word file with every letter that a batch wrote, in order.

    Raises BadInput if it wrote none, or on several letterheads.
    """
    rows = [one.result.row for one in done if one.result and one.result.row]
    if not rows:
        raise BadInput("No letter was written, so there is no file to print.")
    return bind([(desk.home.exports / row.path).read_bytes() for row in rows], desk.clock())


def print_to(desk: Desk, name: str) -> Path:
    """Return the path of a new Word file to print. Raises BadInput, and NotAllowed."""
    return word_file_to_write(desk, name, "this", "Name a file elsewhere.")


def save_print(desk: Desk, path: Path, done: Sequence[Written]) -> None:
    """Save the file to print. Nothing is overwritten. Raises Refused and TryAgain."""
    save(path, file_to_print(desk, done))
