"""Forecast for a request as it is typed: its dates and reasons, and similar cases."""

from collections.abc import Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.text import Text

from dpo_console.cases.requests.overlaps import Offer, earliest_words, short_name
from dpo_console.cases.requests.similar import Similar
from dpo_console.law.model import Clock
from dpo_console.tui import draw
from dpo_console.tui.screens.case import case_drawing


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
    first, adds = offers[0], "To add it, press space in “Also under”."
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
