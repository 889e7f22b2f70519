"""The people of a case: `party`, a group of commands, and `call-back`."""

from collections.abc import Callable
from typing import Any

import click

from dpo_console.cases.people.parties import Party, reach_words
from dpo_console.cases.view.case import case_view
from dpo_console.casework.people import parties
from dpo_console.casework.people import parties as calling_back
from dpo_console.casework.people.parties import add_party, change_party, remove_party
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import WHY, OfCase, after_case, case_command, text_option
from dpo_console.cli.output import columns, document
from dpo_console.cli.pages.case_page import parties_json
from dpo_console.cli.pages.changed import print_change

Callback = Callable[..., None]

PROTECTED = "Keep their contact details from every private person, agent and solicitor."

KEPT_FROM = "Also keep their contact details from these: names or numbers, ; between."

ACTS_FOR = "For whom they act, as agent or solicitor: names or numbers, ; between."

THEIR_REF = "Their own reference: a case, crime, client or order number."


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


def words_options(command: Callback) -> Callback:
    """Add the options for a person's name and contact details."""
    command = click.option("--acts-for", metavar="PEOPLE", help=ACTS_FOR)(command)
    command = click.option("--kept-from", metavar="PEOPLE", help=KEPT_FROM)(command)
    for name, metavar, what in (
        ("their-ref", "TEXT", THEIR_REF),
        ("salutation", "TEXT", "How letters greet them, such as Dear Ms Doe."),
        ("relation", "TEXT", "What they are to the pupil: father, carer, sibling."),
        ("address", "TEXT", "The postal address."),
        ("phone", "NUMBER", "The telephone number."),
        ("email", "ADDRESS", "The e-mail address."),
        ("organisation", "NAME", "For which organisation."),
        ("name", "NAME", "The name."),
    ):
        command = click.option(f"--{name}", metavar=metavar, help=what)(command)
    return command


@after_case()
@click.argument("role", type=click.Choice(("subject", "recipient", "other")))
@words_options
@click.option("--protected", is_flag=True, help=PROTECTED)
def add(
    invocation: Invocation,
    reference: str,
    role: str,
    protected: bool,
    **given: Any,  # noqa: ANN401
) -> None:
    """Add a data subject, the recipient of shared data, or another person.

    \b
      dpo-console party SAR-2026-0042 add subject --name "Tom Doe" --protected
      dpo-console party SAR-2026-0042 add other --name "Jane Doe" --relation mother \\
          --address "4 Oak Row" --kept-from "Paul Doe"
    """
    found = add_party(invocation.desk(), reference, role, _said(given), protected=protected)
    print_change(invocation, found, f"{'person' if role == 'other' else role} added.")


@after_case("set")
@click.argument("number", type=int)
@words_options
@click.option(
    "--protected/--not-protected", default=None, help="Protect their contact details, or not."
)
@text_option("--requester-kind", "SLUG", "Who asks: pupil, parent, police ...")
@WHY
def set_(
    invocation: Invocation,
    reference: str,
    number: int,
    protected: bool | None,
    requester_kind: str,
    why: str,
    **given: Any,  # noqa: ANN401
) -> None:
    """Correct a person's details. The log keeps what stood there.

    \b
      dpo-console party SAR-2026-0042 set 2 --name "Thomas Doe" --why "As on the register"
      dpo-console party DSC-2026-0007 set 1 --requester-kind police --why "She is an officer"
      dpo-console party SAR-2026-0042 set 1 --acts-for 2 --why "We saw her signed authority"
      dpo-console party SAR-2026-0042 set 1 --salutation "Dear Ms Doe" --why "She signs so"
    """
    desk, said = invocation.desk(), _said(given)
    found = change_party(
        desk, reference, number, said, why, protected=protected, kind=requester_kind
    )
    print_change(invocation, found, f"number {number} corrected.")


@after_case()
@click.argument("number", type=int)
@WHY
def remove(invocation: Invocation, reference: str, number: int, why: str) -> None:
    """Take a subject or the recipient off the case.

    \b
      dpo-console party SAR-2026-0042 remove 3 --why "Another Tom Doe"
    """
    found = remove_party(invocation.desk(), reference, number, why)
    print_change(invocation, found, f"number {number} taken off.")


def _said(given: dict[str, Any]) -> dict[str, str]:
    return {name: words for name, words in given.items() if words is not None}
