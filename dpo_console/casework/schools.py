"""Term dates imported from a file: first planned, with every change shown, then written."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dpo_console.cases.clock.projection import project
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.schools import a_school
from dpo_console.casework.home_files.keeping import save_settings
from dpo_console.casework.office.own_files import read_own_file
from dpo_console.casework.office.refresh import refresh
from dpo_console.casework.records.audit_log import append
from dpo_console.config import School, Settings, load_settings
from dpo_console.config.settings.settings_file import (
    SettingsFile,
    read_settings_file,
    settings_after,
)
from dpo_console.config.terms.merging import Difference, difference, merge, straddled, with_dates
from dpo_console.config.terms.reading import LARGEST, Understood, read_terms
from dpo_console.config.terms.term_dates import TermDates
from dpo_console.errors import BadInput, Refused
from dpo_console.law.calendar.school_year import doubts
from dpo_console.law.calendar.schools import TermCalendar
from dpo_console.law.statutes import statutes
from dpo_console.law.words import days_words
from dpo_console.store.cases import case_file
from dpo_console.store.cases.case_parts import pages
from dpo_console.store.reads import conditions, lists
from dpo_console.store.reads.lists import BY_URGENCY
from dpo_console.store.session import write
from dpo_console.text import day_words

IMPORTED = "terms imported"
"""The action of its entry, which is about no case."""

MOST_TOLD = 100
"""The most lines below one title."""


@dataclass(frozen=True, slots=True)
class MovedSpan:
    """An open case whose date the import changes, as ISO text, or None for no date."""

    reference: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class TermImport:
    """A planned import. `doubts` are the contradictions that the officer should see."""

    school: School
    understood: Understood
    dates: TermDates
    difference: Difference
    doubts: tuple[str, ...]
    moved: tuple[MovedSpan, ...]
    file: SettingsFile
    text: str

    @property
    def changes(self) -> bool:
        """True if dpo.toml would change."""
        return self.text != self.file.text


@dataclass(frozen=True, slots=True)
class ImportedTerms:
    """A finished import. `backup` is the earlier file, and `desk` has the new settings."""

    backup: Path
    desk: Desk


def plan_import(
    desk: Desk, path: Path, slug: str, *, whole_years: bool = False, content: bytes | None = None
) -> TermImport:
    """Read a file and work out the effects of importing it, without writing anything.

    `content` is that of a file which came on stdin. With `whole_years`, nothing is kept of the
    school years in which the file has a term. Raises BadInput, BadFile naming every wrong line, or
    Refused. Raises NotAllowed if people who share an account name a path.
    """
    if content is None:
        content = read_own_file(desk, path, LARGEST)
    file = read_settings_file(desk.home)
    school = file.settings.school(_named(desk, slug).slug)
    understood = read_terms(path, content)
    dates = merge(school.dates, understood.dates, whole_years=whole_years)
    text = with_dates(file.text, school.slug, dates)
    after = settings_after(file, text)
    _refuse_anything_else(file.settings, after, school, dates)
    change = difference(school.dates, dates, desk.today)
    kept = () if whole_years else straddled(school.dates, understood.dates)
    return TermImport(
        school,
        understood,
        dates,
        Difference(change.lines, (*kept, *change.notes)),
        (*understood.doubts, *_new_doubts(school.dates, dates)),
        _moved(desk, school.slug, file.settings, after),
        file,
        text,
    )


def _named(desk: Desk, slug: str) -> School:
    if not slug and len(desk.settings.schools) > 1:
        slugs = ", ".join(school.slug for school in desk.settings.schools)
        raise BadInput(f"Say whose term dates these are with --school: {slugs}.")
    return a_school(desk, slug)


def _refuse_anything_else(
    before: Settings, after: Settings, school: School, new: TermDates
) -> None:
    """Refuse a dpo.toml whose layout would make anything but this school's dates change."""
    expected = tuple(s._replace(dates=new) if s == school else s for s in before.schools)
    if after != before._replace(schools=expected):
        raise Refused(
            "data/dpo.toml is written in a way that the dates can't be put into without changing "
            f"something else. Write them under {school.slug} by hand; nothing was changed."
        )


