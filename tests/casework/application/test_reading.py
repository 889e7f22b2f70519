"""An application form goes out, comes back filled in, and stands beside the checklist, unjudged."""

import random
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from dpo_console.approval.model import EMPTY
from dpo_console.approval.model import Path as Way
from dpo_console.cases.application import public_forms
from dpo_console.cases.letters.letter_choices import preview_letter
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.application import read_application
from dpo_console.casework.checklist.assessing import Assessed, assess_all, say
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.notice.publishing import form_file
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import BadFile, DpoConsoleError, Refused
from dpo_console.letters.word.returned.filled import FilledForm, read_filled
from tests.casework.application.filling import BODY, MUTATIONS, filled, part, with_body
from tests.casework.gates import AT_HOME, assessed

OFFICE = shutil.which("soffice")

REQUEST = NewRequest(
    "disclosure", date(2026, 11, 2), "Dr Ada Finch", requester_kind="researcher",
    organisation="University of Westmarch", channel="email",
)  # fmt: skip

ANSWERS = {
    "who.organisation/name": "University of Westmarch",
    "who.organisation/type": "University or research body",
    "who.power": "Our research protocol of 3 March 2026\nand the Education Act 1996",
    "purpose.specific": "A study of “reading” & recovery <after> lockdown",
    "handling.certification/until": "31 July 2027",
    "confidentiality.use": "Yes",
    "sign/more": "Our first study ended in 2024.",
}


@pytest.fixture
def reference(desk: Desk) -> str:
    return log_request(desk, REQUEST).reference


def form_of(desk: Desk, reference: str) -> bytes:
    row = write_letter(desk, reference, "application-form", {})
    return (desk.home.exports / row.path).read_bytes()


def says_of(desk: Desk, reference: str) -> dict[str, str]:
    return {row.id: row.says for row in case_view(desk, reference).checklist if row.says}


def test_form_comes_back_stands_beside_each_criterion_and_judges_none(
    desk: Desk, reference: str
) -> None:
    sent = form_of(desk, reference)
    gate = case_view(desk, reference).gate
    form = read_application(desk, reference, filled(sent, ANSWERS), "form.docx")
    case = case_view(desk, reference)
    assert case.gate == gate
    assert {row.verdict for row in case.checklist if not row.computed} == {""}
    assert says_of(desk, reference) == {
        "who.organisation": "Legal name of your organisation: University of Westmarch\n"
        "Type of organisation: University or research body",
        "who.power": ANSWERS["who.power"],
        "purpose.specific": ANSWERS["purpose.specific"],
        "handling.certification": "The certificate ends on: 31 July 2027",
        "confidentiality.use": "Yes",
    }
    assert form.answered == len(ANSWERS)
    assert form.more == (("Anything else that we should know", ANSWERS["sign/more"]),)
    assert "For which years?" in form.empty
    assert any(line.startswith("Not accepted: You do not identify") for line in form.empty)
    assert (form.beside, form.removed) == ((), ())
    assert [paper.name for paper in case.papers] == ["form.docx"]
    sheet = preview_letter(desk, reference, "decision-sheet", {"decision.advice": "Approve."})
    assert (
        "The requester says: A study of “reading” & recovery <after> lockdown (paper 1)"
        in sheet.text
    )


def test_words_beside_the_fields_are_listed_and_ours_that_are_gone(
    desk: Desk, reference: str
) -> None:
    def alter(xml: str) -> str:
        beside = "<w:p><w:r><w:t>Please hurry.</w:t></w:r></w:p>"
        question = "What I say on this form is true and complete."
        assert question in xml
        return xml.replace("<w:p>", f"{beside}<w:p>", 1).replace(question, "We may be wrong.")

    back = with_body(filled(form_of(desk, reference), ANSWERS), alter)
    form = read_application(desk, reference, back, "form.docx")
    assert form.beside == ("Please hurry.", "We may be wrong.")
    assert form.removed == ("What I say on this form is true and complete.",)


def test_second_form_asks_only_what_is_open_and_its_answers_win(desk: Desk, reference: str) -> None:
    sent = form_of(desk, reference)
    read_application(desk, reference, filled(sent, ANSWERS), "first.docx")
    assess_all(desk, reference, [Assessed("who.organisation", "met", "Register, 4 November")])
    again = form_of(desk, reference)
    assert "who.organisation/name" not in read_filled(again, "again").answers
    second = filled(again, {"purpose.specific": "A study of spelling"})
    assert read_application(desk, reference, second, "second.docx").paper == 2
    says = says_of(desk, reference)
    assert says["purpose.specific"] == "A study of spelling"
    assert says["who.power"] == ANSWERS["who.power"]
    late = filled(sent, {"who.onward": "Nobody"})  # the first form, sent back once more
    read_application(desk, reference, late, "third.docx")
    assert says_of(desk, reference)["who.onward"] == "Nobody"


def test_form_without_an_open_question_says_that_nothing_is_open(
    desk: Desk, reference: str
) -> None:
    asked = [row.id for row in case_view(desk, reference).checklist if not row.computed]
    assess_all(desk, reference, [Assessed(name, "met", "Seen on file 7") for name in asked])
    say(desk, reference, AT_HOME)
    missing = preview_letter(desk, reference, "application-form", {}).missing
    assert [*map(str, missing)] == ["No question that the requester could answer is open."]
    with pytest.raises(Refused, match="No question that the requester could answer is open"):
        form_of(desk, reference)


