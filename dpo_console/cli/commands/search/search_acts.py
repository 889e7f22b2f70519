"""The acts on a search plan, from what was typed."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.letters import plan_letters
from dpo_console.casework.search import searching
from dpo_console.cli.output import narrate
from dpo_console.errors import BadInput


def act_on_plan(
    desk: Desk, reference: str, act: str, places: tuple[str, ...], options: Mapping[str, Any]
) -> str:
    """Do an act on the plan of a case, and return its reference. Raises BadInput."""
    if act == "add":
        return _add(desk, reference, places, options)
    answer, named = places[-1:], places
    if act == "answered":
        named = places[:-1]
        if answer not in (("found",), ("nothing",)):
            raise BadInput("answered: say last what came of it: found or nothing.")
    which = _which(named, bool(options.get("every")))
    if options.get("letters"):
        _write(desk, reference, act, which, options)
    elif only := next((name for name in ("what", "override") if options.get(name)), ""):
        raise BadInput(f"--{only} is for the letters: add --letters.")
    on: date | None = options.get("on")
    acts: dict[str, Callable[[], str]] = {
        "hold": lambda: searching.tell_to_keep(desk, reference, which, options.get("told", ""), on),
        "ask": lambda: searching.ask_places(
            desk, reference, which, by=options.get("by"), of=options.get("of", ""), on=on
        ),
        "chase": lambda: searching.chase(desk, reference, which, by=options.get("by"), on=on),
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
    for row in plan_letters.write_plan_letters(
        desk, reference, act, which, what, options.get("by"), to, override=override
    ):
        narrate(f"Letter: {desk.home.exports / row.path}")


def _which(places: tuple[str, ...], every: bool) -> tuple[str, ...]:
    if bool(places) == every:
        raise BadInput("Say which places, by number or slug, or --all; not both.")
    return searching.EVERY if every else places


def _add(desk: Desk, reference: str, places: tuple[str, ...], options: Mapping[str, Any]) -> str:
    if options.get("usual"):
        if places or options.get("holder"):
            raise BadInput("--usual adds the usual places by itself.")
        return searching.add_usual(desk, reference)
    return searching.add_place(desk, reference, " ".join(places), options.get("holder", ""))
