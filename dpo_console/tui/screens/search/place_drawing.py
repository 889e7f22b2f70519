"""The places of a search plan as drawn lines: short in the list, in full below it."""

from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.text import Text

from dpo_console.cases.search import RESULTS, OverduePlace, due_to, summary, warnings
from dpo_console.cases.view.views import CaseView
from dpo_console.store.cases.disclosure_rows import PlaceRow
from dpo_console.text import counted
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice

FIXED = (1, 7, 6, 7)
"""The columns of one width: mark, preservation notice, asked, day of the reply."""

ANSWER = 12
"""The fewest columns for a place's result. A wide terminal has room for its note."""

ASKED = {"hold": "Notices sent?", "ask": "Asked?", "chase": "Reminder sent?"}
"""The question whether the next step was done, by its act."""


def _widths(width: int) -> tuple[int, int, int]:
    """Return the columns for title, holder and answer, in a list of this width."""
    room = max(width - 2 - sum(FIXED) - len(FIXED) - 2, 28)
    title = min(30, (room - ANSWER) * 24 // 38)
    holder = min(24, room - ANSWER - title)
    return title, holder, room - title - holder


def heads(width: int) -> Text:
    """Draw the heads of the columns."""
    title, holder, answer = _widths(width)
    names = (" ", "Place", "Holder", "Notice", "Asked", "Due", "Answer")
    sizes = (FIXED[0], title, holder, *FIXED[1:], answer)
    cells = (draw.fit(name, size) for name, size in zip(names, sizes, strict=True))
    return draw.line(f" {' '.join(cells)}", draw.QUIET)


def place_line(row: PlaceRow, today: date, width: int, *, marked: bool) -> Text:
    """Draw `* CCTV  Site manager  to send  25 Nov   4 Dec  found`."""
    title, holder, answer = _widths(width)
    late = row.is_overdue(today)
    plain = draw.PLAIN if row.is_open else draw.QUIET
    cells = [
        ("*" if marked else "", FIXED[0], draw.STRONG),
        (row.title, title, plain),
        (row.asked or row.holder, holder, plain),
        (_notice(row), FIXED[1], draw.WARNING if row.to_tell else plain),
        (_short(row.asked_on), FIXED[2], plain),
        (f"{_short(row.reply_by)}{'!' if late else ''}", FIXED[3], draw.LATE if late else plain),
        (_answer(row, answer), answer, plain),
    ]
    return draw.join([draw.line(draw.fit(text, size), style) for text, size, style in cells], " ")


def _notice(row: PlaceRow) -> str:
    return "to send" if row.to_tell else _short(row.told_on) or "no need"


def _answer(row: PlaceRow, width: int) -> str:
    said = RESULTS.get(row.result, "")
    return f"{said}: {row.note}" if row.note and width > ANSWER else said


def _short(day: date | None) -> str:
    return draw.short_day(day.isoformat()) if day else ""


def standing(
    case: CaseView, today: date, keys: Mapping[str, str], written: Mapping[str, Sequence[PlaceRow]]
) -> RenderableType:
    """Draw the state of the plan, with warnings of late answers and records at risk.

    `keys` are those of this office, by act. A line says which of them does the plan's next step,
    and for how many places: those whose letters are `written`, by act, where some are.
    """
    if not case.places:
        return draw.line(f" No place is on the plan. Press {keys['add']} to add one.")
    said = warnings(case.places, today)
    return Group(
        draw.line(f" {summary(case.places)}.", draw.STRONG),
        *(draw.line(f" ! {warning}", draw.WARNING) for warning in said),
        draw.line(f" {_how(case.places, today, keys, written)}", draw.QUIET),
    )


def _how(
    rows: Sequence[PlaceRow],
    today: date,
    keys: Mapping[str, str],
    written: Mapping[str, Sequence[PlaceRow]],
) -> str:
    """Return how to do the plan's next step, by as few keys as it takes."""
    for act, question in ASKED.items():
        if due := due_to(act, rows, today):
            meant = _places(due, written.get(act, ()), keys)
            return f"{question} Press {keys[act]} to record it for {meant}"
    if any(row.is_open for row in rows):
        at_once = f"Press {keys['found']} for found, {keys['nothing']} for nothing held"
        return f"{at_once}. {keys['mark_next']} marks all that are left."
    return f"{keys['add']} adds a place."


def _places(due: Sequence[PlaceRow], written: Sequence[PlaceRow], keys: Mapping[str, str]) -> str:
    """Return `3 places.`, whether their letters are written, and how to record others."""
    if written and len(written) < len(due):
        with_letters = f"{counted(len(written), 'place')} with letters written."
        return f"{with_letters} Mark others with {keys['mark']}."
    fewer = f" Mark some with {keys['mark']} to record fewer."
    return f"{counted(len(due), 'place')}.{fewer if len(due) > 1 else ''}"


def marked_for(due: Sequence[PlaceRow], today: date) -> str:
    """Return how many places of the plan's next step are marked, and for which step."""
    steps = {"hold": "notices to send", "ask": "to ask", "chase": "late, to remind"}
    meant = (words for act, words in steps.items() if due_to(act, due, today))
    return f"{len(due)} marked: {next(meant, 'all that have not answered')}."


def place(row: PlaceRow, rows: Sequence[PlaceRow]) -> RenderableType:
    """Draw a place of a plan in full: its holder, and everything done about it."""
    lines = [draw.line(f"{row.title}  {row.holder}".rstrip(), draw.STRONG)]
    if row.told_on:
        lines.append(draw.line(f"Preservation notice sent {draw.day(row.told_on)}: {row.told}"))
    elif row.to_tell:
        lines.append(draw.words(f"Data here are deleted automatically. {_to_send(row, rows)}"))
    lines.append(draw.line(_asked(row)))
    if row.answered_on:
        said = f"{RESULTS.get(row.result, 'answered').capitalize()} {draw.day(row.answered_on)}"
        lines.append(draw.words(f"{said}: {row.note}" if row.note else said))
    return draw.lines(lines)


def _to_send(row: PlaceRow, rows: Sequence[PlaceRow]) -> str:
    """Return the notice to send, which serves every place of the same holder."""
    theirs = sum(other.to_tell and other.holder == row.holder for other in rows)
    send = f"Send {row.holder or 'its holder'} a preservation notice"
    return f"{send}: one for {theirs} places." if row.holder and theirs > 1 else f"{send}."


def _asked(row: PlaceRow) -> str:
    if row.asked_on is None or row.reply_by is None:
        return "Not asked yet." if row.is_open else "Not asked."
    whom = f" of {row.asked}" if row.asked else ""
    chased = f"; chased {draw.day(row.chased_on)}" if row.chased_on else ""
    return f"Asked{whom} {draw.day(row.asked_on)}, reply by {draw.day(row.reply_by)}{chased}"


def titles(rows: Sequence[PlaceRow]) -> str:
    """Return the names of the first three places, and the number of any more."""
    named = ", ".join(row.title for row in rows[:3])
    return f"{named} and {len(rows) - 3} more" if len(rows) > 3 else named


def late_choices(late: Sequence[OverduePlace]) -> list[Choice]:
    """Return late answers to choose from: `SAR-2026-0042   due 4 Dec  CCTV, Site manager`."""
    return [
        Choice(
            row.reference,
            f"{row.reference}  {f'due {_short(row.reply_by).strip()}':>10}",
            f"{row.title}, {row.holder}" if row.holder else row.title,
        )
        for row in late
    ]
