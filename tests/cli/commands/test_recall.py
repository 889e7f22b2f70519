"""The `recall` command: the breach that it opens, and what else went to the same address."""

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def told(dpo: Run, sar: str) -> str:
    """Return a request whose acknowledgement was sent."""
    assert dpo("letter", "write", sar, "acknowledgement").code == 0
    assert dpo("letter", "sent", sar, "acknowledgement", "--method", "email").code == 0
    return sar


def test_a_recall_opens_the_breach_and_lists_what_else_went_there(dpo: Run, told: str) -> None:
    listed = dpo("recall", told, "acknowledgement", "--dry-run", "--json")
    assert (listed.code, listed.json) == (0, {"saved": False, "also": []})
    why = ("--why", "Another Jane", "--noticed", "2026-11-25T11:00")
    ran = dpo("recall", told, "acknowledgement", *why, "--json")
    assert ran.code == 0, ran.err
    assert ran.json["opened"]["reference"] == "BRC-2026-0001"
    assert ran.json["opened"]["clock"]["due"] == "2026-11-28T11:00"
    assert dpo("recall", told, "acknowledgement", *why).code == 1
    assert "Went wrongly, and recalled: Another Jane" in dpo("show", told).out
    assert dpo("verify").code == 0


def test_people_read_the_breach_and_its_hours(dpo: Run, told: str) -> None:
    ran = dpo("recall", told, "acknowledgement", "--why", "x", "--noticed", "2026-11-25T11:00")
    assert ran.out.startswith(f"{told}: recalled. BRC-2026-0001 is the breach.")
    assert "due Sat 28 Nov 2026 11:00" in ran.out
    assert "Nothing else was sent to that address, e-mail or name." in ran.out


def test_what_never_went_and_no_reason_are_wrong_usage(dpo: Run, told: str) -> None:
    assert dpo("recall", told, "release", "--why", "x").code == 2
    assert dpo("recall", told, "acknowledgement").code == 2
