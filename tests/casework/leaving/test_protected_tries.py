"""Tries to get a protected address out, through the acts that an officer has.

Each try succeeded before its check existed. The lawful ones beside them must pass.
"""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from dpo_console.approval.model import Path as Way
from dpo_console.cases.letters.letter_choices import preview_letter, written_words
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import assess
from dpo_console.casework.letters.adopting import adopt_letter
from dpo_console.casework.letters.letter_writing import cases_of, write_letter, write_letters
from dpo_console.casework.letters.letters_sent import latest_letter, letter_email, mark_sent
from dpo_console.casework.people.parties import add_party, change_party
from dpo_console.casework.reports.evidence_pack import make_pack
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.errors import BadFile, GateClosed
from dpo_console.letters.catalogue import WORDINGS
from dpo_console.letters.word.reading import words_of
from tests.casework.gates import assessed, scope_of
from tests.conftest import TODAY, Begin, desks

HERS = "Flat 2, 14 Oak Row\nHarbourton\nHB4 9ZZ"
MOTHER = {"name": "Jane Doe", "relation": "mother", "address": HERS, "phone": "01632 960555",
          "email": "jane.doe@example.org"}  # fmt: skip
FATHER = NewRequest("sar", date(2026, 11, 2), "Paul Doe", "parent", subjects=("Tom Doe",),
                    email="paul@example.org")  # fmt: skip
HIS, HER_OWN, POLICE, INSURER, COURT = (
    "SAR-2026-0001", "SAR-2026-0002", "DSC-2026-0001", "DSC-2026-0002", "DSC-2026-0003",
)  # fmt: skip


def family(home: Path) -> None:
    """Log the father's request, the mother's own, and three third parties', all about Tom."""
    desk, head = desks(home)(), desks(home)("head")
    log_request(desk, FATHER)
    hers = replace(FATHER, requester="Jane Doe", email="", address=HERS, protected=True)
    log_request(desk, hers)
    third = replace(FATHER, kind="disclosure", subjects=())
    log_request(desk, replace(third, requester="PC Ada Finch", requester_kind="police"))
    log_request(desk, replace(third, requester="Anne Reed", requester_kind="insurer"))
    assessed(desk, "court", Way.COMPELLED)
    for reference in (HIS, POLICE, INSURER, COURT):
        add_party(desk, reference, "other", MOTHER, protected=True)
    assess(desk, COURT, "sensitivity.at-risk", "met", "The refuge knows of the order")
    decide(head, COURT, "approve", "The order names it")
    set_scope(desk, INSURER, scope_of(desk, Way.ORDINARY))


@pytest.fixture
def desk(home: Path, begin: Begin) -> Desk:
    begin(home, family)
    return desks(home)()


def acknowledge(desk: Desk, reference: str, summary: str, override: str = "") -> None:
    write_letter(desk, reference, "acknowledgement", {"summary": summary}, override=override)


def protected_later(desk: Desk) -> None:
    """Write the father a letter with an address that is protected only then."""
    acknowledge(desk, HIS, "the file kept at 3 Old Mews")
    moved = {"address": "3 Old Mews\nHarbourton"}
    change_party(desk, HIS, 3, moved, "The refuge told us")


def own_wording(desk: Desk, school: str, text: str) -> None:
    folder = desk.home.own_wording / school
    folder.mkdir(parents=True)
    packaged = (WORDINGS / "acknowledgement.md").read_text("utf-8")
    (folder / "acknowledgement.md").write_text(f"{packaged}\n\n{text}\n", "utf-8")


def in_own_wording(desk: Desk) -> None:
    own_wording(desk, "", "We write to 14 Oak Row too.")
    acknowledge(desk, HIS, "the file")


def in_a_school_s_wording(desk: Desk) -> None:
    own_wording(desk, "oak", "We write to HB4 9ZZ too.")
    acknowledge(desk, HIS, "the file")


def in_the_list_of_what_is_enclosed(desk: Desk) -> None:
    write_letter(desk, HIS, "disclosure-cover", {"schedule": "Letters\nLetter to 14 Oak Row"})


def to_his_solicitor_as_a_school(desk: Desk) -> None:
    change_party(desk, INSURER, 1, {"name": "R. Harris"}, "His solicitor", kind="solicitor")
    change_party(desk, INSURER, 1, {}, "Wrong kind", kind="school")
    acknowledge(desk, INSURER, "the file at 14 Oak Row", override="The school needs her address")


def approved_again(desk: Desk) -> None:
    decide(desks(desk.home.root)("head"), COURT, "approve", "The order names it")


def to_a_private_recipient(desk: Desk) -> None:
    change_party(desk, COURT, 3, {"name": "Paul Doe", "organisation": ""}, "He fetches it")
    approved_again(desk)
    given = {"release.informed": "lives at 14 Oak Row"}
    write_letter(desk, COURT, "compelled-release", given, override="The court told us to do it")


def to_him_named_whatever_his_kind(desk: Desk) -> None:
    change_party(desk, POLICE, 2, {"kept_from": "Ada Finch"}, "His sister serves there")
    acknowledge(desk, POLICE, "the file at 14 Oak Row", override="The police need her address")


