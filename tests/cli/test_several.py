"""Commands that take several references: each case by itself, refusals named."""

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def three(dpo: Run) -> list[str]:
    add = ("add", "sar", "--received", "2026-11-20", "--requester", "Jane Doe", "--json")
    return [str(dpo(*add).json["reference"]) for _ in range(3)]


def owners(dpo: Run) -> dict[str, str]:
    return {row["reference"]: row["owner"] for row in dpo("list", "--json").json}


def test_several_are_given_closed_and_taken_back_together(dpo: Run, three: list[str]) -> None:
    first, second, third = three
    ran = dpo("assign", *three, first, "clerk")
    assert ran.code == 0
    assert ran.out.splitlines() == [f"{one}: given to Ben Hale." for one in three]
    assert "3 of 3 done, 0 refused." in ran.err
    dpo("note", second, "she rang", person="clerk")
    ran = dpo("undo", *three, "--json")
    assert ran.code == 1
    told = {one["reference"]: one["refused"] for one in ran.json}
    assert list(told) == three
    assert told[first] is told[third] is None
    assert "is Ben Hale's" in told[second]
    assert owners(dpo) == {first: "", second: "clerk", third: ""}
    ran = dpo("close", first, second, "--outcome", "withdrawn", "--note", "both rang")
    assert (ran.code, len(ran.out.splitlines())) == (0, 2)
    ran = dpo("close", *three, "--outcome", "withdrawn")
    assert ran.code == 1
    assert ran.out.count(": refused: ") == 2
    assert dpo("verify").code == 0


def test_a_reference_or_person_that_is_none_does_nothing_to_any(dpo: Run, three: list[str]) -> None:
    for words in ((*three[:2], "SAR-2026-0999", "me"), (*three, "nobodys-name")):
        ran = dpo("assign", *words)
        assert (ran.code, ran.out) == (2, "")
    assert set(owners(dpo).values()) == {""}


def test_a_dry_run_says_it_of_each(dpo: Run, three: list[str]) -> None:
    dpo("assign", *three, "me")
    ran = dpo("undo", *three, "--dry-run")
    assert [line.split(":")[0] for line in ran.out.splitlines()] == three
    assert [one["does"] for one in dpo("undo", *three[:2], "--dry-run", "--json").json] == [
        "The case will have no owner."
    ] * 2
    assert set(owners(dpo).values()) == {"dpo"}
