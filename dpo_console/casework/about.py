"""Everything held on a person, gathered for the DPO as one paper: text, Word or JSON."""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, TextIO

from dpo_console.cases.about import MORE_HELD, PersonSearch, findings, search_for
from dpo_console.cases.about_places import WORKING, Mention, Tell
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.looking import How, keep_look
from dpo_console.cases.office.permissions import require
from dpo_console.casework.records.audit_log import append
from dpo_console.casework.reports.papers import Paper, body, heading, paper_bytes, table
from dpo_console.config.files.folders import private_folder
from dpo_console.errors import BadInput, Refused
from dpo_console.letters.letter import Block
from dpo_console.london import london_day
from dpo_console.store.cases.case_file import files
from dpo_console.store.cases.case_parts import pages
from dpo_console.store.reads.all_words import cases_in_sight
from dpo_console.store.session import write
from dpo_console.text import clean_line, counted, day_words, required_words, visible

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

SHORTEST = 3
"""The letters of the shortest name that is looked for."""


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
    for case, mentions in groupby(found, key=lambda one: one.case):
        file.write(f"\n\n\n{case or 'Of no case'}\n")
        for one in mentions:
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
    for case, mentions in groupby(found, key=lambda one: one.case):
        yield heading(case or "Of no case")
        rows = [(f"{one.place}\nby {one.by}", one.text, one.correct) for one in mentions]
        yield table(heads, rows)


class FinishedPaper(NamedTuple):
    """A finished paper: its file, which is deleted after use, and what it came to."""

    path: Path
    sha256: str
    search: PersonSearch
    places: int


@contextmanager
def tell_about(desk: Desk, name: str, form: PaperForm, tell: Tell) -> Iterator[FinishedPaper]:
    """Yield a paper with everything held on a person that this officer may see, in a file.

    The log tells that it was made, but not for whom: its words can't be erased with a case. It is
    kept who looked at each case. Raises NotAllowed, BadInput for too short a name, Refused.
    """
    require(desk, "about", saves=True)
    whom = required_words(clean_line(name, "name"), "name")
    if sum(letter.isalnum() for letter in whom) < SHORTEST:
        raise BadInput(f"name: {whom!r} is too short to tell people apart. Give the whole name.")
    search = search_for(desk, whom)
    with private_folder(desk.home.data, WORKING) as place:
        path = place / f"about{form.ending}"
        places = write_form(desk, form, path, search, findings(desk, search, tell))
        _keep_looks(desk, search)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        said = {"form": form.value, "sha256": sha256, "cases": len(search.cases), "places": places}
        with write(desk.database) as session:
            append(session, desk, "about", said, at=desk.stamp())
        yield FinishedPaper(path, sha256, search, places)


def _keep_looks(desk: Desk, search: PersonSearch) -> None:
    """Keep that this person saw something of each case of the paper."""
    with desk.database.read() as ask:
        cases = [n for n, case in cases_in_sight(ask).items() if case in search.cases]
        for page in pages(ask, cases):
            for file in files(page):
                keep_look(desk, file.case, How.ABOUT)
