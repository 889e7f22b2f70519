"""The application form of a third party: `application`, a group of commands."""

from pathlib import Path

import click

from dpo_console.cases.application import LETTER
from dpo_console.casework.application import read_application
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.office.own_files import STREAM
from dpo_console.cli.commands.letters.letter_lines import print_letter
from dpo_console.cli.incoming import incoming
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.loading import LoadingGroup
from dpo_console.cli.options import OVERRIDE, VERSION, case_command, text_option
from dpo_console.cli.output import document, say
from dpo_console.cli.pages.checklist_page import form_json
from dpo_console.letters.word.safety.safe_parts import LARGEST_FILE
from dpo_console.text import counted

NAME = "application.docx"
"""The name of the paper, for a form that comes from stdin."""


@click.group(cls=LoadingGroup)
def application() -> None:
    """Send a third party the application form, and read the one that comes back.

    The form asks what is still open in the checklist. Each answer then stands beside its question,
    as the requester's own words. You judge them.

    \b
      dpo-console application write DSC-2026-0007
      ssh host dpo-console application read DSC-2026-0007 - < form.docx
    """


@case_command()
@text_option("--reply-by", "DAY", "The last day for it to come back.")
@OVERRIDE
def write(invocation: Invocation, reference: str, reply_by: str, override: str) -> None:
    """Write the form for a case as a Word file, and print its path.

    It has a field for each question to the requester that is still open. Send it, and record that
    with `letter sent REF application-form`.

    \b
      dpo-console application write DSC-2026-0007 --reply-by 2026-12-18
    """
    desk = invocation.desk()
    given = {"sharing.reply_by": reply_by} if reply_by else {}
    row = write_letter(desk, reference, LETTER, given, override=override)
    print_letter(invocation, desk, reference, row)


@case_command()
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True))
@VERSION
def read(invocation: Invocation, reference: str, file: str, version: int | None) -> None:
    """Read a form that came back. With -, it comes from stdin.

    The form is kept as a paper. The checklist shows each answer beside its question, for you to
    judge. Empty answers, and words that belong to no question, are listed.

    \b
      ssh host dpo-console application read DSC-2026-0007 - < form.docx
    """
    desk = invocation.desk()
    data, source = incoming(desk, file, LARGEST_FILE)
    name = NAME if file == STREAM else Path(file).name
    form = read_application(desk, reference, data, name, source=source, version=version)
    invocation.saved = True
    if invocation.json:
        document(form_json(form))
        return
    kept = f"{reference}: kept as paper {form.paper}."
    say(f"{kept} {counted(form.answered, 'answer')} to judge in the checklist.")
    for title, lines in (
        ("They also say:", [f"{label}: {words}" for label, words in form.more]),
        ("Left empty:", form.empty),
        ("Belongs to no question:", form.beside),
        ("Our own words that are gone:", form.removed),
    ):
        if lines:
            say("\n".join([title, *(f"  - {line}" for line in lines)]))
