"""Everything that lists are computed from, as one fingerprint."""

from collections.abc import Iterator
from functools import cache
from os import walk
from pathlib import Path

from dpo_console import __version__
from dpo_console.cases.office.desk import Desk

try:  # hashlib has the same, and loads OpenSSL, which takes 3 ms
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

PACKAGE = Path(__file__).parents[2]

RULES = ("approval", "law")
"""The folders of the rules that are data: the approval gate's, statutes and calendars."""

CODE = (
    "clock/projection.py", "clock/next_move.py", "sharing/after_release.py",
    "sharing/release_gate.py", "sharing/challenged.py", "search.py", "checklist/checklists.py",
    "checklist/answers_elsewhere.py",
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
    settings = (desk.settings.sharing, sorted(desk.settings.commenced))
    told = (_files(PACKAGE, CODE), schools, people, settings, __version__)
    return blake2b(repr(told).encode(), digest_size=32).hexdigest()


@cache
def _files(package: Path, code: tuple[str, ...]) -> str:
    """Return a digest of the files that affect lists, as this process first found them."""
    digest = blake2b()
    for name in rule_files(package, code):
        with open(f"{package}/{name}", "rb", buffering=0) as file:  # noqa: PTH123 - 0.3 ms
            content = file.readall()
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def rule_files(package: Path = PACKAGE, code: tuple[str, ...] = CODE) -> Iterator[str]:
    """Yield the files that affect lists, from the package: the rules, and what calculates lists."""
    for folder in RULES:
        for path, _, names in sorted(walk(package / folder)):
            inside = path.removeprefix(f"{package}/")
            yield from (f"{inside}/{name}" for name in sorted(names) if name.endswith(".toml"))
    yield from (f"cases/{name}" for name in code)
