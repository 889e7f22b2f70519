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

from dpo_console.casework.requests import NewRequest
from dpo_console.toml_file import Table, read_toml

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


@dataclass(frozen=True, slots=True)
class ScenarioStep:
    """One deed: so many days `after` receipt, `by` a person (a slug), with its verb and object.

    `words` are the verb's own. `given` holds an officer's entries: letter fields, evidence by
    criterion, search results by place, or found items by title. `from_today` and `from_receipt`
    count the days to another day.
    """

    after: int
    by: str
    verb: str
    what: str
    words: Mapping[str, str]
    given: Mapping[str, str]
    from_today: int | None
    from_receipt: int | None


@dataclass(frozen=True, slots=True)
class Scenario:
    """One made-up case. `request` has everything except its days, which depend on today.

    `at` is the time of day if a limit counts hours. `any_day`: people act even on closed days.
    `recognised_after` counts the days until it was recognised as a request.
    """

    request: NewRequest
    by: str
    ago: int | None
    due_in: int | None
    at: time | None
    any_day: bool
    recognised_after: int
    steps: tuple[ScenarioStep, ...]


def scenarios(folder: Path = FOLDER) -> tuple[Scenario, ...]:
    """Return all cases, in the order of their files. Raises BadFile naming file and key."""
    return tuple(
        read_scenario(table)
        for file in sorted(folder.glob("*.toml"))
        for table in tables_of(file, "case")
    )


def tables_of(file: Path, key: str) -> Iterator[Table]:
    """Yield the tables under `key`. A file must hold nothing else. Raises BadFile."""
    top = read_toml(file)
    tables = top.tables(key)
    top.done()
    yield from tables


def read_scenario(table: Table) -> Scenario:
    """Read one case. Raises BadFile if a key is unknown, missing or of the wrong kind."""
    ago, due_in = _whole(table, "ago"), _whole(table, "due_in")
    if (ago is None) == (due_in is None):
        raise table.wrong("ago", "must be there, or due_in in its place, and not both.")
    at = table.take("at", str, "")
    scenario = Scenario(
        request=_request(table),
        by=table.take("by", str, "clerk"),
        ago=ago,
        due_in=due_in,
        at=time.fromisoformat(at) if at else None,
        any_day=table.take("any_day", bool, False),
        recognised_after=table.take("recognised_after", int, 0),
        steps=read_steps(table),
    )
    table.done()
    return scenario


def _request(table: Table) -> NewRequest:
    return NewRequest(
        kind=table.take("kind", str),
        received=NOT_YET,
        requester=table.take("requester", str),
        requester_kind=table.take("requester_kind", str, ""),
        subjects=table.texts("subjects", ()),
        channel=table.take("channel", str),
        organisation=table.take("organisation", str, ""),
        school=table.take("school", str),
        summary=table.take("summary", str),
        email=table.take("email", str, ""),
        phone=table.take("phone", str, ""),
        address=table.take("address", str, ""),
        owner=table.take("owner", str, ""),
    )


def read_steps(table: Table) -> tuple[ScenarioStep, ...]:
    """Read the steps of a case, in order. Raises BadFile if one precedes the step above it."""
    steps = tuple(_step(step) for step in table.tables("step"))
    if [s.after for s in steps] != sorted(s.after for s in steps):
        raise table.wrong("step", "the steps are not in the order of their days.")
    return steps


def _step(table: Table) -> ScenarioStep:
    verbs = [verb for verb in VERBS if table.has(verb)]
    if not verbs:
        raise table.wrong("step", f"must do one of {', '.join(VERBS)}.")
    # Of two verbs, such as a record and its note, the first names the act.
    verb = verbs[0]
    step = ScenarioStep(
        after=table.take("after", int),
        by=table.take("by", str, "dpo"),
        verb=verb,
        what=table.take(verb, str),
        words={key: table.take(key, str, "") for key in VERBS[verb]},
        given=table.mapping("given"),
        from_today=_whole(table, "from_today"),
        from_receipt=_whole(table, "from_receipt"),
    )
    table.done()
    return step


def _whole(table: Table, key: str) -> int | None:
    return table.take(key, int) if table.has(key) else None
