"""What was found in a privacy notice, as lines to read. Both front doors show them."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from dpo_console.cases.notice.changes import NoticeChange
from dpo_console.cases.notice.checked import CheckedNotice
from dpo_console.cases.notice.stated import TITLES
from dpo_console.text import counted

FEW = 4
"""The most statements of an audience that are named, and not only counted."""

NOTHING_MISSING = "Nothing is missing from the notice, by our list of Articles 13 and 14."
"""What the check says where it found nothing."""


def whether_true(found: Sequence[CheckedNotice]) -> str:
    """Return what no program can check, and how many statements are still those of our example."""
    same = len({part for one in found for part in one.as_printed})  # schools share most
    known = "Only you can say whether it is true"
    if not same:
        return f"{known}."
    are = "is" if same == 1 else "are"
    return (
        f"{known}: {counted(same, 'statement')} {are} still the console's example, word for word."
    )


def found_lines(found: CheckedNotice) -> Iterator[str]:
    """Yield the state of a notice and of its version, then everything to correct in it."""
    yield f"{found.school}: {found.version.words if found.version else 'not published'}"
    for audience, gaps in groupby(found.gaps, key=lambda gap: gap.audience):
        lacking = list(gaps)
        yield f"  {TITLES[audience]}: {counted(len(lacking), 'gap')}"
        for gap in lacking:
            yield f"    {gap.says} {gap.remedy} ({gap.law})"
    for change in found.changed:
        yield from change_lines(change)
    yield from _listed("Shared, but not mentioned:", [f"{r}, {says}" for r, says in found.releases])
    yield from _listed("Data items of yours that it doesn't name:", found.unlisted)
    same = "From our example, unchanged. Check that each is true of your school:"
    yield from _listed(same, _by_audience(found))
    yield from _listed("Stated more than a year ago: do they still hold?", found.old)


def _by_audience(found: CheckedNotice) -> list[str]:
    every = groupby(found.as_printed, key=itemgetter(0))
    return [f"{title}: {_in_short([part for _, part in parts])}" for title, parts in every]


def _in_short(parts: list[str]) -> str:
    """Name the statements where they are few, and count the rows of the tables: there are many."""
    named = [part for part in parts if ": " not in part]
    rows = len(parts) - len(named)
    told = named if len(named) <= FEW else [counted(len(named), "statement")]
    return ", ".join([*told, *([f"{counted(rows, 'row')} of its tables"] if rows else [])])


def change_lines(change: NoticeChange) -> Iterator[str]:
    """Yield a passage that differs: where it stands, why, what it said and what it says now."""
    yield f"  {TITLES[change.audience]}: {change.title} ({change.because})"
    yield from (f"    - {line}" for line in change.was.splitlines())
    yield from (f"    + {line}" for line in change.now.splitlines())


def _listed(title: str, lines: list[str] | tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield f"  {title}"
        yield from (f"    {line}" for line in lines)
