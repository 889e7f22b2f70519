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


def test_letter_sent_takes_a_number_and_says_which_it_recorded(dpo: Run, sar: str) -> None:
    asks = (
        "letter",
        "write",
        sar,
        "search-request",
        "--set",
        "what=E-mails",
        "--set",
        "where=Here",
    )
    for holder in ("Ann Bell", "Kim Ito"):
        wrote = dpo(*asks, "--set", f"addressee={holder}", "--set", "reply_by=2026-12-02")
        assert wrote.code == 0, wrote.err
    first = dpo("letter", "sent", sar, "search-request", "--number", "1")
    assert f"{sar}: search-request no. 1 sent Wed 25 Nov 2026." in first.out
    last = dpo("letter", "sent", sar, "search-request", "--json").json["letters"]
    assert [x["sent_on"] for x in last] == ["2026-11-25", "2026-11-25"]
    refused = dpo("letter", "sent", sar, "search-request")
    assert "no. 2 was sent on" in refused.err
    assert "give its --number" in refused.err
    again = dpo("letter", "sent-again", sar, "search-request", "--number", "1", "--why", "Lost")
    assert "search-request no. 1 sent again" in again.out


def test_letter_sent_without_a_name_means_the_one_written_last(dpo: Run, sar: str) -> None:
    waits = "waits to be sent"
    assert waits in dpo("letter", "sent", sar).err
    dpo("letter", "write", sar, "acknowledgement")
    asks = ("--set", "what=E-mails", "--set", "where=Here", "--set", "addressee=Kim Ito")
    dpo("letter", "write", sar, "search-request", *asks, "--set", "reply_by=2026-12-02")
    assert f"{sar}: search-request no. 1 sent" in dpo("letter", "sent", sar).out
    assert f"{sar}: acknowledgement no. 1 sent" in dpo("letter", "sent", sar).out
    assert waits in dpo("letter", "sent", sar).err


def test_letter_list_shows_what_letters_shows(dpo: Run, sar: str) -> None:
    assert dpo("letter", "list", sar).out == dpo("letters", sar).out
    assert dpo("letter", "list", sar, "--json").json == dpo("letters", sar, "--json").json
