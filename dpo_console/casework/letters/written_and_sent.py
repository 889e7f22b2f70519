"""A letter that is written and recorded as sent in one act: both are saved, or neither."""

from contextlib import ExitStack
from datetime import date, time

from dpo_console.cases.letters.letter_choices import Given
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.office.references import resolve
from dpo_console.casework.change import changing
from dpo_console.casework.letters.letter_writing import write_within
from dpo_console.casework.letters.letters_sent import Sending, send_within
from dpo_console.casework.office.drafts import drop_filling
from dpo_console.letters.catalogue import letter_kind
from dpo_console.store.session import write
from dpo_console.text import clean, clean_line


def write_and_send(
    desk: Desk,
    reference: str,
    name: str,
    filled: Given,
    on: date,
    method: str = "",
    *,
    at: time | None = None,
    to: str = "",
    given: date | None = None,
    override: str = "",
    version: int | None = None,
) -> str:
    """Write a letter with what was `filled` in, and record that it was sent.

    The log tells both. One `override` serves for whichever needs it. Raises as `write_letter` and
    `mark_sent` do; then no file is left behind.
    """
    require(desk, "letter")
    kind, found = letter_kind(name), resolve(desk, reference)
    sending = Sending(on, at, clean(method, "method"), clean_line(to, "to"), given)
    with ExitStack() as undo, write(desk.database, of_case=True) as session:
        with changing(session, desk, found, "letter", version=version) as this:
            passed = write_within(this, undo, kind, filled, override, spare=True)
        session.flush()
        with changing(session, desk, found, "sent") as this:
            send_within(this, kind, sending, override, spare=bool(passed.gaps))
    drop_filling(desk, found, name)
    return found
