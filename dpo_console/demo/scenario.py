"""The made-up cases as they stand in cases/*.toml, read strictly.

A case says who asks for what, and when it came: `ago` so many days before today, or `due_in` so
many days before its answer is due. Its steps are what officers then did, each so many days `after`
receipt: one verb of VERBS with its words. A fact's own day, the end of a sharing, or the day to
look at it again is `from_today` or `from_receipt`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from dpo_console.casework.requests import NewRequest
from dpo_console.toml_file import Table, read_toml

FOLDER = Path(__file__).parent / "cases"

NOT_YET = date.min
"""Stands for the day of receipt until the day of the demo is known."""

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
"""What can be done in a step, and the further words that it takes."""


@dataclass(frozen=True, slots=True)
class Step:
    """One deed: so many days `after` receipt, `by` whom (a slug), and what.

    `words` are the verb's own; `given` what an officer types into a letter, by field, as evidence,
    by criterion, what came of a search, by place, or what was found, by title. `from_today` and
    `from_receipt` count the days to another day.
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
    """One made-up case. `request` has everything but its days, which depend on today.

    `at` is the time of day where a limit counts hours; `any_day` holds where people act on
    whatever day it is; `recognised_after` counts the days until it was seen to be a request.
    """

    request: NewRequest
    by: str
    ago: int | None
    due_in: int | None
    at: time | None
    any_day: bool
    recognised_after: int
    steps: tuple[Step, ...]


def scenarios(folder: Path = FOLDER) -> tuple[Scenario, ...]:
    """All cases, in the order of their files. Raises BadFile naming file and key."""
    return tuple(
        read_scenario(table)
        for file in sorted(folder.glob("*.toml"))
        for table in tables_of(file, "case")
    )


def tables_of(file: Path, key: str) -> Iterator[Table]:
    """The list of tables under `key`; a file must hold nothing else. Raises BadFile."""
    top = read_toml(file)
    tables = top.tables(key)
    top.done()
    yield from tables


def read_scenario(table: Table) -> Scenario:
    """One case. Raises BadFile where a key is unknown, missing or of the wrong kind."""
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


def read_steps(table: Table) -> tuple[Step, ...]:
    """The steps of a case, in order. Raises BadFile where one comes before the one above it."""
    steps = tuple(_step(step) for step in table.tables("step"))
    if [s.after for s in steps] != sorted(s.after for s in steps):
        raise table.wrong("step", "the steps are not in the order of their days.")
    return steps


def _step(table: Table) -> Step:
    verbs = [verb for verb in VERBS if table.has(verb)]
    if not verbs:
        raise table.wrong("step", f"must do one of {', '.join(VERBS)}.")
    # Of two verbs, such as a record and its note, the first says what is done.
    verb = verbs[0]
    step = Step(
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