def released_in_an_item(desk: Desk) -> None:
    change_party(desk, COURT, 4, {"kept_from": "Priya Nair"}, "His sister sits there")
    asked = replace(scope_of(desk, Way.COMPELLED), items="What was posted to 14 Oak Row")
    set_scope(desk, COURT, asked)
    approved_again(desk)
    release(desk, COURT, TODAY, override="The court told us to do it")


def with_her_address_as_his(desk: Desk) -> None:
    change_party(desk, HIS, 1, {"address": HERS}, "He says so")
    acknowledge(desk, HIS, "the file")


def to_him_as_a_person_affected(desk: Desk) -> None:
    breach = NewRequest("breach", date(2026, 11, 24), "Sam Clerk", "staff")
    reference = log_request(desk, breach).reference
    add_party(desk, reference, "other", MOTHER, protected=True)
    given = {"breach.addressee": "Paul Doe\n9 High Street", "breach.nature": "A list with HB4 9ZZ."}
    write_letter(desk, reference, "breach-notice", given)


def fetched(desk: Desk) -> None:
    protected_later(desk)
    latest_letter(desk, HIS)


def e_mailed(desk: Desk) -> None:
    protected_later(desk)
    letter_email(desk, HIS, override="He asked for it by e-mail")


def sent(desk: Desk) -> None:
    protected_later(desk)
    mark_sent(desk, HIS, "acknowledgement", TODAY, "email")


def her_letter_sent_to_him(desk: Desk) -> None:
    add_party(desk, HER_OWN, "other", {"name": "Paul Doe", "relation": "father"})
    acknowledge(desk, HER_OWN, "the file")
    mark_sent(desk, HER_OWN, "acknowledgement", TODAY, "hand", to="Mr Paul Doe, at the gate")


def an_internal_paper_for_the_requester(desk: Desk) -> None:
    given = {"staff.addressee": "Paul Doe\n9 High Street", "search.what": "All mail.",
             "search.where": "Mailboxes", "search.reply_by": "1 December 2026"}  # fmt: skip
    write_letter(desk, HIS, "search-request", given, override="He may help us to search")


def the_decision_sheet_sent_to_the_insurer(desk: Desk) -> None:
    write_letter(desk, INSURER, "decision-sheet", {"decision.advice": "Refuse it."})
    mark_sent(desk, INSURER, "decision-sheet", TODAY, "email", to="paul@example.org")


Edit = Callable[[docx.document.Document], None]


