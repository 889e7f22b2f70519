"""Everything that the privacy notice lacks: `notice check`."""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby

import click

from dpo_console.cases.notice.changes import NoticeChange
from dpo_console.cases.notice.checked import CheckedNotice, check_notice
from dpo_console.cases.notice.stated import TITLES
from dpo_console.cli.commands.notice.options import SCHOOL
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Subcommand
from dpo_console.cli.output import document, narrate, say

NOT_PUBLISHED = "No version has been published. Publish one: dpo-console notice publish"


@click.command(cls=Subcommand)
@SCHOOL
@click.pass_obj
def check(invocation: Invocation, school: str) -> int:
    """List what the privacy notice lacks, and what is no longer true in it.

    It compares the published version with the law, your settings and the releases. The exit code is
    1 if there is anything to correct.

    \b
      dpo-console notice check
    """
    found = check_notice(invocation.desk(), school)
    if invocation.json:
        document([_json(one) for one in found])
    else:
        for one in found:
            for line in _lines(one):
                say(line)
    wrong = [one for one in found if not one.is_true]
    narrate("Correct what is listed." if wrong else "The privacy notice is complete and true.")
    if any(one.version is None for one in found):
        narrate(NOT_PUBLISHED)
    return 1 if wrong else 0


def _lines(found: CheckedNotice) -> Iterator[str]:
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


def _json(found: CheckedNotice) -> dict[str, object]:
    return {
        "school": found.slug,
        "version": found.version.number if found.version else None,
        "lacks": [
            {"audience": g.audience, "point": g.point, "says": g.says, "remedy": g.remedy,
             "law": g.law}
            for g in found.gaps
        ],
        "changed": [asdict(change) for change in found.changed],
        "releases": [{"reference": ref, "says": says} for ref, says in found.releases],
        "unlisted": list(found.unlisted),
        "old": list(found.old),
    }  # fmt: skip
