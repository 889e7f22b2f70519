"""An e-mail draft of an answer carries the files that passed, and names those it leaves out."""

from email import message_from_bytes
from email.policy import default

import pytest

from dpo_console.casework.letters import enclosing
from dpo_console.casework.letters.letters_sent import letter_email
from dpo_console.casework.papers.keeping import keep_paper
from dpo_console.errors import GateClosed
from tests.bundle.pdf_files import pdf, scan
from tests.conftest import desks
from tests.leaving.office import Office

WRITE = (
    'letter write {ready} disclosure-cover --set schedule="Paper file, 3 pages" '
    '--set disclosure.period="the time since September 2022" '
    '--set disclosure.searched="Paper file; staff mailboxes" --set disclosure.method="by email"'
)


@pytest.fixture
def answered(own: Office) -> Office:
    own.do("clerk: papers {ready} add - --answer --name reply.pdf < reply.pdf")
    own.do("clerk: files check {ready}")
    own.do("clerk: files check {ready} - --name text.txt < text.txt")
    own.do(WRITE)
    return own


def draft(
    office: Office, letter: str, person: str = "dpo", case: str = "ready"
) -> tuple[list[str], list[str]]:
    """Return the names of what is attached, and what the officer is told."""
    desk = desks(office.home)(person)
    raw = letter_email(desk, office.cases[case], letter)
    message = message_from_bytes(raw, policy=default)
    return [str(part.get_filename()) for part in message.iter_attachments()], desk.asides


def test_an_answer_carries_its_files_and_an_acknowledgement_none(answered: Office) -> None:
    names, told = draft(answered, "disclosure-cover")
    assert names[1:] == ["reply.pdf"]
    assert told == [
        "“text.txt” isn't attached: the case doesn't keep it. Attach the one that was checked."
    ]
    assert "no. 1, with reply.pdf" in answered.do("show {ready}").out
    names, told = draft(answered, "acknowledgement")
    assert (len(names), told) == (1, [])
    names, told = draft(answered, "disclosure-cover", "auditor")
    assert (len(names), len(told)) == (1, 1)


def test_a_file_for_paper_or_too_large_is_left_to_the_officer(
    own: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, desk = own.cases["ready"], desks(own.home)()
    keep_paper(desk, reference, pdf(scan), "scan.pdf", answer=True)
    own.run("clerk: files check {ready}")
    own.do('files by-hand {ready} --said "Printed and read by Rosa Hall and Ann Frey"')
    own.do("clerk: papers {ready} add - --answer --name reply.pdf < reply.pdf")
    own.run("clerk: files check {ready} - --name reply.pdf < reply.pdf")
    own.do(WRITE)
    monkeypatch.setattr(enclosing, "LARGEST", 1_000)
    names, told = draft(own, "disclosure-cover")
    assert len(names) == 1
    assert [one.partition(":")[0] for one in told] == [
        "“reply.pdf” isn't attached",
        "“scan.pdf” isn't attached",
    ]


def test_a_file_that_names_somebody_known_only_since_its_check_goes_nowhere(own: Office) -> None:
    desk = desks(own.home)()
    keep_paper(desk, own.cases["ready"], b"He sat beside Zara Moon.", "note.txt", answer=True)
    own.do("files check {ready}")
    own.do(WRITE)
    own.do(
        'add sar --school oak --received 2026-11-02 --requester "Ann Moon" --subject "Zara Moon"'
    )
    with pytest.raises(GateClosed, match="passed its check, and something is found in it now"):
        draft(own, "disclosure-cover")


def prepared(office: Office, case: str, letter: str) -> None:
    office.do(f"clerk: papers {{{case}}} add - --answer --name reply.pdf < reply.pdf")
    office.do(f"clerk: files check {{{case}}}")
    office.do(f"letter write {{{case}}} {letter}")


def test_a_refusal_carries_none_of_what_was_prepared(own: Office) -> None:
    said = '--set sharing.asked="attendance data" --set refusal.grounds=power'
    prepared(own, "turned-down", f'third-party-refusal {said} --set refusal.change="A power"')
    names, _ = draft(own, "third-party-refusal", case="turned-down")
    assert names == [f"{own.cases['turned-down']}-third-party-refusal-1.docx"]


def test_data_approved_for_a_portal_are_not_e_mailed(own: Office) -> None:
    prepared(own, "approved", "approved-data-cover")
    names, told = draft(own, "approved-data-cover", case="approved")
    assert len(names) == 1
    assert told == [
        "No file is attached: the data were approved to go by “Secure portal”, not by e-mail."
    ]


@pytest.mark.parametrize("way", ["Encrypted e-mail", "by secure email"])
def test_data_approved_for_e_mail_are(own: Office, way: str) -> None:
    own.do(f'scope {{approved}} --method "{way}"')
    own.do("!meet {approved}")
    own.do('head: decide {approved} approve --reason "In the interest of pupils"')
    prepared(own, "approved", "approved-data-cover")
    names, told = draft(own, "approved-data-cover", case="approved")
    assert (names[1:], told) == (["reply.pdf"], [])
