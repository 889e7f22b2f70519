"""Errors caused by records that were changed outside the program."""

from contextlib import suppress

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import but_unseen, unseen_by
from dpo_console.config import crash_log
from dpo_console.errors import Refused
from dpo_console.store.audit import references, soundness

NAMED = 5
"""The number of problems listed. `verify` lists them all."""


def refusal(desk: Desk, mistake: BaseException) -> Refused | None:
    """Return a refusal naming what the program never writes, or None if the records are sound.

    The mistake is logged all the same, in case it has another cause.
    """
    found: list[str] = []
    with suppress(Exception), desk.database.whole.read() as ask:
        odd = [*soundness.never_written(ask), *references.problems(ask)]
        found = but_unseen(odd, unseen_by(ask, desk))
    if not found:
        return None
    more = [f"  and {len(found) - NAMED} more"] if len(found) > NAMED else []
    lines = "\n".join([*(f"  - {problem}" for problem in found[:NAMED]), *more])
    code = crash_log.record(mistake, desk.home.log).reference
    return Refused(
        f"This can't be done. The records were changed outside dpo_console:\n{lines}\n"
        "Restore a backup, or ask who did it; dpo-console verify tells all. "
        f"If it still can't be done then, please report the reference {code}."
    )
