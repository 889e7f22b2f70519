"""Everything that the privacy notice lacks: `notice check`."""

from dataclasses import asdict

from dpo_console.cases.notice.checked import (
    NOTHING_MISSING,
    CheckedNotice,
    check_notice,
    found_lines,
    whether_true,
)
from dpo_console.cli.commands.notice.options import SCHOOL
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import document, narrate, say
from dpo_console.cli.pages.values import picked

NOT_PUBLISHED = "No version has been published. Publish one: dpo-console notice publish"


@subcommand()
@SCHOOL
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
            for line in found_lines(one):
                say(line)
    wrong = [one for one in found if not one.is_true]
    narrate("Correct what is listed." if wrong else NOTHING_MISSING)
    narrate(whether_true(found))
    if any(one.version is None for one in found):
        narrate(NOT_PUBLISHED)
    return 1 if wrong else 0


def _json(found: CheckedNotice) -> dict[str, object]:
    return {
        "school": found.slug,
        "version": found.version.number if found.version else None,
        "lacks": [picked(gap, "audience point says remedy law") for gap in found.gaps],
        "changed": [asdict(change) for change in found.changed],
        "releases": [{"reference": ref, "says": says} for ref, says in found.releases],
        **picked(found, "unlisted old as_printed"),
    }
