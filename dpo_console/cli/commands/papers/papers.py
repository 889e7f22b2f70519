"""Papers kept with a case: `papers`."""

import click

from dpo_console.cases.view.case import case_view
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import OfCase
from dpo_console.cli.output import columns, document, say
from dpo_console.cli.pages.case_page import paper_cells, papers_json


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
