"""Words about the people of a case outside its records: settings, their copies, unsaved forms.

They are looked for before the erasure, because afterwards nobody knows the names any more.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.cases.about_places import home_files, words_in_file
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.details import names_fully, names_partly
from dpo_console.casework.office import drafts
from dpo_console.store import kept_files
from dpo_console.store.asking import Ask
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.reads import lists, messages
from dpo_console.store.reads.messages import ASIDE, WAITING
from dpo_console.store.session import ask_in

if TYPE_CHECKING:
    from dpo_console.store.session import Session

_TABLE = re.compile(r"\s*\[+\s*(\w+)")
_OF_THE_OFFICE = ("people", "dpo")
"""The tables that name the office's own people, who may be people of a case."""

_COPIES = ".before-*"
"""The ending of a copy of the settings, made before they were changed."""


_OWN = re.compile(
    r"data/(?:dpo\.toml|(?:backups|drafts|packs|papers)/|\.tmp-)"
    r"|exports/(?:[A-Z]+-\d{4}-\d+|certificates|notice|register|statistics)/"
)
"""The beginnings of the names of files that the console keeps, erases or tells of elsewhere."""


def said_elsewhere(desk: Desk, file: CaseFile) -> tuple[str, ...]:
    """Return a sentence about each line of the settings, form and message that names its people."""
    return (*_in_settings(desk, file), *_in_drafts(desk, file), *_in_messages(desk, file))


def files_naming(desk: Desk, file: CaseFile) -> tuple[str, ...]:
    """Return a sentence about each file beside the home's own that names its people.

    Somebody wrote it there, such as a list with -o. The sentence is kept for good, so a file whose
    name is a person's is told by its folder.
    """
    return tuple(_in_files(desk, file))


def _in_files(desk: Desk, file: CaseFile) -> Iterator[str]:
    for one in home_files(desk.home):
        if _OWN.match(one.name):
            continue
        with suppress(ValueError, OSError):  # what can't be read is told by `about`
            if names_fully(file, f"{one.path.stem}\n{words_in_file(one)}"):
                folder = one.name.rpartition("/")[0]
                hidden = f"A file in {folder or 'the home'}"
                name = hidden if names_partly(file, one.name) else one.name
                yield f"{name} names a person of the case. Delete it, or write it again."


def remove_copies(session: "Session", desk: Desk, file: CaseFile) -> None:
    """Remove the copies of earlier settings that name a person of the case. Raises OSError."""
    if desk.database.address:
        _blank_versions(ask_in(session), file)
    settings = desk.home.settings.resolve()
    for copy in settings.parent.glob(f"{settings.name}{_COPIES}"):
        if _lines_naming(file, _text(copy)):
            copy.unlink()


def _blank_versions(ask: Ask, file: CaseFile) -> None:
    """Erase each earlier version in a database that names a person of the case."""
    _, *earlier = kept_files.versions(ask, kept_files.SETTINGS)
    for one in earlier:
        text = (kept_files.content(ask, one.path, one.version) or b"").decode("utf-8", "replace")
        if _lines_naming(file, text):
            kept_files.blank(ask, one.path, one.version)


def _in_settings(desk: Desk, file: CaseFile) -> Iterator[str]:
    path = desk.home.settings
    for line in _lines_naming(file, _text(path)):
        yield f"data/{path.name}, line {line} names a person of the case. Change that line."


def _lines_naming(file: CaseFile, text: str) -> list[int]:
    """Return the lines that name a person. In a saved view, a part of a name is enough."""
    found, table = [], ""
    for number, line in enumerate(text.splitlines(), 1):
        if head := _TABLE.match(line):
            table = head[1]
        if table in _OF_THE_OFFICE:
            continue
        if (names_partly if table == "view" else names_fully)(file, line):
            found.append(number)
    return found


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""  # settings that can't be read are told by `settings check`


def _in_messages(desk: Desk, file: CaseFile) -> Iterator[str]:
    """Yield each message that is no case and names a person of this one, if it is in sight."""
    with desk.database.glance() as ask:
        rows = messages.messages(ask, (WAITING, ASIDE), desk.database.reader)
    for row in rows:
        if names_fully(file, " ".join((row.name, row.reading, row.reason))):
            yield f"Message {row.number} that came names a person of the case."


def _in_drafts(desk: Desk, file: CaseFile) -> Iterator[str]:
    found = [one for one in _drafts(desk) if one[0] != file.case.reference]
    naming = [one for one in found if names_partly(file, one[-1])]
    with desk.database.glance() as ask:
        seen = lists.those_there(ask, [one[0] for one in naming]) if naming else set()
    for reference, title, person, _ in naming:
        where = reference if reference in seen else "a case that you can't see"
        of = f" of {where}" if reference else ""
        yield (
            f"An unsaved form{of} (“{title}”, by {desk.settings.names.get(person, person)}) names "
            "a person of the case. Save it or discard it."
        )


def _drafts(desk: Desk) -> Iterator[tuple[str, str, str, str]]:
    """Yield the case, title, author and words of each unsaved form that can be read."""
    for content in drafts.all_kept(desk):
        try:
            told = json.loads(content)
            words = " ".join([*told["values"].values(), *told.get("before", {}).values()])
            yield str(told["reference"]), str(told["title"]), str(told["person"]), words
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # an erasure removes a form that can't be read
