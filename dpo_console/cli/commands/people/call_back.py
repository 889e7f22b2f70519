"""A call back to the requester: `call-back`."""

import click

from dpo_console.casework.people.call_back import call_back as record
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command, text_option
from dpo_console.cli.pages.changed import print_change


@case_command("call-back")
@click.argument("contact", metavar="NUMBER")
@click.option("--found", required=True, metavar="TEXT", help="Where you found the number.")
@text_option("--who", "TEXT", "Whom you spoke to.")
def call_back(invocation: Invocation, reference: str, contact: str, found: str, who: str) -> None:
    """Record that you called the requester back, on a number or address found independently.

    It answers the criterion who.person. A number that came with the request is refused.

    \b
      dpo-console call-back DSC-2026-0007 01632960100 --found "the force's own website"
    """
    desk = invocation.desk()
    found = record(desk, reference, contact, found, who=who)
    print_change(invocation, desk, found, "called back.")
