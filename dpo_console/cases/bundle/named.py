"""Whom the files of an answer name, although its reader may not know of them."""

from collections.abc import Iterable, Iterator

from dpo_console.bundle.inspection import Finding, Inspection
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.leaving.protected.protected_details import details_told
from dpo_console.cases.letters.going_out import before
from dpo_console.cases.letters.typed_pupils import asked_about, typed_pupils
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.addressee import recipient_of
from dpo_console.cases.people.matching.names import same_name
from dpo_console.cases.people.matching.names_told import NamesTold
from dpo_console.store.cases.case_file import CaseFile

BESIDE = "other"
"""The role of people of a case who are neither its requester nor its subject."""


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
