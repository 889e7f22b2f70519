"""Forecast for a request as it is typed: its dates and reasons, and similar cases."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.text import Text

from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.overlaps import Offer, Similar, earliest_words, short_name
from dpo_console.config.methods import spoken_words
from dpo_console.law.model import Clock
from dpo_console.law.statutes import statute
from dpo_console.tui import draw
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.case import case_drawing
from dpo_console.tui.screens.requests.request_fields import OWN_DATA, about_nobody, offered

UNREAD = (
    "No due date yet: the first line can't be read. Correct it, or clear it and fill in the "
    "fields below."
)
"""What stands in place of the dates while a line can't be read."""

NOTHING = (
    "The due date shows here once you type the first line, or the requester. Until then “Kind”, "
    "“They are” and “Came” are a guess."
)
"""What stands in place of the dates on an empty form."""

NO_DAY = "The due date shows here once the days can be read."
"""What stands in place of the dates while a day can't be read."""

SUPPOSED = "a guess so far"
"""What stands beside an entry before anything is typed or chosen, or while a line can't be read."""


GUESSED = ("kind", "requester_kind", "channel")
"""The fields that begin with what is usual."""


def beside(fields: Iterable[Field], values: Mapping[str, str], *, guessing: bool) -> dict[str, str]:
    """Return what stands beside each guessed field: that it is a guess until changed, or a hint."""
    return {
        field.name: SUPPOSED if guessing and values[field.name] == field.value else field.hint
        for field in fields
        if field.name in GUESSED
    }


def forecast_of(
    clocks: Sequence[Clock],
    alike: Sequence[Similar],
    offers: Sequence[Offer],
    sooner: date | None = None,
    advice: str = "",
) -> RenderableType:
    """Draw the due date, led by any warnings. `clocks` stand earliest first.

    The reasons are those of the earliest date. `sooner` is the day of the first offer, if it is
    earlier still. `advice` is one further sentence.
    """
    return Group(
        due_line(clocks),
        *([draw.words(f"! {advice}", draw.WARNING)] if advice else []),
        *offer_line(offers, sooner),
        *alike_lines(alike),
        case_drawing.explained(clocks[0]),
    )


def due_line(clocks: Sequence[Clock]) -> Text:
    """Draw the due date."""
    if len(clocks) > 1:
        return draw.words(earliest_words(clocks), draw.STRONG)
    [clock] = clocks
    if clock.due:
        return draw.line(f"due {draw.day(clock.due)}", draw.STRONG)
    if clock.target:
        return draw.line(f"no fixed date in law; our target {draw.day(clock.target)}", draw.STRONG)
    return draw.line("no date yet", draw.STRONG)


def offer_line(offers: Sequence[Offer], sooner: date | None = None) -> list[Text]:
    """Draw the likeliest further reading of the message, and how to log that too."""
    if not offers:
        return []
    first, adds = offers[0], "To add it, press space in “Also log as”."
    limit = f"due sooner, {draw.day(sooner)}" if sooner else first.limit
    words = f"This may also come under: {short_name(first.kind)} ({limit}), {first.where}. {adds}"
    return [draw.words(f"! {words}", draw.WARNING) if sooner else draw.line(words, draw.QUIET)]


def alike_lines(alike: Sequence[Similar]) -> list[Text]:
    """Draw why each of the first similar cases may be the same, a repeat or a sibling's."""
    lines = [draw.words(f"! {one.row.reference}: {one.text}", draw.WARNING) for one in alike[:2]]
    if len(alike) > 2:
        lines.append(draw.line(f"! and {len(alike) - 2} more that name them", draw.WARNING))
    if alike:
        link = f"To link the two, type {alike[0].row.reference} into “Belongs with”."
        lines.append(draw.line(link, draw.QUIET))
    return lines


def advice_on(values: dict[str, str]) -> str:
    """Return what a spoken request lacks, that an order sets its day, or advice to restrict.

    The advice stands while the case should be restricted and no reader is chosen.
    """
    if spoken := spoken_words(values["kind"], values["channel"]):
        return f"{spoken}."
    usual = offered(values["kind"])
    if usual and not values["requester_kind"]:
        title = requester_kinds()[usual].title
        return f"Say in “They are” who asks. If you don't, we take it for: {title}."
    if about_nobody(values):
        return f"Nobody is named under “About”. If {values['requester']} {OWN_DATA}"
    kind = requester_kinds().get(values["requester_kind"])
    if kind and kind.sets_day and statute(values["kind"]).work.gated:
        return "The order sets the day by which to answer: record it once this is logged."
    if not (kind and kind.restrict) or values.get("readers", "everybody"):
        return ""
    return f"Should everyone see it? {kind.restrict.capitalize()}: “Seen by” restricts it."
