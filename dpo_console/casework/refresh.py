"""Dates that lists show are computed anew when what they are computed from changes."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from dpo_console import __version__
from dpo_console.casework.desk import Desk
from dpo_console.errors import Refused, TryAgain
from dpo_console.law import fingerprint
from dpo_console.store import projections

APPROVAL = Path(__file__).parents[1] / "approval"
"""The approval gate's own rules, as data."""

CODE = (
    "projection.py", "recompute.py", "moves.py", "after_release.py", "search_plan.py",
    "checklists.py", "standing.py", "gate.py", "challenged.py",
)  # fmt: skip
"""Where lists are computed, in this package. Read rather than imported: a login banner shouldn't
load the clock to learn projection.VERSION."""


def refresh(desk: Desk) -> int:
    """Rewrite what lists show of every case if it may have changed; how many were rewritten.

    A case that can't be computed keeps what was shown, and so does every case where the records
    can't be written just now: reading goes on, and `verify` tells.
    """
    now = ground(desk)
    with desk.database.read() as ask:
        if projections.ground(ask) == now:
            return 0
    try:
        return _rewrite(desk, now)
    except (Refused, TryAgain):
        return 0


def _rewrite(desk: Desk, now: str) -> int:
    # These load the clock and the tables, which a login banner should not wait for.
    from dpo_console.casework.projection import Projection
    from dpo_console.casework.recompute import every_case
    from dpo_console.store.session import ask_in

    with desk.database.write() as session:
        ask = ask_in(session)
        changed = (
            (told.case, told.computed)
            for told in every_case(ask, desk.settings, desk.today)
            if isinstance(told.computed, Projection) and told.computed != told.shown
        )
        count = projections.rewrite(ask, Projection._fields, changed)
        projections.set_ground(ask, now)
    return count


def ground(desk: Desk) -> str:
    """A fingerprint of all that lists are computed from, but for the cases themselves.

    That is the law and what is in force of it, the approval gate's rules, the office's data items,
    schools, who has which role, and this program.
    """
    schools = [
        (s.slug, s.type.value, str(s.terms and (s.terms.spans, sorted(s.terms.closures))))
        for s in desk.settings.schools
    ]
    people = sorted((person.slug, person.role.value) for person in desk.people)
    rules = [(file.name, sha256(file.read_bytes()).hexdigest()) for file in rule_files()]
    settings = (desk.settings.sharing, sorted(desk.settings.commenced))
    told = (fingerprint(), rules, schools, people, settings, __version__)
    return sha256(repr(told).encode()).hexdigest()


def rule_files() -> Iterator[Path]:
    """The files whose every change counts: the gate's rules, and the code that computes lists."""
    yield from sorted(APPROVAL.rglob("*.toml"))
    yield from (Path(__file__).with_name(name) for name in CODE)
