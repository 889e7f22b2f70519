"""The `clock` command gives every worked deadline as a person worked it out."""

from datetime import date

import pytest

from dpo_console.law.calendar.schools import TYPES
from tests.cli.conftest import Run
from tests.law.worked import Example, worked_examples

# An event on the command line can't name the fact that it answers.
EXAMPLES = [
    e
    for e in worked_examples()
    if e.school.type in TYPES
    if not any(fact.answers or not fact.reasoned for fact in e.facts)
]
"""The examples that a person can type.

An answer names no fact, a type means one thing, and an event never lacks its reason.
"""


def written(value: object) -> object:
    """Return a day or minute as JSON holds it, and any other value unchanged."""
    return value.isoformat()[:16] if isinstance(value, date) else value


def arguments(example: Example) -> list[str]:
    """Return the arguments that a person would type."""
    received, *events = example.facts
    typed = [
        example.kind,
        f"{received.on}T{received.at:%H:%M}" if received.at else f"{received.on}",
    ]
    for fact in events:
        typed += ["--event", f"{fact.name}={fact.on}" + (f"T{fact.at:%H:%M}" if fact.at else "")]
    for first, last in example.school.terms.spans if example.school.terms else ():
        typed += ["--term", f"{first}..{last}"]
    return [*typed, "--school-type", example.school.type.value]


@pytest.mark.parametrize("example", EXAMPLES, ids=[e.id for e in EXAMPLES])
def test_worked_example(bare: Run, example: Example) -> None:
    ran = bare("--today", example.today.isoformat(), "clock", *arguments(example), "--json")
    assert ran.code == 0, ran.err
    expected = {key: written(value) for key, value in example.expected.items()}
    expected.pop("protection_file", None)  # a target beside the answer, which `show` tells
    assert {key: ran.json[key] for key in expected} == expected
