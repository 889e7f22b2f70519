"""The forms of a paper about a person: text to read, a Word file, and JSON."""

import json
import os
from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TextIO

from dpo_console.cases.about.about import MORE_HELD, PersonSearch
from dpo_console.cases.about.finding import Mention
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.reports.papers import Paper, body, heading, paper_bytes, table
from dpo_console.errors import Refused
from dpo_console.letters.letter import Block
from dpo_console.london import london_day
from dpo_console.text import counted, day_words, visible

MOST_IN_WORD = 2_000
"""The most findings that a Word file takes: it is made in memory, all at once."""

FOR_WHOM = (
    "For the school's DPO alone. It names other people and tells of restricted cases, so it is no "
    "answer to a request."
)
RIGHTS = (
    "To limit who sees a case: dpo-console restrict REF. To erase one: dpo-console erase REF. A "
    "person who asks for correction, erasure or restriction gets a case of that kind."
)
HOW_FOUND = (
    "Looked for: the whole name, and the e-mail, phone and postal addresses recorded with it. An "
    "initial or another spelling isn't found. In a case that tells of the person, one word of the "
    "name counts too. Somebody else of that name or address may be among them."
)


class PaperForm(StrEnum):
    """A form of the paper."""

    TEXT = "text"
    WORD = "word"
    JSON = "json"

    @property
    def ending(self) -> str:
        """The ending of its file."""
        return {"text": ".txt", "word": ".docx", "json": ".json"}[self.value]


def write_form(
    desk: Desk, form: PaperForm, path: Path, search: PersonSearch, found: Iterator[Mention]
) -> int:
    """Write the findings to a new file, mode 0600, and return their number.

    Text and JSON are written as they are found. Raises Refused if a Word file would be too long.
    """
    if form is PaperForm.WORD:
        return _word(desk, path, search, found)
    with _new(path) as file:
        if form is PaperForm.JSON:
            return _json(desk, file, search, found)
        return _text(desk, file, search, found)


def _new(path: Path) -> TextIO:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    return os.fdopen(handle, "w", encoding="utf-8")


def _title(desk: Desk, search: PersonSearch) -> str:
    return visible(f"Held on {search.sought.name}, {day_words(london_day(desk.clock()))}")


def _head(desk: Desk) -> tuple[str, ...]:
    made = visible(f"Made by: {desk.person.name}, {desk.stamp()}.")
    return FOR_WHOM, HOW_FOUND, RIGHTS, made


def _end(desk: Desk, search: PersonSearch, count: int) -> Iterator[str]:
    """Yield what the reader must know of what isn't told."""
    cases = counted(len(search.cases), "case")
    yield (
        f"{counted(count, 'place')} found, in {cases} and elsewhere." if count else "Nothing found."
    )
    if search.shared:
        yield f"Not followed, because many people share it: {'; '.join(search.shared)}."
    if search.unread:
        yield f"Not looked into, because the words can't be read: {'; '.join(search.unread)}."
    named = " Those of the cases above are named." if search.cases else ""
    yield f"Papers kept with a case are never opened here.{named}"
    if desk.settings.backup.to:
        yield f"Not looked into: the backups in {desk.settings.backup.to}."
    if search.more:
        yield MORE_HELD


def _text(desk: Desk, file: TextIO, search: PersonSearch, found: Iterator[Mention]) -> int:
    file.write("\n\n".join((_title(desk, search), *_head(desk))))
    count = 0
    for case, findings in groupby(found, key=lambda one: one.case):
        file.write(f"\n\n\n{case or 'Of no case'}\n")
        for one in findings:
            count += 1
            lines = (f"{one.place} (found by {one.by})", *one.text.splitlines(), f"> {one.correct}")
            said = "\n    ".join(visible(line) for line in lines)
            file.write(f"\n  {said}\n")
    file.write("\n\n" + "\n".join(visible(line) for line in _end(desk, search, count)) + "\n")
    return count


def _json(desk: Desk, file: TextIO, search: PersonSearch, found: Iterator[Mention]) -> int:
    head = {"name": search.sought.name, "made_at": desk.stamp(), "made_by": desk.person.slug,
            "for_whom": FOR_WHOM, "reached_by": [*search.sought.reached]}  # fmt: skip
    file.write(f'{json.dumps(head, indent=2)[:-2]},\n  "findings": [')
    count = 0
    for one in found:
        line = json.dumps({"reference": one.case or None, "place": one.place, "text": one.text,
                           "found_by": one.by, "correct": one.correct})  # fmt: skip
        file.write(f"{',' if count else ''}\n    {line}")
        count += 1
    end = {"cases": dict(search.cases), "not_followed": [*search.shared],
           "not_read": search.unread, "more_held": search.more}  # fmt: skip
    file.write(f"\n  ],\n{json.dumps(end, indent=2)[2:]}\n")
    return count


def _word(desk: Desk, path: Path, search: PersonSearch, found: Iterator[Mention]) -> int:
    told: list[Mention] = []
    for one in found:
        told.append(one)
        if len(told) > MOST_IN_WORD:
            raise Refused(
                f"More than {MOST_IN_WORD:,} places were found, too many for a Word file. Take "
                "--format text."
            )
    blocks = [*(body(line) for line in _head(desk)), *_tables(told)]
    blocks += [body(line) for line in _end(desk, search, len(told))]
    paper = Paper("about", _title(desk, search), tuple(blocks), landscape=True)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(paper_bytes(desk, paper))
    return len(told)


def _tables(found: list[Mention]) -> Iterator[Block]:
    heads = ("Where, and how it was found", "What", "How to correct it")
    for case, findings in groupby(found, key=lambda one: one.case):
        yield heading(case or "Of no case")
        rows = [(f"{one.place}\nby {one.by}", one.text, one.correct) for one in findings]
        yield table(heads, rows)