def test_other_files_are_refused_in_a_sentence(desk: Desk, reference: str) -> None:
    sent = form_of(desk, reference)
    other = log_request(desk, REQUEST).reference
    theirs = filled(form_of(desk, other), ANSWERS)
    back = filled(sent, ANSWERS)
    letter = write_letter(
        desk, reference, "more-information", {"sharing.questions": "Which years?"}
    )
    tries = {
        f"form of another case.*{other}": theirs,
        "isn't our application form": (desk.home.exports / letter.path).read_bytes(),
        "says nothing": sent,
        "never written": with_body(
            back, lambda xml: xml.replace(f"{reference}:1", f"{reference}:9")
        ),
    }
    for words, data in tries.items():
        with pytest.raises(Refused, match=words):
            read_application(desk, reference, data, "form.docx")
    with pytest.raises(BadFile):
        read_application(desk, reference, b"not a Word file", "form.docx")
    assert case_view(desk, reference).papers == ()
    read_application(desk, reference, back, "form.docx")
    with pytest.raises(Refused, match="read this very file before"):
        read_application(desk, reference, back, "form.docx")


def test_compelled_and_urgent_requests_wait_for_no_form(desk: Desk) -> None:
    ordered = assessed(desk, "court", Way.COMPELLED)
    with pytest.raises(Refused, match="nobody has to apply"):
        write_letter(desk, ordered, "application-form", {})
    gate = case_view(desk, ordered).gate
    assert gate
    assert not any("form" in str(gap).split() for gap in gate.reasons)


def test_request_form_of_a_parent_stands_beside_the_checklist(desk: Desk, reference: str) -> None:
    request = NewRequest("sar", date(2026, 11, 2), "Jane Doe", "parent", subjects=("Tom Doe",))
    sar = log_request(desk, request).reference
    asked = {
        "who.identity/name": "Jane Doe",
        "search.complete/whose": "My child's",
        "search.complete/what": "The school record and e-mails about him",
        "delivery.method": "By e-mail",
    }
    back = filled(form_file(desk, public_forms()["request"]), asked)
    form = read_application(desk, sar, back, "request.docx")
    says = says_of(desk, sar)
    assert (form.beside, form.removed, form.answered) == ((), (), 4)
    assert says["delivery.method"] == "By e-mail"
    assert says["who.identity"] == "Your name: Jane Doe"
    assert "What you would like to see: The school record and e-mails about him" in (
        says["search.complete"].splitlines()
    )
    complaint = log_request(desk, replace(request, kind="complaint")).reference
    said = {"points.listed/what": "His report went to every family"}
    back = filled(form_file(desk, public_forms()["complaint"]), said)
    read_application(desk, complaint, back, "complaint.docx")
    assert says_of(desk, complaint) == {
        "points.listed": "What we did, or didn't do, with the information: "
        "His report went to every family"
    }
    with pytest.raises(Refused, match="is our form “Complain about how we use information”"):
        read_application(desk, reference, back, "complaint.docx")


def lost_in(form: FilledForm, spoilt: bytes) -> list[str]:
    """Return the words of a form's body that neither an answer nor a line beside them tells."""
    told = "".join("".join([*form.answers.values(), *form.beside]).split())
    words = [
        unescape(found) for found in re.findall(r"<w:t\b[^>/]*>([^<]*)</w:t>", part(spoilt, BODY))
    ]
    unfilled = {*EMPTY.values(), "☒"}
    return [one for one in words if "".join(one.split()) not in told and one not in unfilled]


def try_spoilt(back: bytes, names: list[str], seed: int) -> dict[str, int]:
    """Read a form spoilt in each of these ways, and return how many were read and refused."""
    luck, told = random.Random(seed), {"read": 0, "refused": 0}
    known = read_filled(back, "back").answers
    for name in names:
        spoilt = MUTATIONS[name](back, luck)
        try:
            form = read_filled(spoilt, "form.docx", known)
        except DpoConsoleError:
            told["refused"] += 1
            continue
        told["read"] += 1
        assert lost_in(form, spoilt) == [], name
    return told


def test_spoilt_forms_are_refused_or_read_with_nothing_lost(desk: Desk, reference: str) -> None:
    back = filled(form_of(desk, reference), ANSWERS)
    certain = sorted(MUTATIONS.keys() - {"a bit flipped"})  # a flipped bit may hit nothing
    assert try_spoilt(back, certain, 7) == {"read": 7, "refused": 10}
    assert sum(try_spoilt(back, ["a bit flipped"] * 5, 7).values()) == 5


@pytest.mark.slow
def test_two_hundred_spoilt_forms_lose_nothing(desk: Desk, reference: str) -> None:
    back, luck = filled(form_of(desk, reference), ANSWERS), random.Random(2026)
    told = try_spoilt(back, luck.choices(sorted(MUTATIONS), k=200), 2026)
    print(told)  # noqa: T201 - the figures of the guide
    assert sum(told.values()) == 200


@pytest.mark.slow
@pytest.mark.skipif(
    not OFFICE, reason="there is no LibreOffice: apt-get install libreoffice-writer"
)
def test_form_that_went_through_libreoffice_says_the_same(
    desk: Desk, reference: str, tmp_path: Path
) -> None:
    back = filled(form_of(desk, reference), ANSWERS)
    direct = read_filled(back, "direct")
    (tmp_path / "form.docx").write_bytes(back)
    for name, ending in (("form.docx", "odt"), ("form.odt", "docx")):
        line = [str(OFFICE), "--headless", "--convert-to", ending, "--outdir", str(tmp_path)]
        subprocess.run([*line, str(tmp_path / name)], check=True, capture_output=True)
    form = read_application(desk, reference, (tmp_path / "form.docx").read_bytes(), "form.docx")
    assert (form.beside, form.removed, form.answered) == ((), (), len(ANSWERS))
    assert read_filled((tmp_path / "form.docx").read_bytes(), "back").answers == direct.answers
