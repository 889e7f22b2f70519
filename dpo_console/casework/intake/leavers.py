"""A list of leavers: each proposes a transfer case in the list of messages. The list isn't kept."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.importing.days import day_in, is_month_first
from dpo_console.casework.importing.spreadsheet import FileCell, rows_of
from dpo_console.casework.intake.recording import record
from dpo_console.errors import BadFile, BadInput
from dpo_console.mail.boxes import Raw, is_sheet
from dpo_console.mail.message import Leaver, Message
from dpo_console.store import tables
from dpo_console.store.reads import messages
from dpo_console.store.session import ask_in, write
from dpo_console.text import clean_line, fold, required_words

HEADS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "pupil", "pupil name", "student", "student name", "full name"),
    "first": ("forename", "first name", "legal forename", "preferred forename"),
    "last": ("surname", "last name", "legal surname", "preferred surname"),
    "left": ("left", "leaving date", "date of leaving", "leaving day", "date left", "dol"),
    "to": ("destination", "destination school", "new school", "next school", "to"),
    "school": ("school", "academy"),
}
"""The columns of a list of leavers, with the headings that school systems give them."""

SHOWN = 30
"""The most wrong rows named."""


def is_list(raw: Raw) -> bool:
    """Return True if a file is a list of leavers, by its first line or its format."""
    if is_sheet(raw.data):
        return True
    first = raw.data[:2_000].split(b"\n", 1)[0].decode("utf-8", "replace").strip("\ufeff\r ")
    heads = {
        fold(cell.strip(' "')) for cell in first.replace(";", ",").replace("\t", ",").split(",")
    }
    return len(heads) > 1 and not heads.isdisjoint(HEADS["left"])


def leavers(raw: Raw) -> list[tuple[int, Leaver]]:
    """Return the leavers of a list with their rows. Raises BadFile naming each wrong row."""
    ((_, heads), *below), _doubt = rows_of(raw.data, raw.name)
    columns = _columns([str(head) for head in heads], raw.name)
    month_first = is_month_first(row[columns["left"]] for _, row in below)
    found, wrong = [], []
    for number, row in below:
        said = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        try:
            found.append((number, _leaver(said, month_first=month_first)))
        except BadInput as problem:
            wrong.append(f"row {number}: {problem}")
    if wrong:
        raise BadFile(
            raw.name, "", f"has wrong rows, so none was taken: {'; '.join(wrong[:SHOWN])}"
        )
    return found


def _columns(heads: Sequence[str], name: str) -> dict[str, int]:
    """Return the place of each column that is there. Raises BadFile without a name or day."""
    plain = [fold(head.strip()) for head in heads]
    found = {
        field: next(place for place, head in enumerate(plain) if head in words)
        for field, words in HEADS.items()
        if not set(words).isdisjoint(plain)
    }
    named = "name" in found or {"first", "last"} <= found.keys()
    if not named or "left" not in found:
        what = "has no column for the pupil's name, or for the day on which the pupil left."
        raise BadFile(name, "", f"{what} Head them Name and Leaving date.")
    return found


def _leaver(said: Mapping[str, FileCell], *, month_first: bool) -> Leaver:
    names = [said.get(field) for field in ("first", "last")]
    name = str(said.get("name") or " ".join(str(part) for part in names if part))
    return Leaver(
        required_words(clean_line(name, "name"), "name"),
        day_in(said["left"], "left", month_first=month_first).isoformat(),
        clean_line(str(said.get("to") or ""), "to"),
        clean_line(str(said.get("school") or ""), "school"),
    )


def take_list(desk: Desk, raw: Raw, only_for: str = "") -> Iterator[tuple[str, int, bool]]:
    """Put every leaver of a list into the list of messages, or none.

    Yield the row, the number of the message, and True if it was there before. Raises BadFile.
    """
    read = leavers(raw)
    done: list[tuple[str, int, bool]] = []
    with write(desk.database) as session:
        for number, leaver in read:
            same = hashlib.sha256(json.dumps([*leaver]).encode()).hexdigest()
            there = messages.alike(ask_in(session), "", same, desk.database.reader)
            row = f"{raw.name}, row {number}"
            if there:
                done.append((row, there[0].number, True))
                continue
            message = tables.MessageTable(
                name=row, size=0, sha256="", same=same, only_for=only_for,
                reading=json.dumps(Message(leaver=leaver).as_json(), ensure_ascii=False),
                recorded_by=desk.person.slug, recorded_at=desk.stamp(),
            )  # fmt: skip
            session.add(message)
            done.append((row, record(session, desk, message), False))
    yield from done
