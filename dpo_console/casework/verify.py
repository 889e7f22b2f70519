"""Whether everything kept is as it was recorded."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from dpo_console.casework.desk import Desk
from dpo_console.casework.projection import project
from dpo_console.store import case_file, chain, reads, records, soundness
from dpo_console.store.database import Ask


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, and what was found."""

    name: str
    sound: bool
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """All checks, and the head of the audit log: keep it elsewhere to see a shortened log."""

    checks: tuple[Check, ...]
    head: chain.Head

    @property
    def sound(self) -> bool:
        """Whether nothing is off."""
        return all(check.sound for check in self.checks)


def verify(desk: Desk) -> Report:
    """Check the database, the audit chain, the records it vouches for, dates and letters."""
    with desk.database.read() as ask:
        checks = (
            _database(ask),
            _audit(ask),
            _records(ask),
            _dates(ask, desk),
            _letters(ask, desk.home.exports),
        )
        return Report(checks, chain.head(ask))


def _found(name: str, problems: list[str], fine: str) -> Check:
    more = f" (and {len(problems) - 5} more)" if len(problems) > 5 else ""
    return Check(name, not problems, "; ".join(problems[:5]) + more if problems else fine)


def _database(ask: Ask) -> Check:
    return _found("database", soundness.problems(ask), "the file is whole and its links hold")


def _audit(ask: Ask) -> Check:
    broken = chain.first_break(ask)
    if broken:
        return Check("audit", False, f"the log breaks at entry {broken.seq}: {broken.what}")
    return Check("audit", True, f"{chain.head(ask).seq} entries, each follows from the last")


def _records(ask: Ask) -> Check:
    problems = [
        f"{reference}: its {what} changed outside dpo_console"
        for reference, what in records.changed_outside(ask)
    ]
    return _found("records", problems, "each case is as its last entry says")


def _dates(ask: Ask, desk: Desk) -> Check:
    problems = []
    for number in reads.every_case(ask):
        row = reads.one(ask, number)
        computed = asdict(project(case_file.load(ask, number), desk.settings, desk.today))
        shown = {name: getattr(row, name) for name in computed}
        if shown != computed:
            names = [n for n, value in computed.items() if shown[n] != value]
            problems.append(f"{row.reference}: {', '.join(names)} shown is not what its facts give")
    return _found("dates", problems, "what lists show is what the facts give")


def _letters(ask: Ask, exports: Path) -> Check:
    kept = dict(reads.letter_hashes(ask))
    problems = [f"{path}: {what}" for path, what in _letter_problems(kept, exports)]
    return _found("letters", problems, f"{len(kept)} letters, each as it was written")


def _letter_problems(kept: dict[str, str], exports: Path) -> Iterator[tuple[str, str]]:
    for path, sha256 in kept.items():
        file = exports / path
        if not file.is_file():
            yield path, "the file is missing"
        elif hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
            yield path, "the file was changed after it was written"
    for file in sorted(exports.glob("*/*.docx")):
        path = file.relative_to(exports).as_posix()
        if path not in kept:
            yield path, "no case knows this letter"
