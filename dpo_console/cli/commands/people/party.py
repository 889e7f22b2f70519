"""The people of a case: `party`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from dpo_console.cli.commands.case import as_json
from dpo_console.cli.commands.case.changed import print_change
from dpo_console.cli.commands.disclosure.schedule import WHY, OfCase
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Subcommand
from dpo_console.cli.output import columns, document

if TYPE_CHECKING:
    from dpo_console.cases.people.rows import Party

Callback = Callable[..., None]


def words_options(command: Callback) -> Callback:
    """Add the options for a person's name and contact details."""
    for name, metavar, what in (
        ("address", "TEXT", "The postal address."),
        ("phone", "NUMBER", "The telephone number."),
        ("email", "ADDRESS", "The e-mail address."),
        ("organisation", "NAME", "For which organisation."),
        ("name", "NAME", "The name."),
    ):
        command = click.option(f"--{name}", metavar=metavar, help=what)(command)
    return command


@click.group(cls=OfCase, invoke_without_command=True)
@click.argument("reference", metavar="REF")
@click.option("--with-protected", is_flag=True, help="Show protected addresses too.")
@click.pass_context
def party(ctx: click.Context, reference: str, with_protected: bool) -> None:
    """Who asks, about whom, and who receives; without a subcommand, list them.

    NUMBER is their place in that list. A protected address is shown to nobody who doesn't ask for
    it, and stands in no letter but that person's own.

    \b
      dpo-console party SAR-2026-0042
      dpo-console party SAR-2026-0042 add subject --name "Tom Doe"
      dpo-console party DSC-2026-0007 add recipient --name "Priya Nair" --email p.nair@example.org
      dpo-console party SAR-2026-0042 set 1 --address "1 Oak Lane" --protected --why "She moved"
      dpo-console party SAR-2026-0042 remove 3 --why "Another Tom Doe"
    """
    from dpo_console.cases.view.case import case_view
    from dpo_console.casework.people.parties import with_protected as all_of

    invocation = ctx.ensure_object(Invocation)
    if ctx.invoked_subcommand is not None:
        return
    desk = invocation.desk()
    people = all_of(desk, reference) if with_protected else case_view(desk, reference).parties
    if invocation.json:
        document(as_json.parties(people))
    else:
        columns([_cells(one) for one in people])


def _cells(one: "Party") -> tuple[str, ...]:
    from dpo_console.cases.people.parties import reach_words

    said = ", ".join(part for part in (one.organisation, reach_words(one)) if part)
    return str(one.number), one.role, one.name, said


def _reference(ctx: click.Context) -> str:
    return str(ctx.parent.params["reference"]) if ctx.parent else ""


def _print(ctx: click.Context, reference: str, done: str) -> None:
    invocation = ctx.ensure_object(Invocation)
    print_change(invocation, invocation.desk(), reference, done)


def _said(given: dict[str, Any]) -> dict[str, str]:
    return {name: words for name, words in given.items() if words is not None}


@party.command(cls=Subcommand)
@click.argument("role", type=click.Choice(("subject", "recipient")))
@words_options
@click.option("--protected", is_flag=True, help="How to reach them is told to nobody else.")
@click.pass_context
def add(ctx: click.Context, /, role: str, protected: bool, **given: Any) -> None:  # noqa: ANN401
    """Add a data subject, or the recipient of what is shared.

    \b
      dpo-console party SAR-2026-0042 add subject --name "Tom Doe" --protected
    """
    from dpo_console.casework.people.parties import add_party

    desk = ctx.ensure_object(Invocation).desk()
    found = add_party(desk, _reference(ctx), role, _said(given), protected=protected)
    _print(ctx, found, f"{role} added.")


@party.command(name="set", cls=Subcommand)
@click.argument("number", type=int)
@words_options
@click.option("--protected/--not-protected", default=None, help="Who may know how to reach them.")
@click.option(
    "--requester-kind", default="", metavar="SLUG", help="Who asks: pupil, parent, police ..."
)
@WHY
@click.pass_context
def set_(
    ctx: click.Context,
    /,
    number: int,
    protected: bool | None,
    requester_kind: str,
    why: str,
    **given: Any,  # noqa: ANN401
) -> None:
    """Put right what is said of somebody; what stood there is kept in the log.

    \b
      dpo-console party SAR-2026-0042 set 2 --name "Thomas Doe" --why "As on the register"
      dpo-console party DSC-2026-0007 set 1 --requester-kind police --why "She is an officer"
    """
    from dpo_console.casework.people.parties import change_party

    desk = ctx.ensure_object(Invocation).desk()
    found = change_party(
        desk, _reference(ctx), number, _said(given), why, protected=protected, kind=requester_kind
    )
    _print(ctx, found, f"number {number} put right.")


@party.command(cls=Subcommand)
@click.argument("number", type=int)
@WHY
@click.pass_context
def remove(ctx: click.Context, number: int, why: str) -> None:
    """Take a subject or the recipient off the case.

    \b
      dpo-console party SAR-2026-0042 remove 3 --why "Another Tom Doe"
    """
    from dpo_console.casework.people.parties import remove_party

    desk = ctx.ensure_object(Invocation).desk()
    _print(ctx, remove_party(desk, _reference(ctx), number, why), f"number {number} taken off.")
