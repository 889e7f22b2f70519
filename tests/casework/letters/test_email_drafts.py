"""E-mail drafts of letters: the letter attached, addressed to its reader, naming nobody outside."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import letter_email
from dpo_console.casework.people.parties import add_party
from dpo_console.casework.requests import log_request
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.letters.email_draft import email_draft
from tests.casework.letters.test_letters import logged
from tests.casework.sharing.test_sharing import REQUEST, SCOPE


def test_an_email_draft_carries_the_letter_and_names_nobody_outside_it(desk: Desk) -> None:
    reference = logged(desk)
    path = desk.home.exports / write_letter(desk, reference, "acknowledgement", {}).path
    message = message_from_bytes(letter_email(desk, reference), policy=default)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "jane@example.org"
    (attached,) = message.iter_attachments()
    assert attached.get_content() == path.read_bytes()
    assert attached.get_filename() == path.name
    body = message.get_body()
    assert body
    outside = f"{message['Subject']} {attached.get_filename()} {body.get_content()}"
    assert not {"Tom", "Jane", "Doe"} & set(re.findall(r"\w+", outside))


def test_an_email_draft_of_a_paper_for_the_head_is_never_addressed_to_the_insurer_who_asks(
    desk: Desk,
) -> None:
    request = replace(REQUEST, requester_kind="insurer", email="claims@example.org")
    reference = log_request(desk, request).reference
    set_scope(desk, reference, SCOPE)
    write_letter(desk, reference, "decision-sheet", {"decision.advice": "Refuse it."})
    write_letter(desk, reference, "acknowledgement", {})
    for letter, to in (("decision-sheet", None), ("acknowledgement", "claims@example.org")):
        message = message_from_bytes(letter_email(desk, reference, letter), policy=default)
        assert message["To"] == to


def test_an_email_draft_to_the_requester_leaves_the_recipient_out(desk: Desk) -> None:
    reference = log_request(desk, replace(REQUEST, email="ada@example.org")).reference
    add_party(desk, reference, "recipient", {"name": "Sam Poe", "email": "sam@example.org"})
    write_letter(desk, reference, "acknowledgement", {})
    message = message_from_bytes(letter_email(desk, reference), policy=default)
    assert message["To"] == "ada@example.org"


@pytest.mark.parametrize("address", ["a@b.example, c@d.example", "x\nBcc: y@z.example", "Jane"])
def test_an_address_that_could_be_another_header_is_left_to_the_officer(address: str) -> None:
    made = email_draft(
        to=address, subject="s", words="w", attached=[("x.docx", b"x")], sent_from=""
    )
    message = message_from_bytes(made, policy=default)
    assert message["To"] is None
    assert message["Bcc"] is None
