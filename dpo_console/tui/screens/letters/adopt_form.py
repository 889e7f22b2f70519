"""The form that takes in a letter's file after it was edited in Word."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.cases.letters.rows import LetterChoice
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import adopt_line
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.letters import adopting
from dpo_console.casework.office import own_files
from dpo_console.lazy_import import later
from dpo_console.tui import draw
from dpo_console.tui.forms.field import Field
from dpo_console.tui.screens.case.case_forms import Opened, ask, follows
from dpo_console.tui.screens.letters.letter_forms import OVERRIDE_HINT

if TYPE_CHECKING:
    from dpo_console.letters.word.safety import safe_parts
else:
    safe_parts = later("dpo_console.letters.word.safety.safe_parts")


@follows
def adopt(desk: Desk, case: CaseView, letter: LetterChoice, given: Mapping[str, str]) -> Opened:
    """Open a form for the edited file. `given` is what the letter says in its own fields."""

    def save(typed: Mapping[str, str], version: int) -> str:
        data = own_files.read_own_file(desk, typed["file"], safe_parts.LARGEST_FILE)
        adopting.adopt_letter(
            desk, case.reference, letter.name, data, given,
            source=Path(typed["file"]).name, override=typed["override"], version=version,
        )  # fmt: skip
        return case.reference

    fields = [
        Field("file", "File", example="~/edited.docx", wide=True),
        Field("override", "Override", lines=2, hint=OVERRIDE_HINT, refused=True),
    ]
    about = draw.words(
        "The file is on the machine that this console runs on. It becomes a version of its own. To "
        f"send it from your own machine: {adopt_line(desk, case.reference, letter.name)}"
    )
    title = f"{letter.title}: take in the file edited in Word"
    return ask(desk, case, title, fields, save, about, act="letter"), "Taken in as a new version."
