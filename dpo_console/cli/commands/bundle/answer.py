"""The files of an answer: `files list`, `drop` and `by-hand`."""

import click

from dpo_console.cases.office.references import file_meant
from dpo_console.cases.papers.answer_files import answer_files
from dpo_console.casework.bundle.answering import check_by_hand, drop_file
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import WHY, case_command
from dpo_console.cli.output import columns, document, say
from dpo_console.cli.pages.bundle_json import files_of_answer
from dpo_console.cli.pages.changed import print_change
from dpo_console.text import counted, show_line


@case_command("list")
def list_files(invocation: Invocation, reference: str) -> None:
    """List the files of an answer, with what their checks came to."""
    file = file_meant(invocation.desk(), reference)
    files = answer_files(file)
    if invocation.json:
        document(files_of_answer(files))
    elif files:
        pages = [counted(one.pages, "page") if one.pages else "" for one in files]
        columns([(show_line(f.name, 60), n, f.state) for f, n in zip(files, pages, strict=True)])
    else:
        say(f"No file goes with the answer of {file.case.reference}.")


@case_command()
@click.argument("name")
@WHY
def drop(invocation: Invocation, reference: str, name: str, why: str) -> None:
    """Leave a file out of an answer. A paper stays with the case.

    \b
      dpo-console files drop SAR-2026-0042 notes.docx --why "Its words are in reply.pdf now"
    """
    desk = invocation.desk()
    found = drop_file(desk, reference, name, why=why)
    print_change(invocation, desk, found, f"{name} doesn't go with the answer.")


@case_command("by-hand")
@click.option("--said", required=True, metavar="TEXT", help="Who printed and checked it, and how.")
def by_hand(invocation: Invocation, reference: str, said: str) -> None:
    """Record that an answer was printed and checked by hand.

    Each of its files that didn't pass its check may then go on paper.

    \b
      dpo-console files by-hand SAR-2026-0042 --said "Printed and read by Rosa Hall: no other pupil"
    """
    desk = invocation.desk()
    found = check_by_hand(desk, reference, said)
    print_change(invocation, desk, found, "Printed and checked by hand.")