def _new_doubts(before: TermDates, after: TermDates) -> list[str]:
    def told(dates: TermDates) -> tuple[str, ...]:
        return doubts(dates.calendar or TermCalendar(()), frozenset(dates.inset))

    known = told(before)
    return [doubt for doubt in told(after) if doubt not in known]


def save_import(desk: Desk, planned: TermImport) -> ImportedTerms:
    """Write a planned import into data/dpo.toml, with a copy of the earlier file beside it.

    The log tells the import, and the dates in lists are recalculated. Raises NotAllowed, Refused if
    dpo.toml was changed meanwhile, or TryAgain if the log can't be written just now.
    """
    require(desk, "settings", saves=True)
    with write(desk.database) as session:
        said = {"school": planned.school.slug, "changes": [*planned.difference.lines]}
        append(session, desk, IMPORTED, said, at=desk.stamp())
        backup = save_settings(session, desk, planned.file, planned.text, "terms")
    desk = replace(desk, settings=load_settings(desk.home))
    refresh(desk)
    return ImportedTerms(backup, desk)


def told(planned: TermImport) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return everything an officer should know before an import, as titles with their lines."""
    school, found = planned.school, planned.understood
    moved = [f"{m.reference} {_due(m.before)} -> {_due(m.after)}" for m in planned.moved]
    cases = "1 case has" if len(moved) == 1 else f"{len(moved)} cases have"
    sections: tuple[tuple[str, tuple[str, ...]], ...] = (
        (f"Changes for {school.name} ({school.slug})", planned.difference.lines or ("none",)),
        (f"{cases} a new date", tuple(moved)),
        ("Check", (*planned.difference.notes, *planned.doubts)),
        ("Left out", tuple(f"{entry.entry}: {entry.why}" for entry in found.unused)),
    )
    return tuple((title, _at_most(lines)) for title, lines in sections if lines)


def _at_most(lines: tuple[str, ...]) -> tuple[str, ...]:
    more = len(lines) - MOST_TOLD
    return (*lines[:MOST_TOLD], f"(and {more} more)") if more > 0 else lines


def _due(iso: str | None) -> str:
    """Return a row's day in words. School days never set a limit in hours."""
    return day_words(date.fromisoformat(iso[:10])) if iso else "no date"


def what_it_says(planned: TermImport) -> str:
    """Return the file's content in a few words, such as `6 terms, 1 INSET day`."""
    dates = planned.understood.dates
    counts = [
        (len(dates.spans), "term"),
        (len(dates.inset), "INSET day"),
        (len(dates.closures), "closure"),
    ]
    return ", ".join(days_words(count, what) for count, what in counts if count)


def _moved(desk: Desk, slug: str, before: Settings, after: Settings) -> tuple[MovedSpan, ...]:
    """Return the open cases whose date changes, because this school's days count in them."""
    where = conditions.together(
        conditions.still_open(),
        conditions.one_of("kind", _kinds_in_school_days(), "kind"),
        conditions.one_of("school", [slug, ""], "at"),
    )
    found = []
    with desk.database.read() as ask:
        numbers = [row.id for row in lists.cases(ask, where, BY_URGENCY, 100_000)]
        for case in (file for page in pages(ask, numbers) for file in case_file.files(page)):
            try:
                was, now = (project(case, told, desk.today).due for told in (before, after))
            except Exception:  # noqa: S112 - verify reports a case that can't be calculated
                continue
            if was != now:
                found.append(MovedSpan(case.case.reference, was, now))
    return tuple(found)


def _kinds_in_school_days() -> list[str]:
    return [
        kind
        for kind, statute in statutes().items()
        if any(
            limit.unit == "school_days"
            for version in statute.versions
            for duty in version.duties
            for limit in duty.limits
        )
    ]
