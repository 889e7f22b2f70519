"""Requests that don't fit their requester, and earlier refusals, as commands tell them."""

from tests.cli.conftest import Run

POLICE = "police Ada Finch re Tom Doe, email, of Westmarch Police"


def test_quick_line_of_a_stranger_is_refused_with_a_sentence(dpo: Run) -> None:
    ran = dpo("quick", "pupil-information Ada Finch re Tom Doe, police, email")
    assert ran.code == 1
    assert (
        "The requester (Police) makes this a third-party request, not a statutory request"
        in ran.err
    )
    assert dpo("quick", "police Ada Finch re Tom Doe, email").code == 0


def test_logging_tells_of_an_earlier_refusal_until_it_is_answered(dpo: Run) -> None:
    assert dpo("quick", POLICE).code == 0
    refused = dpo("decide", "DSC-2026-0001", "refuse", "--reason", "No power", person="head")
    assert refused.code == 0, refused.err
    told = dpo("quick", POLICE).err
    assert "The same people were refused on Wed 25 Nov 2026, in DSC-2026-0001." in told
    why = ("--why", "They now have the production order of 20 November")
    assert dpo("answer-refusal", "DSC-2026-0002", "DSC-2026-0001", *why).code == 0
    assert "refused" not in str(dpo("show", "DSC-2026-0002", "--json").json["flags"])
