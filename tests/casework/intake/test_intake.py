"""A message waits until somebody says what it is, and nothing of it is lost, doubled or seen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from hashlib import sha256
from pathlib import Path

import pytest

from dpo_console.cases.about import findings, search_for
from dpo_console.cases.application import public_forms
from dpo_console.cases.intake.tray import due_messages, in_tray, request_from, resembles, tray
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.records.verify import verify
from dpo_console.cases.requests import NewRequest
from dpo_console.cases.view.case import case_view
from dpo_console.casework.backup.archive import archive
from dpo_console.casework.intake import (
    Taken,
    accept,
    delete,
    keep_with,
    set_aside,
    take_in,
    take_up,
)
from dpo_console.casework.notice.publishing import form_file
from dpo_console.casework.papers.fetching import fetch_paper
from dpo_console.casework.papers.keeping import keep_paper, mend_papers
from dpo_console.casework.requests import log_request
from dpo_console.errors import BadInput, NotAllowed, Refused
from dpo_console.mail.boxes import Raw
from dpo_console.store.reads.messages import ASIDE, CASE, WAITING
from tests.casework.application.filling import filled
from tests.casework.backup.made import members, quiet
from tests.conftest import DeskOf
from tests.store import spoiling


def mail(words: str, *, name: str = "Jane Doe", subject: str = "A request", more: str = "") -> Raw:
    head = (
        f"From: {name} <{name.split()[0].lower()}@home.example.net>\n"
        f"To: office@oak.example.org\nSubject: {subject}\n{more}"
        "Date: Mon, 2 Nov 2026 10:00:00 +0000\n\n"
    )
    return Raw("request.eml", f"{head}{words}\n".encode())


SAR = mail("Please send me a copy of all the data that you hold about my son Tom Doe.")


def take(desk: Desk, *raw: Raw, privately: bool = False) -> Sequence[Taken]:
    return [*take_in(desk, raw, privately=privately)]


def files(desk: Desk) -> list[str]:
    papers = desk.home.papers
    return sorted(str(one.relative_to(papers).parent) for one in papers.rglob("*") if one.is_file())


def sound(desk: Desk) -> bool:
    report = verify(desk)
    assert report.sound, [check for check in report.checks if not check.sound]
    return report.sound


def test_a_message_becomes_a_case_and_its_first_paper_byte_for_byte(desk: Desk) -> None:
    assert take(desk, SAR) == [Taken("request.eml", 1)]
    assert files(desk) == ["intake"]
    assert sound(desk)
    (one,) = tray(desk)
    request = request_from(one.proposal)
    assert (request.kind, request.requester, request.subjects) == ("sar", "Jane Doe", ())
    assert (request.received, request.email) == (date(2026, 11, 2), "jane@home.example.net")
    logged = accept(desk, 1, request)
    assert fetch_paper(desk, logged.reference, 1).data == SAR.data
    assert files(desk) == [logged.reference]
    assert tray(desk) == ()
    (done,) = tray(desk, (CASE,))
    assert (done.row.case, done.row.reading) == (logged.reference, "")
    with pytest.raises(Refused, match="is a case already"):
        accept(desk, 1, NewRequest("sar", date(2026, 11, 2), "Jane Doe"))
    assert sound(desk)


def test_one_message_of_two_kinds_is_kept_with_both_cases(desk: Desk) -> None:
    take(desk, SAR)
    request = request_from(in_tray(desk, 1).proposal, also=("educational-record",))
    logged = accept(desk, 1, request)
    assert [len(case_view(desk, one.reference).papers) for one in logged.together] == [1, 1]
    assert sound(desk)


def test_a_refused_request_leaves_the_message_waiting(desk: Desk) -> None:
    take(desk, SAR)
    with pytest.raises(BadInput):
        accept(desk, 1, NewRequest("sar", date(2027, 1, 1), "Jane Doe"))
    assert (len(tray(desk)), files(desk)) == (1, ["intake"])
    assert sound(desk)


def test_what_the_message_leaves_open_must_be_said(desk: Desk) -> None:
    take(desk, mail("Good morning, what is for lunch on Friday?"))
    proposal = in_tray(desk, 1).proposal
    with pytest.raises(BadInput, match="--kind"):
        request_from(proposal)
    assert request_from(proposal, kind="complaint").kind == "complaint"


def test_the_same_bytes_wait_once_and_a_copy_is_told(desk: Desk) -> None:
    first = mail("Subject access request, please.", more="Message-ID: <1@home.example.net>\n")
    copy = Raw("copy.eml", b"Received: from a by b; Mon, 2 Nov 2026 10:00:01 +0000\n" + first.data)
    assert [one.again for one in take(desk, first, first, copy)] == [False, True, False]
    assert resembles(desk, in_tray(desk, 2)) == ("The same message is number 1.",)


def test_a_message_is_matched_by_the_message_that_it_answers(desk: Desk) -> None:
    first = mail("Subject access request, please.", more="Message-ID: <1@home.example.net>\n")
    take(desk, first)
    reference = accept(desk, 1, request_from(in_tray(desk, 1).proposal)).reference
    answer = mail("Yes, all of it.", name="Ann Other", more="In-Reply-To: <1@home.example.net>\n")
    take(desk, answer)
    assert resembles(desk, in_tray(desk, 2)) == (f"It answers message 1, which is {reference}.",)


def test_what_became_a_restricted_case_is_no_duplicate_for_others(
    desk: Desk, desk_of: DeskOf
) -> None:
    clerk = desk_of("clerk")
    take(desk, SAR)
    accept(desk, 1, request_from(in_tray(desk, 1).proposal, readers=("dpo",)))
    assert [*tray(clerk, (WAITING, ASIDE, CASE))] == []
    with pytest.raises(BadInput, match="no message 1"):
        in_tray(clerk, 1)
    assert take(clerk, SAR) == [Taken("request.eml", 2)]
    assert resembles(clerk, in_tray(clerk, 2)) == ()
    assert resembles(desk, in_tray(desk, 2))[0] == (
        "The same message is number 1, which is SAR-2026-0001."
    )
    assert sound(desk)


def test_a_private_message_is_seen_by_nobody_else_and_its_case_neither(
    desk: Desk, desk_of: DeskOf
) -> None:
    clerk = desk_of("clerk")
    take(desk, SAR, privately=True)
    assert (len(tray(desk)), len(tray(clerk))) == (1, 0)
    accept(desk, 1, request_from(in_tray(desk, 1).proposal))
    with pytest.raises(BadInput):
        case_view(clerk, "SAR-2026-0001")


def test_the_lead_s_private_message_is_for_the_dpo_too_and_for_no_open_case(
    desk: Desk, desk_of: DeskOf
) -> None:
    lead = desk_of("dsl")
    log_request(desk, NewRequest("sar", date(2026, 11, 1), "Ann Roe"))
    take(lead, SAR, privately=True)
    with pytest.raises(Refused, match="Message 1 is private, and everybody sees SAR-2026-0001"):
        keep_with(lead, 1, "SAR-2026-0001")
    logged = accept(lead, 1, request_from(in_tray(lead, 1).proposal))
    assert case_view(desk, logged.reference).readers == ("dpo", "dsl")


def test_a_message_can_be_kept_with_a_case_that_is_there(desk: Desk) -> None:
    log_request(desk, NewRequest("sar", date(2026, 11, 1), "Jane Doe"))
    take(desk, mail("Here is a copy of my passport, for SAR-2026-0001."))
    assert "It names SAR-2026-0001." in resembles(desk, in_tray(desk, 1))
    assert keep_with(desk, 1, "SAR-2026-0001") == "SAR-2026-0001"
    assert [paper.name for paper in case_view(desk, "SAR-2026-0001").papers] == ["request.eml"]
    assert sound(desk)


def test_what_is_set_aside_stays_until_the_dpo_deletes_it(desk: Desk, desk_of: DeskOf) -> None:
    clerk = desk_of("clerk")
    take(clerk, SAR)
    with pytest.raises(BadInput):
        set_aside(clerk, 1, " . ")
    set_aside(clerk, 1, "An offer of training")
    assert (len(tray(desk)), tray(desk, (ASIDE,))[0].row.reason) == (0, "An offer of training")
    take_up(clerk, 1)
    with pytest.raises(Refused, match="waits still"):
        delete(desk, 1)
    set_aside(clerk, 1, "An offer of training")
    with pytest.raises(NotAllowed):
        delete(clerk, 1)
    assert sound(desk)
    delete(desk, 1)
    assert files(desk) == []
    assert sound(desk)
    records = desk.home.database.read_bytes()
    assert b"Jane Doe" not in records
    assert b"training" not in records


def test_an_auditor_takes_nothing_in(desk_of: DeskOf) -> None:
    with pytest.raises(NotAllowed):
        take(desk_of("auditor"), SAR)


def test_what_cannot_be_read_waits_with_the_reason(desk: Desk) -> None:
    (taken,) = take(desk, Raw("scan.eml", b"%PDF-1.7 no mail at all"))
    assert (taken.number, "no e-mail" in taken.problem) == (1, True)
    assert "no e-mail" in tray(desk)[0].message.problem
    assert sound(desk)


def test_verify_finds_a_message_that_was_changed_behind_our_back(desk: Desk, home: Path) -> None:
    take(desk, SAR, mail("Another"))
    records = spoiling.records_of(home)
    spoiling.tamper(records, "UPDATE message SET reading = '{}' WHERE id = 1")
    wrong = [check.text for check in verify(desk).checks if not check.sound]
    assert wrong == ["message 1: it changed outside dpo_console"]


def test_a_message_set_aside_is_due_after_the_offices_months(desk: Desk, desk_of: DeskOf) -> None:
    take(desk, SAR)
    set_aside(desk, 1, "An offer of training")
    assert due_messages(desk_of(today=date(2027, 5, 24))) == ()
    (due,) = due_messages(desk_of(today=date(2027, 5, 25)))
    assert (due.row.number, due.aside_on) == (1, date(2026, 11, 25))


def test_a_backup_holds_what_waits(desk: Desk, tmp_path: Path) -> None:
    take(desk, SAR, mail("Another"))
    set_aside(desk, 2, "An offer of training")
    (desk.home.papers / "intake" / "stranger").write_text("x")
    out = tmp_path / "office.tar.gz"
    with out.open("wb") as file, archive(desk) as found:
        for piece in found.pieces(quiet):
            file.write(piece)
    held = {name for name in members(out.read_bytes()) if name.startswith("data/papers/")}
    assert held == {f"data/papers/intake/{sha256(raw.data).hexdigest()}"
                    for raw in (SAR, mail("Another"))}  # fmt: skip


def test_everything_held_on_a_person_names_the_messages_in_sight(
    desk: Desk, desk_of: DeskOf
) -> None:
    take(desk, SAR)
    take(desk_of("clerk"), mail("About Tom Doe, in private"), privately=True)
    search = search_for(desk, "Tom Doe")
    places = [found.place for found in findings(desk, search, lambda *_: None)]
    assert (places, search.more) == (["Message 1 that came"], True)


def test_a_killed_acceptance_is_mended(desk: Desk) -> None:
    take(desk, SAR)
    (kept,) = (one for one in desk.home.papers.rglob("*") if one.is_file())
    accept(desk, 1, request_from(in_tray(desk, 1).proposal))
    kept.write_bytes(SAR.data)
    kept.chmod(0o600)
    assert "no case knows this file" in "".join(
        check.text for check in verify(desk).checks if not check.sound
    )
    mend_papers(desk)
    assert sound(desk)


FORM = {
    "who.identity/name": "Jane Doe",
    "who.identity/reach": "jane@home.example.net or 01632 960555",
    "search.complete/whose": "My child's",
    "search.complete/person": "Tom Doe, 5B",
    "delivery.protected": "His father",
}


def with_form(
    desk: Desk, answers: Mapping[str, str], name: str = "request-form.docx", form: str = "request"
) -> Raw:
    message = EmailMessage()
    message["From"], message["To"] = "Ruth Castle <head@oak.example.org>", "office@oak.example.org"
    message["Subject"], message["Date"] = "Fwd: form", "Mon, 2 Nov 2026 10:00:00 +0000"
    message.set_content("She gave me this at the gate.")
    data = filled(form_file(desk, public_forms()[form]), answers)
    message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return Raw("form.eml", message.as_bytes())


def test_our_own_form_for_requests_is_read_field_by_field(desk: Desk) -> None:
    take(desk, with_form(desk, FORM), with_form(desk, {**FORM, "search.complete/whose": "My own"}))
    first, second = (one.proposal for one in tray(desk))
    request = request_from(first, received=date(2026, 11, 2))
    assert (request.kind, request.requester, request.subjects) == ("sar", "Jane Doe", ("Tom Doe",))
    assert (request.email, request.phone) == ("jane@home.example.net", "01632 960555")
    assert "“His father”" in first.doubts[0]
    assert (second.subjects.why, second.requester.value) == ("Themselves.", "Jane Doe")
    logged = accept(desk, 1, request)
    assert [row.name for row in case_view(desk, logged.reference).papers] == ["form.eml"]
    both, other = (
        message_from_bytes(with_form(desk, said).data, policy=default)
        for said in (FORM, {**FORM, "who.identity/name": "Gwen Ash"})
    )
    both.attach(next(other.iter_attachments()))
    take(desk, Raw("both.eml", both.as_bytes()))
    assert "another form of ours, and only the first was read" in tray(desk)[-1].proposal.doubts[0]
    take(desk, with_form(desk, {"who.identity/name": "Jane Doe"}, "form.pdf"))
    assert tray(desk)[-1].proposal.kind.value == ""


def test_our_own_form_for_complaints_begins_a_complaint(desk: Desk) -> None:
    said = {
        "points.listed/name": "Jane Doe",
        "points.listed/reach": "jane@home.example.net, 5 Hidden Close, Harbourton HB8 8HH",
        "points.listed/whose": "My child's",
        "points.listed/person": "Tom Doe, 5B",
        "points.listed/what": "His report went to every family",
        "outcome.protected": "His father",
    }
    take(desk, with_form(desk, said, "complaint-form.docx", "complaint"))
    proposal = tray(desk)[-1].proposal
    request = request_from(proposal, received=date(2026, 11, 2))
    assert (request.kind, request.requester) == ("complaint", "Jane Doe")
    assert (request.subjects, request.email) == (("Tom Doe",), "jane@home.example.net")
    assert "“His father”" in proposal.doubts[0]
    (requester, *_) = case_view(desk, accept(desk, 1, request).reference).parties
    assert (requester.name, requester.protected) == ("Jane Doe", True)
    assert request.address == "5 Hidden Close\nHarbourton HB8 8HH"
    take(desk, with_form(desk, said, "complaint-form.docx", "complaint"))
    other = log_request(desk, NewRequest("sar", date(2026, 11, 2), "Jane Doe", "parent"))
    keep_with(desk, 2, other.reference)
    (requester, *_) = case_view(desk, other.reference).parties
    assert requester.protected
    known = file_meant(desk, other.reference).parties[0]
    assert (known.email, known.address) == ("jane@home.example.net", request.address)
    third = log_request(desk, NewRequest("sar", date(2026, 11, 2), "Jane Doe", "parent")).reference
    take(desk, again := with_form(desk, said, "complaint-form.docx", "complaint"))
    keep_paper(desk, third, again.data, "form.eml")
    with pytest.raises(Refused, match="keeps this very file already"):
        keep_with(desk, 3, third)  # what can't be kept protects nobody either
    known = file_meant(desk, third).parties[0]
    assert (bool(known.protected), known.email) == (False, "")


def test_a_message_from_the_mailbox_of_somebody_else_says_so(desk: Desk) -> None:
    father = NewRequest("sar", date(2026, 11, 2), "Rob Doe", email="jane@home.example.net")
    log_request(desk, replace(father, requester_kind="parent", subjects=("Tom Doe",)))
    take(desk, with_form(desk, FORM))
    (one,) = tray(desk)
    said = "SAR-2026-0001: jane@home.example.net is Rob Doe's there."
    assert said in resembles(desk, one)


ASKED = {
    "Please do not share my new address with his father.": True,
    "His father must not know where we live.": True,
    "Keep my contact details confidential, please.": True,
    "Rob Doe is not to be told my address.": True,
    "Make sure that my ex never finds out where we are living.": True,
    "Do not, under any circumstances, let Rob have our address.": True,
    "We are in a refuge.": True,
    "There is a non-molestation order against his father.": True,
    "My new address is confidential.": True,
    "Please don't send it by e-mail, send it to my address.": False,
    "I have not had your letter at my address.": False,
    "Please send it to my new address.": False,
    "I do not know where he lives.": False,
}


def test_a_message_that_asks_for_protection_is_logged_with_it(desk: Desk) -> None:
    ask = "Please send me a copy of all the data that you hold about my son Tom Doe. "
    take(desk, *(mail(ask + words) for words in ASKED))
    told = [(one.proposal.protected, bool(one.proposal.doubts)) for one in tray(desk)]
    assert told == [(asked, asked) for asked in ASKED.values()]
