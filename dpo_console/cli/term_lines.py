"""A school's year, and what an import of term dates changes, printed as lines."""

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.casework.year_picture import COLUMNS, GLYPHS, HEADER, NAMES, months
from dpo_console.cli.output import columns, narrate, say
from dpo_console.cli.words import day_cell, iso_cell
from dpo_console.law.school_year import USUAL_SCHOOL_DAYS, DayKind, SchoolYear
from dpo_console.text import day_words

if TYPE_CHECKING:
    from dpo_console.casework.school_terms import YearView
    from dpo_console.casework.term_import import TermImport

MOST = 40
"""Entries that were left out, named one by one."""


def print_year(view: "YearView", *, picture: bool) -> None:
    """Print a school's year as lists, and where it is wanted its picture, which is read last."""
    school = view.school
    say(f"{school.name} ({school.slug}), school year {view.year.name}")
    _list("Terms", [(*_span(span), f"{view.school_days(span)} school days")
                    for span in view.year.spans])  # fmt: skip
    _list("Holidays between", [(*_span((h.first, h.last)), h.name) for h in view.year.holidays])
    _list("INSET days", _closed(view, DayKind.INSET))
    _list("Closures", _closed(view, DayKind.CLOSURE))
    _list("Bank holidays", [(day_cell(day), name) for day, name in view.bank_holidays])
    say("")
    columns([(total_words(view),)])
    if view.warnings:
        say("")
        columns([("!", warning) for warning in view.warnings])
    if picture:
        say("")
        print_picture(view.year)


def _span(span: tuple[date, date]) -> tuple[str, str]:
    return day_cell(span[0]), f"to {day_cell(span[1])}"


def _closed(view: "YearView", kind: DayKind) -> list[tuple[str, str]]:
    return [(day_cell(day), view.reasons.get(day, "")) for day in view.year.days(kind)]


def _list(title: str, rows: Sequence[Sequence[str]]) -> None:
    if rows:
        say(f"\n{title}")
        columns(rows, indent=2)


def total_words(view: "YearView") -> str:
    """`190 school days (190 are usual). Known from … to …`."""
    count = f"{view.school_days()} school days ({USUAL_SCHOOL_DAYS} are usual)"
    if view.known is None:
        return f"{count}. No term dates are known."
    first, last = view.known
    return f"{count}. Term dates are known from {day_words(first)} to {day_words(last)}."


def print_picture(year: SchoolYear) -> None:
    """Print a line a month, weekdays below each other, and what the characters mean."""
    heads = (HEADER[column % 7] for column in range(COLUMNS))
    say(f"     {' '.join(heads)}")
    for month in months(year):
        cells = [" "] * month.before + [GLYPHS[kind] for kind in month.kinds]
        say(f"{month.name}  {' '.join(cells)}")
    say("")
    columns([("   ".join(f"{glyph} {NAMES[kind]}" for kind, glyph in GLYPHS.items()),)])


def print_plan(planned: "TermImport", path: Path) -> None:
    """Print what a file says, what importing it changes, and all that is doubtful about it."""
    found, dates = planned.understood, planned.understood.dates
    parts = [
        _many(len(dates.spans), "term"),
        _many(len(dates.inset), "INSET day"),
        _many(len(dates.closures), "closure"),
    ]
    known = _many(found.bank_holidays, "bank holiday")
    parts += [f"{known} (known without it)"] if found.bank_holidays else []
    say(f"{path}: {', '.join(parts)}")
    say(f"\nChanges for {planned.school.name} ({planned.school.slug})")
    columns([(line[0], line[2:]) for line in planned.difference.lines or ["  none"]], indent=2)
    _told("Look at", (*planned.difference.notes, *planned.doubts))
    _told("Left out", [f"{u.entry}: {u.why}" for u in found.unused])
    if planned.moved:
        say(f"\n{_cases(len(planned.moved))} a new date")
        rows = [(m.reference, _due(m.before), f"-> {_due(m.after)}") for m in planned.moved]
        columns(rows, indent=2)


def _many(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count} {what}s"


def _cases(count: int) -> str:
    return "1 case has" if count == 1 else f"{count} cases have"


def _due(iso: str | None) -> str:
    return iso_cell(iso) or "no date"


def _told(title: str, lines: Iterable[str]) -> None:
    lines = list(lines)
    if lines:
        say(f"\n{title}")
        columns([("!" if title == "Look at" else "-", line) for line in lines[:MOST]], indent=2)
    if len(lines) > MOST:
        say(f"  (and {len(lines) - MOST} more)")


def print_written(planned: "TermImport", backup: Path | None) -> None:
    """Say on stderr what became of a plan; `backup` is the copy of what stood there."""
    if backup:
        narrate(f"Written into {planned.file.path}. As it was before: {backup}")
    elif planned.changes:
        narrate("Nothing was written. Leave out --dry-run to do it.")
    else:
        narrate("Nothing was written: data/dpo.toml says all this already.")


def on_a_terminal() -> bool:
    """Whether somebody looks at the output: a picture says nothing to a script."""
    return sys.stdout.isatty()
