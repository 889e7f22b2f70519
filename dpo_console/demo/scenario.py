"""The made-up cases of cases/*.toml, read strictly.

A case names its requester and request. `ago` counts the days since receipt, and `due_in` the days
until its answer is due. Its steps are the later acts of officers, each so many days `after`
receipt: one verb of VERBS with its words. `from_today` or `from_receipt` gives a fact's own day,
the end of a sharing, or the day of its review.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any

from dpo_console.casework.requests import NewRequest
from dpo_console.toml_file import Table, read_toml
from dpo_console.toml_marks import Key
from dpo_console.toml_reader import read

FOLDER = Path(__file__).parent / "cases"

NOT_YET = date.min
"""The placeholder for the day of receipt until the day of the demo is known."""

VERBS: Mapping[str, tuple[str, ...]] = {
    "record": ("note",),
    "correct": ("why",),
    "note": (),
    "assign": (),
    "scope": (
        "power", "purpose", "items", "listed", "cohort", "pupils", "years", "lawful_basis",
        "condition", "dpia", "agreement", "method",
    ),
    "assess": ("verdict", "evidence"),
    "say": ("words",),
    "decide": ("why", "evidence"),
    "release": ("urgent",),
    "letter": ("sent",),
    "search": ("told",),
    "schedule": ("numbers", "ground", "why"),
    "link": (),
    "close": (),
}  # fmt: skip
"""The verbs of a step, and the further words that each takes."""

NEEDED = ("kind", "requester", "channel", "school", "summary")
LEFT_OUT = ("requester_kind", "organisation", "email", "phone", "address", "owner")
"""The texts of a request: those that a case must have, and those that it may leave out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioStep:
    """One deed: so many days `after` receipt, `by` a person (a slug), with its verb and object.

    `words` are the verb's own. `given` holds an officer's entries: letter fields, evidence by
    criterion, search results by place, or found items by title. `from_today` and `from_receipt`
    count the days to another day.
    """

    after: int
    by: str = "dpo"
    verb: str
    what: str
    words: Mapping[str, str]
    given: Mapping[str, str]
    from_today: int | None
    from_receipt: int | None


def read_steps(
    table: Table, key: str, _default: tuple[ScenarioStep, ...]
) -> tuple[ScenarioStep, ...]:
    """Return the steps of a case, in order. Raises BadFile where one comes before the last."""
    steps = tuple(_step(step) for step in table.tables(key))
    if [s.after for s in steps] != sorted(s.after for s in steps):
        raise table.wrong(key, "the steps are not in the order of their days.")
    return steps


def _step(table: Table) -> ScenarioStep:
    verbs = [verb for verb in VERBS if table.has(verb)]
    if not verbs:
        raise table.wrong("step", f"must do one of {', '.join(VERBS)}.")
    # Of two verbs, such as a record and its note, the first says what is done.
    verb = verbs[0]
    what = table.take(verb, str)
    words = {key: table.take(key, str, "") for key in VERBS[verb]}
    return read(ScenarioStep, table, verb=verb, what=what, words=words)


Steps = Annotated[tuple[ScenarioStep, ...], Key("step"), read_steps]


def _request(table: Table, _key: str, _default: NewRequest) -> NewRequest:
    """Return the request that a case's own keys say, but for its days."""
    said: dict[str, Any] = {key: table.take(key, str) for key in NEEDED}
    said |= {key: table.take(key, str, "") for key in LEFT_OUT}
    return NewRequest(received=NOT_YET, subjects=table.texts("subjects", ()), **said)


def _minute(table: Table, key: str, _default: None) -> time | None:
    at = table.take(key, str, "")
    return time.fromisoformat(at) if at else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One made-up case. `request` has everything except its days, which depend on today.

    `at` is the time of day if a limit counts hours. `any_day`: people act even on closed days.
    `recognised_after` counts the days until it was recognised as a request.
    """

    request: Annotated[NewRequest, _request]
    by: str = "clerk"
    ago: int | None
    due_in: int | None
    at: Annotated[time | None, _minute]
    any_day: bool = False
    recognised_after: int = 0
    steps: Steps

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield the key that must be there alone."""
        if (self.ago is None) == (self.due_in is None):
            yield "ago", "must be there, or due_in in its place, and not both."


def scenarios(folder: Path = FOLDER) -> tuple[Scenario, ...]:
    """Return all cases, in the order of their files. Raises BadFile naming file and key."""
    return tuple(
        read(Scenario, table)
        for file in sorted(folder.glob("*.toml"))
        for table in tables_of(file, "case")
    )


def tables_of(file: Path, key: str) -> Iterator[Table]:
    """Yield the tables under `key`. A file must hold nothing else. Raises BadFile."""
    top = read_toml(file)
    tables = top.tables(key)
    top.done()
    yield from tables
