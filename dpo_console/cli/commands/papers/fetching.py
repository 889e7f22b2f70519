"""A paper of a case on stdout: `papers REF fetch`."""

import click

from dpo_console.casework.papers.fetching import fetch_paper
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import OVERRIDE, after_case, text_option
from dpo_console.cli.output import document, pour, refuse_terminal
from dpo_console.cli.pages.case_page import paper_json
from dpo_console.cli.types import NUMBER


@after_case()
@click.argument("number", type=NUMBER)
@text_option("--for", "TEXT", "Who it is for, if not us.", "whom")
@OVERRIDE
def fetch(invocation: Invocation, reference: str, number: int, whom: str, override: str) -> None:
    """Print the bytes of a paper, for your own machine. --json: what is kept of it.

    It is for the office itself. For anybody else, give --for. Then it passes the checks before it
    goes, and the history tells it.

    \b
      ssh host dpo-console papers SAR-2026-0042 fetch 1 > request.eml
      ssh host dpo-console papers DSC-2026-0007 fetch 2 --for "Priya Nair" > terms.pdf
    """
    line = f"papers {reference} fetch {number} > FILE"
    if not invocation.json:
        refuse_terminal("A paper", line)
    fetched = fetch_paper(invocation.desk(), reference, number, whom, override=override)
    if invocation.json:
        document({"reference": reference, **paper_json(fetched.row)})
    else:
        pour(fetched.data, "A paper", line)
