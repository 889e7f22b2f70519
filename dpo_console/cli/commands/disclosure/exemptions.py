"""The exemptions, each with its test in plain words: `exemptions`."""

import click

from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import document
from dpo_console.cli.pages.schedule_page import exemption_json as as_json
from dpo_console.cli.pages.schedule_page import print_exemption, print_exemptions
from dpo_console.law.exemptions.exemptions import exemption, exemptions_for, opinions
from dpo_console.law.exemptions.exemptions import exemptions as every
from dpo_console.law.statutes import statute


@subcommand()
@click.argument("slug", metavar="[SLUG]", required=False)
@click.option("--kind", metavar="KIND", help="Only those for a kind of request.")
def exemptions(invocation: Invocation, slug: str | None, kind: str | None) -> None:
    """List the grounds for withholding information, each with its test in plain words.

    \b
      dpo-console exemptions --kind sar
      dpo-console exemptions sch2-16
    """
    chosen = exemptions_for(statute(kind).kind) if kind else tuple(every().values())
    found = (exemption(slug),) if slug else chosen
    if invocation.json:
        who = {name: opinion.who for name, opinion in opinions().items()}
        rows = [as_json(e, who.get(e.opinion, "")) for e in found]
        document(rows[0] if slug else rows)
    elif slug:
        print_exemption(found[0])
    else:
        print_exemptions(found)
