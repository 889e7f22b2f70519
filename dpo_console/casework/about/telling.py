"""Everything held on one person, as one paper for the school's DPO, and an entry in the log.

It names other people too, so it is no answer to a request. UK GDPR Art 5(2), 12, 15, 16.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from dpo_console.cases.about.about import PersonSearch, findings, search_for
from dpo_console.cases.about.in_cases import Tell
from dpo_console.cases.about.in_files import WORKING
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.looking import How, keep_look
from dpo_console.cases.office.permissions import require
from dpo_console.casework.about.forms import PaperForm, write_form
from dpo_console.casework.records.audit_log import append
from dpo_console.config.files.folders import private_folder
from dpo_console.errors import BadInput
from dpo_console.store.cases.case_file import files
from dpo_console.store.cases.case_parts import pages
from dpo_console.store.reads.all_words import cases_in_sight
from dpo_console.store.session import write
from dpo_console.text import clean_line, required_words

SHORTEST = 3
"""The letters of the shortest name that is looked for."""


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
