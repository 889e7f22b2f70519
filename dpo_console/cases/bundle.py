"""Files of an answer as they are read: when they are checked, and once more as they leave."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from dpo_console.bundle.apart import inspect_apart
from dpo_console.bundle.inspection import Finding, Inspection, PlacedWords
from dpo_console.cases.leaving.checked_files import files_go
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.leaving.protected_details import details_told
from dpo_console.cases.letters.going_out import before
from dpo_console.cases.letters.typed_pupils import asked_about, typed_pupils
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.papers import State, answer_files, paper_bytes
from dpo_console.cases.people.addressee import recipient_of
from dpo_console.cases.people.matching.names import same_name
from dpo_console.cases.people.matching.names_told import NamesTold
from dpo_console.errors import Refused
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.text import counted

Progress = Callable[[str, int], None]
"""Takes the name of a file and the number of the page that was read."""

BESIDE = "other"
"""The role of people of a case who are neither its requester nor its subject."""


@dataclass(frozen=True, slots=True)
class FileToCheck:
    """A file with its name."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file as it was read, with everything found in it.

    `looked`: somebody looked at what no program can read.
    """

    name: str
    sha256: str
    read: Inspection
    findings: tuple[Finding, ...]
    looked: bool

    @property
    def passed(self) -> bool:
        """True if nothing was found, and nothing is left that nobody looked at."""
        return self.state is State.PASSED

    @property
    def state(self) -> State:
        """What the check came to."""
        if self.findings:
            secret = any(found.secret for found in self.findings)
            return State.KEPT_FROM if secret else State.FOUND
        return State.UNREAD if self.read.unread and not self.looked else State.PASSED

    @property
    def verdict(self) -> str:
        """What the check came to, in words."""
        if self.findings:
            return counted(len(self.findings), "finding")
        return "nothing found" if self.passed else "nothing found, but not all of it can be read"


def read_file(
    desk: Desk,
    file: CaseFile,
    one: FileToCheck,
    names: Sequence[str] = (),
    *,
    looked: bool,
    tell: Progress = lambda _name, _page: None,
) -> CheckedFile:
    """Return what a file holds by the records as they are now. Nothing is recorded.

    `names` are looked for beside those that the records know. `looked`: somebody looked at what
    can't be read in it.
    """
    read = inspect_apart(one.data, one.name, lambda page: tell(one.name, page))
    called = PlacedWords("its name", re.sub(r"[_.-]+", " ", one.name))
    named = named_in_file(desk, file, replace(read, words=(called, *read.words)), names)
    findings = (*read.findings, *named)
    sha256 = hashlib.sha256(one.data).hexdigest()
    return CheckedFile(one.name, sha256, read, tuple(dict.fromkeys(findings)), looked)


def read_again(desk: Desk, going: Departure, along: Sequence[FileToCheck] = ()) -> dict[str, State]:
    """Return what each kept file that goes along comes to now, by its hash, and those `along`.

    What is protected may have changed since its check. A file that isn't the one recorded is told
    by its hash.
    """
    if not files_go(going):
        return {}
    files = list(along)
    checked = {one.sha256 for one in answer_files(going.file)}
    for row in going.file.papers:
        with suppress(Refused):
            if row.sha256 in checked:
                data = paper_bytes(desk, going.file.case.reference, row)
                files.append(FileToCheck(row.name, data))
    read = (read_file(desk, going.file, one, looked=True) for one in files)
    return {one.sha256: one.state for one in read}


def named_in_file(
    desk: Desk, file: CaseFile, read: Inspection, asked: Iterable[str]
) -> Iterator[Finding]:
    """Yield each place of a file that names somebody else, or tells the reader what is protected.

    Looked for are the people of other cases, the other people of this one, and the names that the
    officer `asked` for. UK GDPR Art 15(4), DPA 2018 Sch 2 para 16: an answer may tell no more of
    others than was decided.
    """
    names, going = _names(desk, file, read.text, asked), _departure(desk, file, read.text)
    reader = recipient_of(file, desk.settings)
    tells = any(True for _ in details_told(going, read.text, reader))
    for one in read.words:
        told = NamesTold(one.text, any_case=True)
        yield from (Finding(one.place, f"It names {name}.") for name in names if name in told)
        gaps = details_told(going, one.text, reader) if tells else ()
        yield from (Finding(one.place, str(gap), gap.final) for gap in gaps)
    yield from _writers(desk, read)


def _names(desk: Desk, file: CaseFile, words: str, asked: Iterable[str]) -> tuple[str, ...]:
    """Return the names to look for, without those of the people whose answer it is."""
    own, _ = asked_about(desk, file)
    others = [p.name for p in file.parties if p.role == BESIDE]
    found = dict.fromkeys((*asked, *others, *typed_pupils(desk, words, words)))
    return tuple(name for name in found if not any(same_name(name, one) for one in own))


def _departure(desk: Desk, file: CaseFile, words: str) -> Departure:
    """Return what the office knows of words on their way out."""
    earlier = before(desk, file, words)
    return Departure(
        file,
        desk.settings,
        desk.today,
        desk.today,
        history=earlier.history,
        elsewhere=earlier.elsewhere,
    )


def _writers(desk: Desk, read: Inspection) -> Iterator[Finding]:
    """Yield who wrote a file, as its properties tell, unless it is the office or a school."""
    ours = (desk.settings.name, *(school.name for school in desk.settings.schools))
    for writer in read.writers:
        if not any(same_name(writer, one) for one in ours):
            yield Finding("", f"Its properties name {writer}.")
