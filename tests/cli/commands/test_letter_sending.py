"""`letter sent`, `letter sent-again` and `letter correct`: which letter, and on which day."""

import pytest

from tests.cli.conftest import Run

LATE = ("late-apology", "--set", "late.cause=of a flood", "--set", "late.by=2026-12-04")


@pytest.fixture
def late(dpo: Run) -> str:
    """Log a late request, and record that a letter saying so was sent today."""
    came = ("--received", "2026-10-05", "--requester", "Jane Doe", "--email", "jane@example.org")
    reference: str = dpo("add", "sar", *came, "--json").json["reference"]
    assert dpo("letter", "write", reference, *LATE).code == 0
    assert dpo("letter", "sent", reference, "late-apology").code == 0
    return reference


def test_letter_correct_gives_another_day_or_none(dpo: Run, late: str) -> None:
    correct = ("letter", "correct", late, "late-apology", "--why", "It is on my desk")
    assert dpo(*correct).code == 2
    assert dpo(*correct, "--on", "today", "--not-sent").code == 2
    assert "recorded already" in dpo(*correct, "--on", "today").err
    corrected = dpo(*correct, "--not-sent")
    assert f"{late}: corrected: late-apology was not sent." in corrected.out
    assert dpo("letter", "sent", late, "late-apology").code == 0
    [letter] = dpo(*correct, "--not-sent", "--json").json["letters"]
    assert (letter["state"], letter["sent_on"]) == ("written", None)
