"""`undo`: it announces its effect, and undoes by a further entry."""

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def sar(dpo: Run) -> str:
    ran = dpo("add", "sar", "--received", "2026-11-20", "--requester", "Jane Doe", "--json")
    return str(ran.json["reference"])


def test_a_dry_run_names_it_and_changes_nothing(dpo: Run, sar: str) -> None:
    dpo("assign", sar, "clerk")
    ran = dpo("undo", sar, "--dry-run")
    assert ran.out.startswith(f"{sar}: The case will have no owner.")
    assert "Assigned to Ben Hale" in ran.out
    assert dpo("undo", sar, "--dry-run", "--json").json["does"] == "The case will have no owner."
    assert dpo("show", sar, "--json").json["owner"] == "clerk"


def test_it_is_taken_back_and_stays_in_the_history(dpo: Run, sar: str) -> None:
    dpo("fact", sar, "clarification_requested", "--on", "2026-11-23", "--note", "Years?")
    assert dpo("show", sar, "--json").json["due"] is None
    ran = dpo("undo", sar)
    assert ran.code == 0
    assert "undone: Wed 25 Nov 2026: Clarification asked for: Years?." in ran.out
    shown = dpo("show", sar, "--json").json
    assert shown["due"] == "2026-12-21"
    assert shown["timeline"][-1]["text"] == "Undone: Clarification asked for: Years?"
    assert dpo("verify").code == 0


def test_what_is_not_ones_own_is_refused_by_name(dpo: Run, sar: str) -> None:
    dpo("note", sar, "she rang", person="clerk")
    ran = dpo("undo", sar)
    assert ran.code == 1
    assert "is Ben Hale's" in ran.err
    assert dpo("undo", "SAR-2026-0999").code == 2