def edited(desk: Desk, edit: Edit) -> bytes:
    acknowledge(desk, HIS, "the file")
    document = docx.Document(io.BytesIO(latest_letter(desk, HIS)[1]))
    edit(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def runs(document: docx.document.Document) -> None:
    paragraph = document.add_paragraph("She lives at 1")
    for piece in ("4 O", "ak R", "ow"):
        paragraph.add_run(piece).bold = True


def table(document: docx.document.Document) -> None:
    cells = document.add_table(1, 3).rows[0].cells
    for cell, words in zip(cells, ("14", "Oak", "Row"), strict=True):
        cell.text = words


def header(document: docx.document.Document) -> None:
    document.sections[0].header.paragraphs[0].add_run("HB4 9ZZ")


def footer(document: docx.document.Document) -> None:
    document.sections[0].footer.paragraphs[0].add_run("+44 1632 960 555")


def box(document: docx.document.Document) -> None:
    shape = (
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>14 Oak</w:t></w:r></w:p><w:p><w:r><w:t>Row</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document.add_paragraph()._p.append(docx.oxml.parse_xml(shape))


def adopted(edit: Edit) -> Callable[[Desk], None]:
    def attempt(desk: Desk) -> None:
        data = edited(desk, edit)
        adopt_letter(desk, HIS, "acknowledgement", data, {}, source="letter.docx")

    return attempt


def typed(summary: str) -> Callable[[Desk], None]:
    return lambda desk: acknowledge(desk, HIS, summary)


TRIES = {
    "typed": typed("the file kept at 14 Oak Row"),
    "typed in another order": typed("the file kept at 14 OAK ROW FLAT 2"),
    "typed with spaces": typed("the file kept at 1 4 O a k R o w"),
    "typed over lines": typed("the file kept at 14\nOak\nRow"),
    "a postcode": typed("the file of hb49zz"),
    "a number from abroad": typed("the calls from +44 (0)1632 960555"),
    "an e-mail address in capitals": typed("mail of JANE.DOE@EXAMPLE.ORG"),
    "in the office's wording": in_own_wording,
    "in a school's wording": in_a_school_s_wording,
    "in the list of what is enclosed": in_the_list_of_what_is_enclosed,
    "to his solicitor under another kind": to_his_solicitor_as_a_school,
    "to a private recipient": to_a_private_recipient,
    "to him in a public body": to_him_named_whatever_his_kind,
    "released in an item": released_in_an_item,
    "in his own address": with_her_address_as_his,
    "to him as a person affected": to_him_as_a_person_affected,
    "fetched": fetched,
    "e-mailed": e_mailed,
    "sent": sent,
    "her letter sent to him": her_letter_sent_to_him,
    "an internal paper for the requester": an_internal_paper_for_the_requester,
    "the decision sheet sent to the insurer": the_decision_sheet_sent_to_the_insurer,
    "edited over runs": adopted(runs),
    "edited into a table": adopted(table),
    "edited into a header": adopted(header),
    "edited into a footer": adopted(footer),
    "edited into a text box": adopted(box),
}


@pytest.mark.parametrize("attempt", TRIES.values(), ids=TRIES)
def test_no_try_gets_it_out(desk: Desk, attempt: Callable[[Desk], None]) -> None:
    with pytest.raises((GateClosed, BadFile)) as refused:
        attempt(desk)
    if not isinstance(refused.value, GateClosed):
        assert "it tells somebody's protected details" in refused.value.sentence
        return
    final = [str(gap) for gap in refused.value.reasons if gap.final]
    stopped = [gap for gap in final if " protected " in gap or "is an internal paper" in gap]
    assert stopped
    assert "Oak" not in "".join(stopped)


def test_the_preview_says_so_before_it_is_written(desk: Desk) -> None:
    shown = preview_letter(desk, HIS, "acknowledgement", {"summary": "the file at 14 Oak Row"})
    assert any("protected address of Jane Doe" in gap for gap in shown.missing)


@pytest.mark.parametrize("person", ["head", "auditor"])
def test_who_may_not_ask_for_her_address_reads_no_letter_with_it(
    desk: Desk, home: Path, person: str
) -> None:
    written = write_letter(desk, HER_OWN, "acknowledgement", {})
    theirs = desks(home)(person)
    previewed = preview_letter(theirs, HER_OWN, "acknowledgement", {}).text
    for words in (previewed, written_words(theirs, written)):
        assert "Jane Doe\n[protected]\n" in words
        assert not any(line in words for line in HERS.splitlines())
    assert HERS in preview_letter(desk, HER_OWN, "acknowledgement", {}).text
    assert HERS in written_words(desk, written)


def test_a_batch_leaves_the_case_out(desk: Desk) -> None:
    given = {"summary": "the file at 14 Oak Row"}
    batch = write_letters(desk, cases_of(desk, Query("all", ("paul",))), "acknowledgement", given)
    assert any("protected address" in str(one.refused) for one in batch)


def test_no_pack_is_made_for_him_and_the_regulators_has_none_of_it(
    desk: Desk, tmp_path: Path
) -> None:
    protected_later(desk)
    with pytest.raises(GateClosed, match="It never goes to Paul Doe"):
        make_pack(desk, HIS, str(tmp_path / "pack"), "Paul Doe", override="He asked for it today")
    pack = make_pack(desk, HIS, str(tmp_path / "pack"))
    for path in pack.folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            said = words_of(data) if path.suffix == ".docx" else data.decode("utf-8")
            for part in ("14 Oak Row", "HB4 9ZZ", "3 Old Mews", "960555"):
                assert part not in said


def take_out(desk: Desk, reference: str, letter: str) -> str:
    """Fetch, e-mail and send a letter that was written, and return its words."""
    words = words_of(latest_letter(desk, reference, letter)[1])
    assert letter_email(desk, reference, letter)
    mark_sent(desk, reference, letter, TODAY, "post")
    return words


def test_she_gets_her_own_letter_at_her_own_address(desk: Desk) -> None:
    acknowledge(desk, HER_OWN, "the file kept at 14 Oak Row")
    assert "14 Oak Row" in take_out(desk, HER_OWN, "acknowledgement")


@pytest.mark.parametrize(
    ("reference", "letter", "given"),
    [
        (POLICE, "acknowledgement", {"summary": "the file at 14 Oak Row"}),
        (COURT, "compelled-release", {"release.informed": "lives at 14 Oak Row, HB4 9ZZ"}),
    ],
)
def test_a_public_body_gets_it_for_one_sentence(
    desk: Desk, reference: str, letter: str, given: dict[str, str]
) -> None:
    with pytest.raises(GateClosed, match="Say why") as refused:
        write_letter(desk, reference, letter, given)
    assert [gap.final for gap in refused.value.reasons] == [False]
    write_letter(desk, reference, letter, given, override="The order names her address")
    assert "14 Oak Row" in take_out(desk, reference, letter)


def test_his_letter_without_it_goes_at_once(desk: Desk) -> None:
    acknowledge(desk, HIS, "the file on Tom Doe")
    assert "14 Oak Row" not in take_out(desk, HIS, "acknowledgement")


def test_a_sent_letter_is_recorded_as_history_with_a_reason(desk: Desk) -> None:
    protected_later(desk)
    why = "It went before the refuge told us"
    mark_sent(desk, HIS, "acknowledgement", TODAY, "post", override=why)
    case = case_view(desk, HIS)
    assert case.letters[-1].sent_on == TODAY
    assert any(why in flag for flag in case.flags)
