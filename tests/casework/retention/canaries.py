"""Cases with a word of their own in every field that takes words, and a search for these words.

Each begins with `zqs` in a subject access request, and with `zqd` in a third party's request.
"""

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

from dpo_console.approval.model import Path as Way
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.application import read_application
from dpo_console.casework.closing import close
from dpo_console.casework.disclosure.schedule import NewItem, add_items
from dpo_console.casework.disclosure.schedule_treatment import treat_items
from dpo_console.casework.facts import record_fact
from dpo_console.casework.intake import keep_with, take_in
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.notes import add_note
from dpo_console.casework.office import drafts
from dpo_console.casework.papers.keeping import keep_paper
from dpo_console.casework.people.parties import add_party
from dpo_console.casework.reports.evidence_pack import make_pack
from dpo_console.casework.reports.papers import write_register
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.search.searching import add_place
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.mail.boxes import Raw
from dpo_console.store.cases import case_file
from dpo_console.store.cases.case_file import CaseFile
from tests.casework.application.filling import filled
from tests.casework.gates import meet, scope_of
from tests.conftest import DeskOf

SAR, DSC, OPEN = "SAR-2026-0001", "DSC-2026-0001", "FOI-2026-0001"
WORDS = {SAR: b"zqs", DSC: b"zqd"}
RECEIVED = date(2026, 11, 2)


def fill(sit: DeskOf) -> None:
    """Log the cases, work on them, and close all but one."""
    desk, head = sit("dpo"), sit("head")
    _access(desk)
    _sharing(desk, head)
    log_request(desk, NewRequest("foi", RECEIVED, "Ida Wren", summary="Costs"))
    write_register(desk, full=True)
    for draft, words in ((SAR, "zqsdraft"), (DSC, "zqddraft")):
        drafts.keep(head, draft, "Note", {"note": words})


def _access(desk: Desk) -> None:
    request = NewRequest(
        "sar", RECEIVED, "Zqsrequester Quayle", subjects=("Zqssubject Quayle",),
        email="zqsmail@example.org", phone="01632 zqsphone", address="4 Zqsaddress Row",
        organisation="Zqsorganisation", summary="All about zqssummary",
    )  # fmt: skip
    log_request(desk, request)
    add_party(desk, SAR, "other", {"name": "Zqsother Roe", "relation": "zqsrelation"})
    add_place(desk, SAR, "Zqsplace cupboard", "Zqsholder Poe")
    add_items(desk, SAR, [NewItem(title="Zqstitle report", category="behaviour", pages=2)])
    reason = "zqsreason would be harmed"
    treat_items(desk, SAR, [1], "withhold", exemption="art15-4", reason=reason)
    write_letter(desk, SAR, "acknowledgement", {"summary": "zqsgiven words"})
    add_note(desk, SAR, "zqsnote says more")
    keep_paper(desk, SAR, b"zqspaper came by post", "zqspaper Quayle.txt")
    message = b"From: zqsfrom@example.org\nTo: us@example.org\n\nzqsmessage about Tom"
    (taken,) = take_in(desk, [Raw("zqsmessage.eml", message)])
    keep_with(desk, taken.number, SAR)
    make_pack(desk, SAR, "", "Information Commissioner's Office, Zqswhom", papers=[1])
    record_fact(desk, SAR, "withdrawn", date(2026, 11, 9), note="zqsfact withdrew")
    close(desk, SAR, "withdrawn", date(2026, 11, 10), note="zqsclosed words")


def _sharing(desk: Desk, head: Desk) -> None:
    request = NewRequest(
        "disclosure", RECEIVED, "Zqdrequester Finch", requester_kind="school",
        organisation="Westmarch Council", email="zqdmail@example.org", channel="email",
        subjects=("Zqdsubject Doe",), summary="zqdsummary",
    )  # fmt: skip
    log_request(desk, request)
    add_party(
        desk, DSC, "recipient",
        {"name": "Zqdrecipient Nair", "organisation": "Westmarch Council",
         "email": "zqdsecond@example.org", "address": "1 Zqdstreet Hill"},
    )  # fmt: skip
    scope = replace(
        scope_of(desk, Way.ORDINARY), cohort="zqdcohort, Year 6", years="zqdyears",
        condition="zqdcondition", dpia="zqddpia",
    )  # fmt: skip
    set_scope(desk, DSC, scope)
    form = write_letter(desk, DSC, "application-form", {})
    sent = (desk.home.exports / form.path).read_bytes()
    read_application(
        desk, DSC, filled(sent, {"who.power": "zqdanswer on the form"}), "zqdform.docx"
    )
    keep_paper(desk, DSC, b"zqdpaper, signed terms", "zqdterms.pdf")
    record_fact(desk, DSC, "terms_signed", RECEIVED, note="zqdterms on file")
    meet(desk, DSC, "zqdevidence on file")
    decide(head, DSC, "approve", "zqdruling, the least that will do")
    release(desk, DSC, date(2026, 11, 25))
    record_fact(desk, DSC, "certificate_received", date(2026, 11, 25), note="zqdcertificate")
    close(desk, DSC, "disclosed", date(2026, 11, 25), note="zqdclosed")


def places(root: Path, reference: str) -> list[str]:
    """Return each file of a home that holds a word of a case, in its bytes or packed in them."""
    return [
        str(path.relative_to(root))
        for path in sorted(root.rglob("*"))
        if path.is_file() and WORDS[reference] in bytes_of(path).lower()
    ]


def bytes_of(path: Path) -> bytes:
    data = path.read_bytes()
    if not zipfile.is_zipfile(path):
        return data
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return data + b"".join(packed.read(name) for name in packed.namelist())


def file(desk: Desk, reference: str) -> CaseFile:
    """Return a case's records."""
    with desk.database.read() as ask:
        return case_file.load(ask, case_file.find(ask, reference))
