"""Forms on the files of an answer: to check one, to sign for it, to leave it out."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Group, RenderableType

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import check_line
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.papers import answer_files
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.bundle import answering
from dpo_console.casework.office import own_files
from dpo_console.lazy_import import later
from dpo_console.text import counted, required_words
from dpo_console.tui import draw
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.case.case_forms import Opened, ask, follows, from_own_machine
from dpo_console.tui.screens.frame.ask import Ask

if TYPE_CHECKING:
    from dpo_console.cases import bundle as reading
    from dpo_console.cases.bundle import FileToCheck
    from dpo_console.cases.papers import AnswerFile
else:
    reading = later("dpo_console.cases.bundle")

FILE = Field("file", "File", example="~/reply.pdf", wide=True)
AGAIN = Field("file", "The same file", example="~/reply.pdf", wide=True)
"""The field for a file that the case keeps no copy of, and that is therefore read again."""

NAMES = Field("names", "Look for", hint="other names, with commas")


class ToCheck(NamedTuple):
    """What a form asked to check. `looked`: who looked at what can't be read, and saw what."""

    files: "tuple[FileToCheck, ...]"
    names: tuple[str, ...] = ()
    looked: str = ""


def which(desk: Desk, case: CaseView, kept: "FileToCheck | None" = None) -> Ask[ToCheck]:
    """Return a form for a file to check, or for the names to look for in a `kept` paper."""

    def given_files(given: Mapping[str, str], _version: int) -> ToCheck:
        names = tuple(name for part in given["names"].split(",") if (name := part.strip()))
        return ToCheck((kept or _own(desk, given["file"]),), names)

    title = f"{case.reference}: check {kept.name if kept else 'a file'}"
    line = check_line(desk, case.reference)
    about: RenderableType = "" if kept else from_own_machine(desk, line)
    fields = [NAMES] if kept else [FILE, NAMES]
    return Ask(title, fields, given_files, about=about, reference=case.reference, act="check_files")


def sign(
    desk: Desk, case: CaseView, one: "AnswerFile", places: str, kept: "FileToCheck | None"
) -> Ask[ToCheck]:
    """Return a form for who looked at what can't be read in a file. `places` says where it is."""

    def signed(given: Mapping[str, str], _version: int) -> ToCheck:
        looked = required_words(given["looked"], "looked")
        file = kept or _own(desk, given["file"])
        return ToCheck((replace(file, name=one.name),), (), looked)

    line = f"{check_line(desk, case.reference)} --looked TEXT"
    about = Group(
        draw.words(f"No program here can read {places}."),
        draw.words("Look at each page. Your name stands in the history beside your words."),
        *([] if kept else [from_own_machine(desk, line)]),
    )
    looked = Field("looked", "You saw", lines=2, hint="who looked, at which pages, and saw what")
    title = f"{case.reference}: sign for {one.name}"
    fields = [looked] if kept else [AGAIN, looked]
    return Ask(title, fields, signed, about=about, reference=case.reference, act="check_files")


@follows
def leave_out(desk: Desk, case: CaseView, name: str) -> Opened:
    """Open a form for the reason to leave a file out of the answer."""

    def save(given: Mapping[str, str], version: int) -> str:
        return answering.drop_file(desk, case.reference, name, why=given["why"], version=version)

    fields = [Field("why", "Why", lines=2, hint="a paper stays with the case")]
    title = f"{case.reference}: leave {name} out of the answer?"
    return ask(desk, case, title, fields, save, act="check_files"), f"{name} is left out"


@follows
def on_paper(desk: Desk, case: CaseView) -> Opened:
    """Open a form for who printed an answer and checked it by hand."""

    def save(given: Mapping[str, str], version: int) -> str:
        return answering.check_by_hand(desk, case.reference, given["said"], version=version)

    waiting = [one.name for one in answer_files(file_meant(desk, case.reference)) if not one.may_go]
    about = draw.words(
        f"This is for {counted(len(waiting), 'file')}: {', '.join(waiting)}. They may then go on "
        "paper."
    )
    fields = [Field("said", "Who, and how", lines=2, hint="who printed it, read it, and saw what")]
    title = f"{case.reference}: printed and checked by hand"
    form = ask(desk, case, title, fields, save, about, act="check_files")
    return form, "Printed and checked by hand"


def _own(desk: Desk, typed: str) -> "FileToCheck":
    data = own_files.read_own_file(desk, typed, desk.settings.papers.largest)
    return reading.FileToCheck(Path(typed).name, data)
