"""The forms of the search plan: who was told, who was asked, an answer, another place."""

from collections.abc import Mapping, Sequence
from datetime import date

from dpo_console.casework.desk import Desk
from dpo_console.casework.search_plan import RESULTS, addresses, places_of, usual_reply_by
from dpo_console.casework.views import CaseView, PlaceRow
from dpo_console.text import parse_day
from dpo_console.tui import draw
from dpo_console.tui.field import Field
from dpo_console.tui.menu import Choice
from dpo_console.tui.place_drawing import titles
from dpo_console.tui.screens.case_forms import Opened, ask, day_field

ANOTHER = "+"
"""Stands for a place that is on no list."""


def hold(desk: Desk, case: CaseView, rows: Sequence[PlaceRow]) -> Opened:
    """Who was told to keep what these places hold."""

    def save(given: Mapping[str, str], version: int) -> CaseView:
        from dpo_console.casework import searching

        return searching.tell_to_keep(
            desk, case.reference, _named(rows), given["told"], _day(desk, given, "on"),
            version=version,
        )  # fmt: skip

    fields = [
        Field("told", "Told", _holder(rows), hint="who, and how"),
        day_field(desk, "on", "On"),
    ]
    about = draw.words(f"To keep what there is: {titles(rows)}")
    title = f"{case.reference}: who was told?"
    named = titles(rows)
    return ask(desk, case, title, fields, save, about, named), f"Told to keep it: {named}"


def question(desk: Desk, case: CaseView, rows: Sequence[PlaceRow]) -> Opened:
    """Who was asked what these places hold, and by when they should answer."""

    def save(given: Mapping[str, str], version: int) -> CaseView:
        from dpo_console.casework import searching

        return searching.ask_places(
            desk,
            case.reference,
            _named(rows),
            by=_day(desk, given, "by"),
            of=given["of"],
            on=_day(desk, given, "on"),
            version=version,
        )

    usual = usual_reply_by(desk.today, case.clock.act_by)
    fields = [
        day_field(desk, "by", "Reply by", usual.isoformat()),
        Field("of", "Asked", example=_holder(rows), hint="if another than the holder"),
        day_field(desk, "on", "On"),
    ]
    where = "".join(f"\nWrite to {address}" for address in addresses(desk.settings, rows))
    about = draw.words(f"What is held in: {titles(rows)}{where}")
    title = f"{case.reference}: who was asked?"
    named = titles(rows)
    return ask(desk, case, title, fields, save, about, named), f"Asked: {named}"


def answer(desk: Desk, case: CaseView, row: PlaceRow) -> Opened:
    """What came of a place, with words and a day."""

    def save(given: Mapping[str, str], version: int) -> CaseView:
        from dpo_console.casework import searching

        return searching.record_answer(
            desk, case.reference, _named([row]), given["result"], given["note"],
            _day(desk, given, "on"), version=version,
        )  # fmt: skip

    answered = row.answered_on.isoformat() if row.answered_on else "today"
    fields = [
        Field("result", "Answer", row.result or "found", choices=tuple(RESULTS.items()),
              hint="left and right choose"),
        Field("note", "Note", row.note, lines=2, hint="what, or why not"),
        day_field(desk, "on", "On", answered),
    ]  # fmt: skip
    title = f"{row.title}: what came of it?"
    return ask(desk, case, title, fields, save), f"{row.title} answered"


def leave_out(desk: Desk, case: CaseView, rows: Sequence[PlaceRow]) -> Opened:
    """Why places are not searched."""

    def save(given: Mapping[str, str], version: int) -> CaseView:
        from dpo_console.casework import searching

        return searching.record_answer(
            desk, case.reference, _named(rows), "not-searched", given["because"], version=version
        )

    fields = [Field("because", "Because", lines=2, hint="why a search there isn't reasonable")]
    about = draw.words(f"Not searched: {titles(rows)}")
    title = f"{case.reference}: leave out?"
    named = titles(rows)
    return ask(desk, case, title, fields, save, about, named), f"Left out: {named}"


def offered(desk: Desk, case: CaseView) -> list[Choice]:
    """The office's places that are not on the plan, and any other."""
    there = {row.slug for row in case.places}
    known = [p for p in places_of(desk.settings) if p.slug not in there]
    choices = [Choice(p.slug, p.title, p.holder) for p in known]
    return [*choices, Choice(ANOTHER, "Another place", key=ANOTHER)]


def another(desk: Desk, case: CaseView) -> Opened:
    """A place that is on no list."""

    def save(given: Mapping[str, str], _version: int) -> CaseView:
        from dpo_console.casework import searching

        return searching.add_place(desk, case.reference, given["place"], given["holder"])

    fields = [
        Field("place", "Place", hint="as a letter may name it"),
        Field("holder", "Holder", hint="who is asked there"),
    ]
    return ask(desk, case, f"{case.reference}: another place", fields, save), "Added"


def _named(rows: Sequence[PlaceRow]) -> list[str]:
    return [str(row.number) for row in rows]


def _holder(rows: Sequence[PlaceRow]) -> str:
    """Who holds them all, '' where that is more than one."""
    holders = {row.holder for row in rows}
    return holders.pop() if len(holders) == 1 else ""


def _day(desk: Desk, given: Mapping[str, str], name: str) -> date | None:
    return parse_day(given[name], desk.today, name) if given[name] else None
