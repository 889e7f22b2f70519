"""Everything held on a person: `about`."""

import shutil
import sys
from pathlib import Path

import click

from dpo_console.cases.about import MORE_HELD
from dpo_console.casework.about import PaperForm, tell_about
from dpo_console.casework.office.own_files import STREAM, path_to_write
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import narrate, print_file, progress, refuse_terminal
from dpo_console.letters.word.saving import save
from dpo_console.text import counted


@subcommand()
@click.argument("name", metavar="NAME")
@click.option("--format", "form", type=click.Choice([*PaperForm]), help="text, word or json.")
@click.option(
    "-o", "--output", default=STREAM, metavar="FILE", help="Write a new file. - for stdout."
)
def about(invocation: Invocation, name: str, form: str | None, output: str) -> None:
    """Gather everything that the console holds on a person, and say how to correct it.

    It is for the school's DPO. Don't send it as an answer: it names other people. It looks into
    every case that you may see, the log, the settings, and every file of the home.

    \b
      dpo-console about "Tom Doe"
      dpo-console about "Tom Doe" -o tom.docx
      ssh host dpo-console about "Tom Doe" --format word -o - > tom.docx
    """
    desk = invocation.desk()
    wanted = _form(form, output, as_json=invocation.json and output == STREAM)
    to = None if output == STREAM else path_to_write(desk, output)
    if wanted is PaperForm.WORD and to is None:
        refuse_terminal("A Word file", "about NAME --format word -o - > about.docx")
    with tell_about(desk, name, wanted, _tell) as told:
        invocation.saved = True
        if to is None:
            _print(told.path)
        else:
            save(to, told.path.read_bytes())
            print_file(invocation, to, told.sha256)
        narrate(
            f"{counted(told.places, 'place')} found, in {counted(len(told.search.cases), 'case')}."
        )
        if told.search.more:
            narrate(MORE_HELD)


def _form(form: str | None, output: str, *, as_json: bool) -> PaperForm:
    """Return the form that was asked for, or the one that the ending of the file names."""
    endings = {one.ending: one for one in PaperForm}
    meant = (
        PaperForm.JSON if as_json else endings.get(Path(output).suffix.casefold(), PaperForm.TEXT)
    )
    return PaperForm(form) if form else meant


def _print(path: Path) -> None:
    with path.open("rb") as file:
        sys.stdout.flush()
        shutil.copyfileobj(file, sys.stdout.buffer)


def _tell(done: int, cases: int) -> None:
    progress(f"{done:,} of {cases:,} cases", last=done == cases)
