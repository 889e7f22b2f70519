"""The form that reads an application form which came back."""

from collections.abc import Mapping
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import form_line
from dpo_console.cases.view.views import CaseView
from dpo_console.casework import application
from dpo_console.casework.office import own_files
from dpo_console.letters.word.safety.safe_parts import LARGEST_FILE
from dpo_console.text import counted
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.case.case_forms import Opened, ask, follows, from_own_machine

TAKEN_IN = (
    "The checklist then shows the requester's answers beside its questions. It changes none of "
    "your own answers."
)


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
