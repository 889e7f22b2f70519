"""The forms that keep a paper, take a misfiled one off, and read an application form."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import form_line, paper_lines
from dpo_console.cases.view.views import CaseView
from dpo_console.casework import application
from dpo_console.casework.office import own_files
from dpo_console.casework.papers import keeping
from dpo_console.letters.word.safety.safe_parts import LARGEST_FILE
from dpo_console.text import counted
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.case.case_forms import Choosing, Opened, ask, follows, from_own_machine

TAKEN_IN = (
    "The checklist then shows the requester's answers beside its questions. It changes none of "
    "your own answers."
)


@follows
def papers(desk: Desk, case: CaseView) -> Opened:
    """Open a form for a file to keep, above the papers that are kept and the line to fetch one."""

    def save(given: Mapping[str, str], version: int) -> str:
        data = own_files.read_own_file(desk, given["file"], desk.settings.papers.largest)
        name = given["name"].strip() or Path(given["file"]).name
        keeping.keep_paper(desk, case.reference, data, name, version)
        return case.reference

    keep, fetch = paper_lines(desk, case.reference)
    line = "To fetch paper N. On the computer that runs this program, leave out “ssh HOST”:"
    kept = (line.replace("HOST", desk.settings.host or "HOST"), f"  {fetch}") if case.papers else ()
    about = from_own_machine(desk, keep, *kept)
    fields = [
        Field("file", "File", example="~/request.eml", wide=True),
        Field("name", "Keep as", hint="only if under another name"),
    ]
    so_far = counted(len(case.papers), "paper")
    title = f"{case.reference}: keep a paper, such as a scan ({so_far} kept)"
    form = ask(desk, case, title, fields, save, about, act="keep_paper", adds=True)
    form.tell = lambda after: f" as paper {after.papers[-1].number}"
    return form, "Kept"


def misfiled(desk: Desk, case: CaseView) -> Choosing:
    """Choose a paper to take off the case."""
    choices = [Choice(str(row.number), f"Paper {row.number}: {row.name}") for row in case.papers]
    return Choosing("Which paper doesn't belong here?", choices, partial(take_off, desk, case))


@follows
def take_off(desk: Desk, case: CaseView, number: str) -> Opened:
    """Open a form for the reason to take a paper off, and the case that it belongs to."""

    def save(given: Mapping[str, str], version: int) -> str:
        return keeping.take_off(
            desk, case.reference, int(number), why=given["why"], to=given["to"], version=version
        )

    about = draw.words(
        "Its file is erased here for good. Name the case that it belongs to, and it is kept there."
    )
    fields = [
        Field("to", "Belongs to", example="SAR-2026-0042", hint="empty: to no case"),
        Field("why", "Why", lines=2, hint="kept in the history"),
    ]
    title = f"{case.reference}: take paper {number} off?"
    form = ask(desk, case, title, fields, save, about, act="take_off_paper")
    return form, f"Paper {number} was taken off"


@follows
def read_form(desk: Desk, case: CaseView) -> Opened:
    """Open a form for the file that came back, above the line that sends it over SSH."""

    def save(given: Mapping[str, str], version: int) -> str:
        file = given["file"]
        data = own_files.read_own_file(desk, file, LARGEST_FILE)
        application.read_application(desk, case.reference, data, Path(file).name, version=version)
        return case.reference

    about = from_own_machine(desk, form_line(desk, case.reference), TAKEN_IN)
    fields = [Field("file", "File", example="~/form.docx", wide=True)]
    title = f"{case.reference}: take in the form that the requester filled in"
    form = ask(desk, case, title, fields, save, about, act="read_application")
    form.tell = lambda after: f": {counted(after.forms[-1].answered, 'answer')} to judge"
    return form, "Read"
