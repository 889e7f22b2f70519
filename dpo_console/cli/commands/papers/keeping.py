"""A paper to keep with a case: `papers REF add`."""

from pathlib import Path

import click

from dpo_console.cases.view.case import case_view
from dpo_console.casework.office.own_files import STREAM
from dpo_console.casework.papers.keeping import keep_paper
from dpo_console.cli.incoming import incoming
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import VERSION, after_case, text_option
from dpo_console.cli.output import document, say
from dpo_console.cli.pages.case_page import paper_json
from dpo_console.errors import BadInput


@after_case()
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True))
@text_option("--name", "TEXT", "Its name, if not the file's own.")
@click.option("--answer", is_flag=True, help="It goes with the answer, so check it first.")
@VERSION
def add(
    invocation: Invocation, reference: str, file: str, name: str, answer: bool, version: int | None
) -> None:
    """Keep a file with the case. With -, it comes from stdin.

    With -, give its --name. Prints the number of the paper. With --answer, the answer waits until
    `files check` has found nothing in it.

    \b
      ssh host dpo-console papers SAR-2026-0042 add - --name passport.jpg < passport.jpg
    """
    desk = invocation.desk()
    if file == STREAM and not name:
        raise BadInput("A file on stdin has no name. Add --name, such as --name request.eml.")
    data, _ = incoming(desk, file, desk.settings.papers.largest)
    number = keep_paper(desk, reference, data, name or Path(file).name, version, answer=answer)
    invocation.saved = True
    case = case_view(desk, reference)
    if invocation.json:
        (row,) = (row for row in case.papers if row.number == number)
        document({"reference": case.reference, **paper_json(row)})
    else:
        say(f"{case.reference}: kept as paper {number}.")
