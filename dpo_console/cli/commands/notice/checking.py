"""Everything that the privacy notice lacks: `notice check`."""

from itertools import groupby

import click

from dpo_console.cases.notice.missing import NoticeGap
from dpo_console.cases.notice.stated import TITLES
from dpo_console.casework.notice.writing import notices
from dpo_console.cli.commands.notice.options import SCHOOL
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Subcommand
from dpo_console.cli.output import document, narrate, say
from dpo_console.text import counted


@click.command(cls=Subcommand)
@SCHOOL
@click.pass_obj
def check(invocation: Invocation, school: str) -> int:
    """List what the privacy notice lacks, and what is no longer true in it.

    The exit code is 1 if there is anything to correct.

    \b
      dpo-console notice check
    """
    found = notices(invocation.desk(), school)
    gaps = [gap for one in found for gap in one.gaps]
    if invocation.json:
        document({"lacks": [_json(gap) for gap in gaps]})
    for (place, audience), group in groupby(gaps, key=lambda gap: (gap.school, gap.audience)):
        if not invocation.json:
            say(f"{place}: {TITLES[audience]}")
            for gap in group:
                say(f"  {gap.says} {gap.remedy}")
                say(f"      {gap.law}")
    narrate(f"{counted(len(gaps), 'point')} to state." if gaps else "Every point is stated.")
    return 1 if gaps else 0


def _json(gap: NoticeGap) -> dict[str, str]:
    return {
        "school": gap.school,
        "audience": gap.audience,
        "point": gap.point,
        "says": gap.says,
        "remedy": gap.remedy,
        "law": gap.law,
    }
