"""A home changed round every door: each free word of the records is hostile."""

import csv
from collections.abc import Collection, Sequence
from itertools import cycle
from pathlib import Path

from tests.hostile import CONTROL, HOSTILE
from tests.store import spoiling

WORDS = (
    *(text for pair in zip(HOSTILE, cycle(CONTROL), strict=False) for text in pair),
    "Ann\x00Bell",
    "first\r\nsecond\u2028third",
    "W" * 100_000,
)
"""Text that no door lets in: NUL, line breaks in a name, more than a field may hold."""

MEANT_FOR_MACHINES = {
    "installation": "chain created_at law",
    "counter": "prefix",
    "cases": "reference kind requester_kind school channel owner outcome closed_on created_at "
    "created_by received status due due_at safe_by target whose_move urgent_at",
    "party": "role kind",
    "fact": "name on_day at_minute recorded_by recorded_at",
    "note": "about recorded_by recorded_at",
    "scope": "lawful_basis condition path until nonce review_on",
    "assessment": "criterion verdict on_day recorded_by recorded_at",
    "decision": "ruling decided_by on_day covers recorded_by recorded_at",
    "letter": "name path sha256 wording_sha256 state sent_on recorded_by recorded_at",
    "reader": "person",
    "link": "nature recorded_by recorded_at",
    "place": "slug hold_on asked_on reply_by chased_on answered_on result recorded_by recorded_at",
    "item": "category dated treatment exemption treated_by opinion_says opinion_on looked_by "
    "looked_on recorded_by recorded_at",
    "scope_item": "slug sensitivity",
    "paper": "sha256 recorded_by recorded_at",
    "audit": "at actor role account action reference record detail_commit prev hash",
    "audit_detail": "nonce detail",
    "look": "token at",
}
"""Columns that hold a slug, a day or a hash. Any other column of text holds people's words."""


def words_in_it(records: Path) -> list[tuple[str, str]]:
    """Return each table and column that holds people's words."""
    return [
        (table, column)
        for table, column in spoiling.columns(records, of_text=True)
        if column not in MEANT_FOR_MACHINES.get(table, "").split()
    ]


def spoil(
    records: Path, words: Sequence[str] = WORDS, but: Collection[tuple[str, str]] = ()
) -> None:
    """Put hostile text into every word of the records, or into `words`.

    Empty words stay empty, and the columns `but` stay unchanged.
    """
    into = [one for one in words_in_it(records) if one not in but]
    spoiling.put_words(records, words, into)


def hostile_files(folder: Path) -> dict[str, str]:
    """Make files to import, by the fields that ask for a file name: terms, and a schedule."""
    names = [name for name in HOSTILE if "\n" not in name]
    events = "\r\n".join(
        f"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:202611{day % 28 + 1:02}\r\nSUMMARY:INSET day {name}"
        f"\r\nEND:VEVENT"
        for day, name in enumerate(names)
    )
    terms, found = folder / "terms.ics", folder / "found.csv"
    terms.write_text(f"BEGIN:VCALENDAR\r\n{events}\r\nEND:VCALENDAR\r\n")
    with found.open("w", newline="") as file:
        csv.writer(file).writerows([("document", "pages"), *((name, 1) for name in names)])
    with (folder / "mail.mbox").open("w", newline="") as file:
        for number in range(3):
            subject, name = names[number::3], names[number]
            file.write(
                f"From x Mon Nov  2 10:00:00 2026\nFrom: {name} <a@home.example.org>\n"
                f"Subject: {' '.join(subject)}\nDate: Mon, 2 Nov 2026 10:0{number}:00 +0000\n\n"
                f"Subject access request about my son {name}\n\n"
            )
    return {"file": str(terms), "path": str(found)}
