"""The columns of a register of requests: found by their headings, or named once by hand.

What was named by hand is kept in data/import-columns.json, for the next file of the same office.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.home_files.keeping import keep_written
from dpo_console.config.files.decoding import plain_heading
from dpo_console.config.files.folders import replace_file
from dpo_console.errors import BadFile, BadInput

FIELDS: Mapping[str, tuple[str, ...]] = {
    "kind": ("type", "type of request", "request type", "category"),
    "received": ("date received", "received on", "date of request", "date in"),
    "requester": ("name", "requester name", "name of requester", "applicant", "from"),
    "requester_kind": ("requester type", "who asks", "capacity", "relationship"),
    "organisation": ("organization", "company", "body"),
    "subjects": ("subject", "data subject", "pupil", "about", "pupil name"),
    "school": ("academy", "site"),
    "channel": ("how received", "came by", "method"),
    "summary": ("details", "description", "request", "asked for", "what"),
    "owner": ("assigned to", "handled by"),
    "their_ref": ("their reference", "requester reference"),
    "answered": ("date answered", "response date", "date of response", "responded", "date out"),
    "closed": ("date closed", "closed on", "completed"),
    "outcome": ("result", "decision"),
    "counted": ("counted elsewhere", "already counted"),
}
"""Each field of a row, with headings that offices use. A kind, a day and a name are required."""

REQUIRED = ("kind", "received", "requester")


def columns_of(desk: Desk, heads: Sequence[str], typed: Mapping[str, str], name: str) -> list[str]:
    """Return the field of each column, or '' for one that isn't used.

    `typed` maps fields to headings, as named by hand. It is kept once it fits the file. Raises
    BadInput for an unknown field, BadFile for headings that don't fit.
    """
    by_hand = _remembered(desk)
    for field, head in typed.items():
        if field not in FIELDS:
            raise BadInput(f"There is no column {field!r}. There are: {', '.join(FIELDS)}.")
        if plain_heading(head) not in map(plain_heading, heads):
            raise BadFile(name, "", f"has no column headed {head!r}.")
        by_hand = {h: f for h, f in by_hand.items() if f != field} | {plain_heading(head): field}
    there = {by_hand.get(plain_heading(head), "") for head in heads}
    found = [by_hand.get(plain_heading(head)) or _known(head, there) for head in heads]
    _check(found, heads, name)
    if typed:
        content = f"{json.dumps(by_hand, indent=2)}\n".encode()
        replace_file(desk.home.import_columns, content)
        keep_written(desk, desk.home.import_columns)
    return found


def _known(head: str, taken: set[str]) -> str:
    """Return the field of a known heading, unless another column was named for it by hand."""
    plain = plain_heading(head)
    fits = (f for f, words in FIELDS.items() if plain in (f.replace("_", " "), *words))
    return next((field for field in fits if field not in taken), "")


def _check(found: Sequence[str], heads: Sequence[str], name: str) -> None:
    for field in FIELDS:
        if found.count(field) > 1:
            same = [repr(h) for h, f in zip(heads, found, strict=True) if f == field]
            raise BadFile(name, "", f"has two columns for {field}: {' and '.join(same)}. Name one: "
                          f'--column {field}="..."')  # fmt: skip
    if missing := [field for field in REQUIRED if field not in found]:
        named = " ".join(f'--column {field}="..."' for field in missing)
        said = ", ".join(repr(head) for head in heads if head)
        what = f"has no column for {', '.join(missing)}. Name it once: {named}. It has: {said}."
        raise BadFile(name, "", what)


def _remembered(desk: Desk) -> dict[str, str]:
    with suppress(OSError, ValueError, AttributeError):
        kept = json.loads(desk.home.import_columns.read_bytes())
        return {str(head): field for head, field in kept.items() if field in FIELDS}
    return {}
