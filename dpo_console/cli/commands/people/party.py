"""The people of a case: `party`, and a requester called back: `call-back`."""

import click

from dpo_console.cases.people.parties import reach_words
from dpo_console.cases.people.rows import Party
from dpo_console.cases.view.case import case_view
from dpo_console.casework.people import call_back as calling_back
from dpo_console.casework.people import parties
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import OfCase, case_command, text_option
from dpo_console.cli.output import columns, document
from dpo_console.cli.pages.case_page import parties_json
from dpo_console.cli.pages.changed import print_change


@click.group(cls=OfCase, invoke_without_command=True)
@click.argument("reference", metavar="REF")
@click.option("--with-protected", is_flag=True, help="Show protected addresses too.")
@click.pass_context
def party(ctx: click.Context, reference: str, with_protected: bool) -> None:
    """List or change a case's people: the requester, data subjects and recipient.

    NUMBER is their place in that list. A protected address is shown only to officers who ask for
    it. It never goes to a private person, their agent or solicitor, nor to the people that
    --kept-from names. A person who acts for the protected one gets it once the DPO or the
    designated safeguarding lead has recorded --acts-for.

    \b
      dpo-console party SAR-2026-0042
      dpo-console party SAR-2026-0042 add subject --name "Tom Doe"
      dpo-console party SAR-2026-0042 add other --name "Paul Doe" --relation father
      dpo-console party DSC-2026-0007 add recipient --name "Priya Nair" --email p.nair@example.org
      dpo-console party SAR-2026-0042 set 1 --address "1 Oak Lane" --protected --why "She moved"
      dpo-console party SAR-2026-0042 remove 3 --why "Another Tom Doe"
    """
    invocation = ctx.ensure_object(Invocation)
    if ctx.invoked_subcommand is not None:
        return
    desk = invocation.desk()
    if with_protected:
        people = parties.with_protected(desk, reference)
    else:
        people = case_view(desk, reference).parties
    if invocation.json:
        document(parties_json(people))
    else:
        columns([_cells(one) for one in people])


def _cells(one: Party) -> tuple[str, ...]:
    ref = f"their reference {one.their_ref}" if one.their_ref else ""
    said = ", ".join(part for part in (one.organisation, ref, reach_words(one)) if part)
    return str(one.number), one.known_as, one.name, said


@case_command("call-back")
@click.argument("contact", metavar="NUMBER")
@click.option("--found", required=True, metavar="TEXT", help="Where you found the number.")
@text_option("--who", "TEXT", "Whom you spoke to.")
def call_back(invocation: Invocation, reference: str, contact: str, found: str, who: str) -> None:
    """Record that you called the requester back, on a number or address found independently.

    It answers the check of who the person is. A number that came with the request is refused.

    \b
      dpo-console call-back DSC-2026-0007 01632960100 --found "the force's own website"
    """
    found = calling_back.call_back(invocation.desk(), reference, contact, found, who=who)
    print_change(invocation, found, "called back.")
