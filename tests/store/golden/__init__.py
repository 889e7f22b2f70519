"""The audit log of fixed histories, byte for byte.

A test does each history (NAME.txt) in a fixed home. The result must equal NAME.json. If you mean to
change it, write the files again and read the difference:

    python -m tests.store.golden && git diff tests/store/golden
"""

import difflib
import json
import re
import shlex
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from tests.store import ledger
from tests.store.fixed import Moment, make_fixed_home, say, still

FOLDER = Path(__file__).parent
HISTORIES = ("office", "alone")
AFTERWARDS = "2026-12-02"
_HASH = re.compile(r"[0-9a-f]{64}|(?<=\d:)[0-9a-f]{12}\b")
SHOWN = 60
"""The number of lines shown of a difference."""


@dataclass(frozen=True)
class Act:
    """One line of a history. `person` is '' where nobody is listed."""

    line: str
    day: date
    person: str
    arguments: tuple[str, ...]


def history(name: str) -> list[Act]:
    """Read the acts of a history. HERE is the folder of the histories."""
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    acts = []
    for line in lines:
        if line and not line.startswith("#"):
            day, who, *arguments = shlex.split(line.replace("HERE/", f"{FOLDER}/"))
            person = "" if who == "-" else who
            acts.append(Act(line, date.fromisoformat(day), person, tuple(arguments)))
    return acts


@dataclass(frozen=True)
class Done:
    """A home in which a history was done, and what it left."""

    home: Path
    left: dict[str, Any]


def do(name: str, root: Path) -> Done:
    """Do a history in a new home, and tell what it left. `AssertionError` where an act failed."""
    moment = Moment(datetime(2026, 11, 2, 9, tzinfo=UTC))
    with still(moment):
        home = make_fixed_home(root, people=name != "alone")
        acts = list(_acts(home, moment, history(name)))
    with closing(ledger.opened(records_of(home))) as connection:
        cases = {
            reference: {kind: ledger.parts(connection, case, kind) for kind in ("record", "words")}
            for reference, case in ledger.cases(connection).items()
        }
        first = ledger.first_link(connection)
    left = {"first_link": first, "acts": acts, "cases": cases, "verify": _verify(home, name)}
    return Done(home, left)


def records_of(home: Path) -> Path:
    """Return the path of a home's records."""
    return home / "data" / "records.sqlite3"


def _acts(home: Path, moment: Moment, acts: list[Act]) -> Iterator[dict[str, Any]]:
    """Do each act, and tell what it changed."""
    before = _State((), {})
    for number, act in enumerate(acts, 1):
        moment.now = datetime.combine(act.day, time(9), UTC) + timedelta(minutes=number)
        said = say(home, *act.arguments, person=act.person, today=act.day)
        assert said.code == 0, f"{act.line}\n{said.err}"
        after = _state(records_of(home))
        yield {"did": act.line, **_difference(before, after)}
        before = after


@dataclass(frozen=True)
class _State:
    """The log, and the digest of each part of each case, at one moment."""

    log: tuple[dict[str, Any], ...]
    digests: dict[str, dict[str, str]]


def _state(path: Path) -> _State:
    with closing(ledger.opened(path)) as records:
        log = tuple(ledger.entries(records))
        digests = {
            reference: dict(_digests(records, case))
            for reference, case in ledger.cases(records).items()
        }
    return _State(log, digests)


def _digests(records: sqlite3.Connection, case: int) -> Iterator[tuple[str, str]]:
    for kind in ("record", "words"):
        found = ledger.parts(records, case, kind)
        for name, rows in found.items():
            yield f"{kind}: {name}", ledger.digest(rows)


def _difference(before: _State, after: _State) -> dict[str, Any]:
    """Tell what an act added to the log, and which parts of cases it changed to what digest."""
    entries = [
        {**entry, "detail": json.loads(entry["detail"])} for entry in after.log[len(before.log) :]
    ]
    parts = {
        reference: _changed(before.digests.get(reference, {}), digests)
        for reference, digests in after.digests.items()
    }
    return {"entries": entries, "parts": {key: value for key, value in parts.items() if value}}


def _changed(before: dict[str, str], after: dict[str, str]) -> dict[str, str | None]:
    """Name the parts that changed; None stands for one that is gone."""
    names = dict.fromkeys([*after, *before])
    return {n: after.get(n) for n in names if after.get(n) != before.get(n)}


def _verify(home: Path, name: str) -> dict[str, Any]:
    """Keep what `verify` prints, in both its forms."""
    person = "" if name == "alone" else "dpo"
    moment = datetime.combine(date.fromisoformat(AFTERWARDS), time(9), UTC)
    with still(Moment(moment)):
        plain = say(home, "verify", person=person, today=AFTERWARDS)
        data = say(home, "verify", "--json", person=person, today=AFTERWARDS)
    return {"code": plain.code, "plain": plain.out.splitlines(), "json": json.loads(data.out)}


def kept(name: str) -> str:
    """Read what a history must leave."""
    return (FOLDER / f"{name}.json").read_text("utf-8")


def pretty(value: object, pad: str = "") -> str:
    """Spell a value as JSON with a line for each thing that can differ by itself."""
    inner = f"{pad} "
    if isinstance(value, dict) and value:
        lines = [f"{inner}{json.dumps(k)}: {pretty(v, inner)}" for k, v in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{pad}}}"
    if isinstance(value, list) and not all(isinstance(v, int) for v in value):
        lines = [f"{inner}{pretty(v, inner)}" for v in value]
        return "[\n" + ",\n".join(lines) + f"\n{pad}]"
    return json.dumps(value, ensure_ascii=False)


def difference(due: str, found: str, name: str) -> str:
    """Return the difference from the checked-in text, or ''.

    One changed word changes every later hash. Show hashes only if nothing else differs.
    """
    if due == found:
        return ""
    told = _unified(_HASH.sub("#", due), _HASH.sub("#", found), name)
    return told or f"Hashes alone differ.\n{_unified(due, found, name)}"


def _unified(due: str, found: str, name: str) -> str:
    lines = difflib.unified_diff(
        due.splitlines(), found.splitlines(), f"{name} as checked in", f"{name} now", lineterm=""
    )
    return "\n".join(islice(lines, SHOWN))


def write() -> None:
    """Write all golden files again."""
    for name in HISTORIES:
        with tempfile.TemporaryDirectory() as folder:
            left = do(name, Path(folder) / "home").left
        (FOLDER / f"{name}.json").write_text(pretty(left) + "\n", "utf-8")
