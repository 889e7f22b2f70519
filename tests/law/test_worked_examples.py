"""Every worked deadline comes out as a person worked it out."""

import pytest

from dpo_console.law.statutes import kinds
from tests.law.worked import Example, worked_examples

IDS = [example.id for example in worked_examples()]


@pytest.mark.parametrize("example", worked_examples(), ids=IDS)
def test_worked_example(example: Example) -> None:
    clock = example.clock()
    targets = {d.what: d.due for d in clock.deadlines if not d.statutory}
    found = {
        key: getattr(clock, key) if hasattr(clock, key) else targets[key.replace("_", "-")]
        for key in example.expected
    }
    assert found == example.expected
    assert example.warns in " ".join(clock.warnings)


def test_no_two_examples_share_an_id() -> None:
    assert len(set(IDS)) == len(IDS)


def test_no_example_was_lost() -> None:
    assert len(IDS) >= 130


def test_every_kind_has_examples() -> None:
    assert {example.kind for example in worked_examples()} == set(kinds())


def test_every_example_names_its_source_and_how_sure_it_is() -> None:
    sure = {"official", "official-recalled", "commentary", "derived"}
    assert all(e.source and e.status in sure for e in worked_examples())
