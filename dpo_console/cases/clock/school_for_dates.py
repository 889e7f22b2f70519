"""The school by which a case's dates are counted, and its clock."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dpo_console.config import Settings
from dpo_console.law.calendar import schools
from dpo_console.law.clock import earliest_school, read_clock
from dpo_console.law.model import Clock, Fact


def school_for_dates(
    settings: Settings, slug: str, kind: str, facts: Sequence[Fact], today: date
) -> schools.School:
    """Return the case's school, or the one that gives the earliest date if it isn't known."""
    may_be = [school.for_clock() for school in settings.schools_meant(slug)]
    return earliest_school(kind, facts, may_be, today)


def clock_at(settings: Settings, slug: str, kind: str, facts: Sequence[Fact], today: date) -> Clock:
    """Return the explained clock at a school. If that isn't known, it says whose date it is."""
    school = school_for_dates(settings, slug, kind, facts, today)
    clock = read_clock(kind, facts, school, today)
    if settings.is_known(slug):
        return clock
    name = next(s.name for s in settings.schools if s.for_clock() == school)
    warning = f"The school isn't known. This is the earliest date of any school: that of {name}."
    return replace(clock, warnings=(warning, *clock.warnings))
