"""A school's year and an import of term dates as JSON."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.cli.pages.values import Json, picked
from dpo_console.law.calendar.school_year import DayKind

if TYPE_CHECKING:
    from dpo_console.cases.schools.school_terms import YearView
    from dpo_console.casework.schools.term_import import TermImport


def year(view: "YearView") -> Json:
    """Return one school year of one school."""
    known = view.known or (None, None)
    return {
        "school": view.school.slug,
        "name": view.school.name,
        "year": view.year.name,
        "terms": [
            {**_span(*span), "school_days": view.school_days(span)} for span in view.year.spans
        ],
        "holidays": [{**_span(h.first, h.last), "name": h.name} for h in view.year.holidays],
        "inset": [_closed(day, view.reasons) for day in view.year.days(DayKind.INSET)],
        "closures": [_closed(day, view.reasons) for day in view.year.days(DayKind.CLOSURE)],
        "bank_holidays": [{"on": day.isoformat(), "name": n} for day, n in view.bank_holidays],
        "school_days": view.school_days(),
        "known_from": known[0].isoformat() if known[0] else None,
        "known_to": known[1].isoformat() if known[1] else None,
        "warnings": list(view.warnings),
    }


def _span(first: date, last: date) -> Json:
    return {"first": first.isoformat(), "last": last.isoformat()}


def _closed(day: date, reasons: Mapping[date, str]) -> Json:
    return {"on": day.isoformat(), "why": reasons.get(day, "")}


def planned(plan: "TermImport", backup: Path | None) -> Json:
    """Return the changes of an import. `backup` is the copy of the earlier file, or null."""
    dates = plan.dates
    return {
        "school": plan.school.slug,
        "terms": [_span(*span) for span in dates.spans],
        "inset": [_closed(day, dates.inset) for day in dates.inset],
        "closures": [_closed(day, dates.closures) for day in dates.closures],
        "changes": list(plan.difference.lines),
        "doubts": [*plan.difference.notes, *plan.doubts],
        "left_out": [picked(unused, "entry why") for unused in plan.understood.unused],
        "cases": [picked(moved, "reference before after") for moved in plan.moved],
        "written": backup is not None,
        "backup": str(backup) if backup else None,
    }
