"""Everything that lists are computed from, as one fingerprint."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from dpo_console import __version__
from dpo_console.cases.office.desk import Desk
from dpo_console.law import fingerprint

APPROVAL = Path(__file__).parents[2] / "approval"
"""The approval gate's own rules, as data."""


CODE = (
    "clock/projection.py", "clock/recompute.py", "clock/next_move.py",
    "clock/school_for_dates.py",
    "sharing/after_release.py", "sharing/release_gate.py", "sharing/challenged.py",
    "search/search_plan.py", "checklist/checklists.py", "checklist/answers_elsewhere.py",
    "checklist/reasons.py",
)  # fmt: skip
"""The files below cases/ that calculate lists.

They are read rather than imported: a login banner shouldn't load the clock to learn
projection.VERSION.
"""


def ground(desk: Desk) -> str:
    """Return a fingerprint of everything that lists depend on, except the cases themselves.

    It covers the law and its commencement, the approval gate's rules, the office's data items,
    schools, people's roles, and this program.
    """
    schools = [
        (s.slug, s.type.value, str(s.terms and (s.terms.spans, sorted(s.terms.closures))))
        for s in desk.settings.schools
    ]
    people = sorted((person.slug, person.role.value) for person in desk.people)
    rules = [*_digests(APPROVAL, CODE)]
    settings = (desk.settings.sharing, sorted(desk.settings.commenced))
    told = (fingerprint(), rules, schools, people, settings, __version__)
    return sha256(repr(told).encode()).hexdigest()


@cache
def _digests(approval: Path, code: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the name and SHA-256 of each file, as this process first found it."""
    files = rule_files(approval, code)
    return tuple((file.name, sha256(file.read_bytes()).hexdigest()) for file in files)


def rule_files(approval: Path = APPROVAL, code: tuple[str, ...] = CODE) -> Iterator[Path]:
    """Yield the files that affect lists: the gate's rules, and the code that calculates lists."""
    yield from sorted(approval.rglob("*.toml"))
    yield from (Path(__file__).parents[1] / name for name in code)
