"""The papers of a case: `papers`, a group of commands."""

from pathlib import Path

import click

from dpo_console.cases.view.case import case_view
from dpo_console.casework.office.own_files import STREAM
from dpo_console.casework.papers import fetching, keeping
from dpo_console.cli.incoming import incoming
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import OVERRIDE, VERSION, WHY, OfCase, after_case, text_option
from dpo_console.cli.output import columns, document, pour, refuse_terminal, say
from dpo_console.cli.pages.case_page import paper_cells, paper_json, papers_json
from dpo_console.cli.pages.changed import print_change
from dpo_console.cli.types import NUMBER
from dpo_console.errors import BadInput


@click.group(cls=OfCase, invoke_without_command=True)
@click.argument("reference", metavar="REF")
@click.pass_context
def papers(ctx: click.Context, reference: str) -> None:
    """List the papers kept with a case, keep another, or fetch one.

    A paper is the incoming message, proof of authority, a signed sheet, terms or a certificate. It
    is hashed into the audit log and kept byte for byte. It is seen by those who may see the case,
    and erased with it. Evidence that ends with its number points to it: "paper 2".

    \b
      dpo-console papers SAR-2026-0042
      ssh host dpo-console papers SAR-2026-0042 add - --name request.eml < request.eml
      ssh host dpo-console papers SAR-2026-0042 fetch 1 > request.eml
    """
    invocation = ctx.ensure_object(Invocation)
    if ctx.invoked_subcommand is not None:
        return
    case = case_view(invocation.desk(), reference)
    if invocation.json:
        document(papers_json(case.papers))
    elif case.papers:
        columns([paper_cells(row, case.names) for row in case.papers])
    else:
        say(f"No paper is kept with {case.reference}.")


@after_case()
@click.argument("number", type=NUMBER)
@text_option("--for", "TEXT", "Who it is for, if not us.", "whom")
@OVERRIDE
def fetch(invocation: Invocation, reference: str, number: int, whom: str, override: str) -> None:
    """Write a paper to stdout, to save it on your own computer. --json: what is kept of it.

    Without --for, it is for the office itself. With --for, it is checked first, and the history
    tells who it was for.

    \b
      ssh host dpo-console papers SAR-2026-0042 fetch 1 > request.eml
      ssh host dpo-console papers DSC-2026-0007 fetch 2 --for "Priya Nair" > terms.pdf
    """
    line = f"papers {reference} fetch {number} > FILE"
    if not invocation.json:
        refuse_terminal("A paper", line)
    fetched = fetching.fetch_paper(invocation.desk(), reference, number, whom, override=override)
    if invocation.json:
        document({"reference": reference, **paper_json(fetched.row)})
    else:
        pour(fetched.data, "A paper", line)


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
    number = keeping.keep_paper(
        desk, reference, data, name or Path(file).name, version, answer=answer
    )
    invocation.saved = True
    case = case_view(desk, reference)
    if invocation.json:
        (row,) = (row for row in case.papers if row.number == number)
        document({"reference": case.reference, **paper_json(row)})
    else:
        say(f"{case.reference}: kept as paper {number}.")


@after_case("take-off")
@click.argument("number", type=NUMBER)
@text_option("--to", "REF", "Keep it with that case instead.")
@WHY
@VERSION
def take_off(
    invocation: Invocation, reference: str, number: int, to: str, why: str, version: int | None
) -> None:
    """Take a paper off a case that it doesn't belong to.

    Its bytes are erased there. With --to, they are kept with that case.

    \b
      dpo-console papers SAR-2026-0042 take-off 2 --to SAR-2026-0043 --why "It is of that case"
    """
    found = keeping.take_off(invocation.desk(), reference, number, why=why, to=to, version=version)
    print_change(invocation, found, f"Paper {number} was taken off.")
