"""The search plan of a request: `search`."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import click

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.search import CORRECTIONS, addresses, overdue_places
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.letters import letter_writing
from dpo_console.casework.search import searching
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import day_option, subcommand
from dpo_console.cli.output import document, narrate, say
from dpo_console.cli.pages.search_page import overdue_json, plan_json, print_overdue, print_plan
from dpo_console.errors import BadInput

TAKES: Mapping[str, tuple[str, ...]] = {
    "hold": ("every", "told", "on", "letters", "what", "override"),
    "ask": ("every", "by", "of", "on", "letters", "what", "override"),
    "chase": ("every", "by", "on", "letters", "override"),
    "answered": ("every", "note", "on"),
    "skip": ("every", "because", "on"),
    "add": ("holder", "usual"),
}
"""The acts on a plan, and the options that each one takes."""

OPTIONS = {"every": "all"}
"""The options with another name than their parameter."""


@subcommand()
@click.argument("reference", metavar="[REF]", required=False)
@click.argument("act", metavar="[ACT]", required=False, type=click.Choice(tuple(TAKES)))
@click.argument("places", metavar="[PLACE]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every place for which the act is due.")
@click.option("--told", metavar="WHO", help="hold: who was sent the preservation notice.")
@day_option("--by", "ask, chase: when the answer is wanted.")
@click.option("--of", metavar="WHO", help="ask: who was asked, if not the holder.")
@click.option("--note", metavar="TEXT", help="answered: what was found, or where they looked.")
@click.option("--because", metavar="TEXT", help="skip: why it is not searched.")
@click.option("--holder", metavar="WHO", help="add: who is asked there.")
@click.option("--usual", is_flag=True, help="add: the usual places that are not there yet.")
@click.option(
    "--letters", is_flag=True, help="hold, ask, chase: write a letter for each holder, as sent."
)
@click.option("--what", metavar="TEXT", help="hold, ask: what the letters ask for.")
@click.option("--override", metavar="TEXT", help="Why a letter goes, or went, despite a check.")
@day_option("--on", "The day it was done. Default: today.")
@click.option("--chase", "overdue", is_flag=True, help="Without REF: late answers in every case.")
def search(
    invocation: Invocation,
    /,
    reference: str | None,
    act: str | None,
    places: tuple[str, ...],
    overdue: bool,
    **given: Any,  # noqa: ANN401
) -> None:
    """Show or change a search plan: places searched, preservation notices, answers.

    PLACE is a number or slug. Most acts take several.

    \b
      dpo-console search SAR-2026-0042
      dpo-console search SAR-2026-0042 hold --all --told "Ann Bell, IT, by phone"
      dpo-console search SAR-2026-0042 ask 1 2 staff-email --by 2026-12-04
      dpo-console search SAR-2026-0042 ask --all --letters --what "E-mails about T.D., Year 6."
      dpo-console search SAR-2026-0042 chase --all
      dpo-console search SAR-2026-0042 answered 1 2 found --note "Two folders"
      dpo-console search SAR-2026-0042 answered cctv nothing
      dpo-console search SAR-2026-0042 skip chat --because "No pupil is on it"
      dpo-console search SAR-2026-0042 add previous-school --holder "Ash Primary"
      dpo-console search --chase
    """
    options = {name: value for name, value in given.items() if value}
    if reference is None:
        return _print_overdue(invocation, overdue, options)
    if overdue:
        raise BadInput("--chase lists the late answers of every case; leave REF out.")
    desk = invocation.desk()
    _refuse_others(options, TAKES.get(act or "", ()), f"to {act}" if act else "without an act")
    if act:
        reference = act_on_plan(desk, reference, act, places, options)
        invocation.saved = True
    case = case_view(desk, reference)
    _print(invocation, case, desk)
    if act in ("ask", "chase"):
        _narrate_addresses(desk, case, options.get("on") or desk.today)
    return None


def _narrate_addresses(desk: Desk, case: CaseView, on: date) -> None:
    """Print the addresses of the places just asked, as far as the office lists them."""
    asked = [row for row in case.places if row.is_open and on in (row.asked_on, row.chased_on)]
    if found := addresses(desk.settings, asked):
        narrate(f"Write to: {', '.join(found)}")


def _print(invocation: Invocation, case: CaseView, desk: Desk) -> None:
    if invocation.json:
        plan = plan_json(case, desk.today)
        document({"reference": case.reference, "search": plan})
        return
    print_plan(case, desk.today)
    say(f"Next: {case.row.next_action}.")


def _print_overdue(invocation: Invocation, overdue: bool, options: Mapping[str, Any]) -> None:
    if not overdue:
        raise BadInput("Say which case: search REF; or search --chase for the late answers of all.")
    _refuse_others(options, (), "to --chase")

    desk = invocation.desk()
    rows = overdue_places(desk)
    if invocation.json:
        document([overdue_json(row) for row in rows])
    elif rows:
        print_overdue(rows, desk.today)
    else:
        narrate("No answer is late.")


def _refuse_others(options: Mapping[str, Any], takes: tuple[str, ...], where: str) -> None:
    for name in options:
        if name not in takes:
            raise BadInput(f"--{OPTIONS.get(name, name)} doesn't belong {where}.")


def act_on_plan(
    desk: Desk, reference: str, act: str, places: tuple[str, ...], options: Mapping[str, Any]
) -> str:
    """Do an act on the plan of a case, and return its reference. Raises BadInput."""
    if act == "add":
        return _add(desk, reference, places, options)
    answer, named = places[-1:], places
    if act == "answered":
        named = places[:-1]
        if answer not in (("found",), ("nothing",), *((name,) for name in CORRECTIONS)):
            raise BadInput(
                "answered: write found or nothing after the places, such as: answered 1 2 found. "
                f"To correct what was recorded: {', '.join(CORRECTIONS)}, with --note."
            )
    which = _which(named, bool(options.get("every")))
    if options.get("letters"):
        _write(desk, reference, act, which, options)
    elif options.get("what"):
        raise BadInput("--what is for the letters: add --letters.")
    went = "" if options.get("letters") else options.get("override") or ""
    on: date | None = options.get("on")
    acts: dict[str, Callable[[], str]] = {
        "hold": lambda: searching.tell_to_keep(
            desk, reference, which, options.get("told", ""), on, override=went
        ),
        "ask": lambda: searching.ask_places(
            desk,
            reference,
            which,
            by=options.get("by"),
            of=options.get("of", ""),
            on=on,
            override=went,
        ),
        "chase": lambda: searching.chase(
            desk, reference, which, by=options.get("by"), on=on, override=went
        ),
        "answered": lambda: searching.record_answer(
            desk, reference, which, answer[0], options.get("note", ""), on
        ),
        "skip": lambda: searching.record_answer(
            desk, reference, which, "not-searched", options.get("because", ""), on
        ),
    }
    return acts[act]()


def _write(
    desk: Desk, reference: str, act: str, which: tuple[str, ...], options: Mapping[str, Any]
) -> None:
    """Write the letters of an act before it is recorded, and print their paths."""
    what, to, override = (options.get(name) or "" for name in ("what", "of", "override"))
    for row in letter_writing.write_plan_letters(
        desk, reference, act, which, what, options.get("by"), to, override=override
    ):
        narrate(f"Letter: {desk.home.exports / row.path}")


def _which(places: tuple[str, ...], every: bool) -> tuple[str, ...]:
    if bool(places) == every:
        raise BadInput("Say which places: by number or slug, or --all for every one that is due.")
    return searching.EVERY if every else places


def _add(desk: Desk, reference: str, places: tuple[str, ...], options: Mapping[str, Any]) -> str:
    if options.get("usual"):
        if places or options.get("holder"):
            raise BadInput("--usual adds the usual places by itself.")
        return searching.add_usual(desk, reference)
    return searching.add_place(desk, reference, " ".join(places), options.get("holder", ""))
