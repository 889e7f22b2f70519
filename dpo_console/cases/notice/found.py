"""What was found in a privacy notice, as lines to read. Both front doors show them."""

from collections.abc import Iterator
from itertools import groupby

from dpo_console.cases.notice.changes import NoticeChange
from dpo_console.cases.notice.checked import CheckedNotice
from dpo_console.cases.notice.stated import TITLES


def found_lines(found: CheckedNotice) -> Iterator[str]:
    """Yield the state of a notice and of its version, then everything to correct in it."""
    yield f"{found.school}: {found.version.words if found.version else 'not published'}"
    for audience, gaps in groupby(found.gaps, key=lambda gap: gap.audience):
        yield f"  {TITLES[audience]}"
        for gap in gaps:
            yield f"    {gap.says} {gap.remedy} ({gap.law})"
    for change in found.changed:
        yield from change_lines(change)
    yield from _listed("Shared, and not mentioned", [f"{r}, {says}" for r, says in found.releases])
    yield from _listed("Your data items that it doesn't name", found.unlisted)
    yield from _listed("Stated more than a year ago: do they still hold?", found.old)


def change_lines(change: NoticeChange) -> Iterator[str]:
    """Yield a passage that differs: where it stands, why, what it said and what it says now."""
    yield f"  {TITLES[change.audience]}: {change.title} ({change.because})"
    yield from (f"    - {line}" for line in change.was.splitlines())
    yield from (f"    + {line}" for line in change.now.splitlines())


def _listed(title: str, lines: list[str] | tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield f"  {title}"
        yield from (f"    {line}" for line in lines)
