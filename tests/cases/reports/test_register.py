"""The published register tips nobody off. The full one omits nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import docx
import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.reports.processing import record_of_processing
from dpo_console.cases.reports.register import (
    FullRow,
    RegisterRow,
    full_lines,
    full_register,
    processor_lines,
    register,
)
from dpo_console.cases.sharing.fitting import processors
from dpo_console.cases.sharing.scope_items import Scope, changed
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import say
from dpo_console.casework.facts import correct_fact, record_fact
from dpo_console.casework.letters.recalling import recall
from dpo_console.casework.people.parties import change_party
from dpo_console.casework.reports.papers import controllers, write_register
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.sharing.release import Review, release, review
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.errors import NotAllowed
from tests.casework.sharing.test_sharing import REQUEST, SCOPE, as_processor, meet_all
from tests.conftest import TODAY, DeskOf

Released = Callable[..., str]

SUPPLIER = replace(REQUEST, requester_kind="supplier", organisation="Chalkboard Ltd")


@pytest.fixture
def released(desk: Desk, desk_of: DeskOf) -> Released:
    """Return a function that logs, approves and releases a request."""

    def make(request: NewRequest = SUPPLIER, scope: Scope = SCOPE) -> str:
        reference = log_request(desk, request).reference
        scope = as_processor(scope) if request.requester_kind == "supplier" else scope
        set_scope(desk, reference, scope)
        meet_all(desk, reference)
        decide(desk_of("head"), reference, "approve", "Yes")
        release(desk, reference, TODAY, method="Encrypted transfer portal")
        return reference

    return make


def one(desk: Desk) -> RegisterRow:
    (row,) = register(desk).rows
    return row


def full(desk: Desk) -> FullRow:
    (row,) = full_register(desk)
    return row


def letters_of(desk: Desk) -> str:
    """Return the result of `verify` on the files below exports/."""
    return next(c.text for c in verify(desk).checks if c.name == "letters")


def test_a_row_has_the_columns_of_the_national_register(desk: Desk, released: Released) -> None:
    items = changed(desk.settings, (), add=["reading-age", "date-of-birth:less", "year-group"])
    reference = released(scope=replace(SCOPE, items="", listed=items, pupils=180))
    row = one(desk)
    assert (row.reference, row.organisation) == (reference, "Chalkboard Ltd")
    assert row.organisation_type == "Supplier or ed-tech company"
    assert (row.purpose, row.legal_basis) == (SCOPE.purpose, SCOPE.lawful_basis)
    assert row.data == "Reading age\nAge in years (instead of Date of birth)\nYear group"
    assert row.sensitivity == min(item.sensitivity for item in items)
    assert row.risk == min(item.risk for item in items)
    assert (row.approved, row.released, row.ends) == (TODAY, TODAY, SCOPE.until)
    assert (row.method, row.status, row.pupils) == (SCOPE.method, "held", "180")


@pytest.mark.parametrize(
    ("pupils", "shown"), [(None, ""), (1, "fewer than 10"), (9, "fewer than 10"), (10, "10")]
)
def test_a_small_number_of_pupils_is_not_told(
    desk: Desk, released: Released, pupils: int | None, shown: str
) -> None:
    released(scope=replace(SCOPE, pupils=pupils, cohort="Year 6"))
    assert one(desk).pupils == shown
    assert full(desk).pupils == pupils


def test_who_is_named_counts_where_no_number_is_given(desk: Desk, released: Released) -> None:
    released(replace(SUPPLIER, subjects=("Tom Doe",)))
    assert one(desk).pupils == "fewer than 10"


def test_a_release_that_was_recalled_is_not_listed_as_received(
    desk: Desk, released: Released
) -> None:
    reference = released()
    assert one(desk).reference == reference
    recall(desk, reference, "release", "Wrong mailbox", to="trips@example.org")
    assert (register(desk).rows, register(desk).not_listed) == ((), 1)
    assert "it was recalled" in full(desk).published
    went = next(fact for fact in case_view(desk, reference).facts if fact.name == "released")
    correct_fact(desk, reference, went.id, on=went.on - timedelta(1), why="The log has this day")
    assert (register(desk).rows, register(desk).not_listed) == ((), 1)


@pytest.mark.parametrize("kind", ["police", "court", "la-safeguarding", "home-office", "cafcass"])
def test_confidential_releases_are_only_counted(desk: Desk, released: Released, kind: str) -> None:
    if kind == "court":
        named = tuple(replace(item, ordered=True) for item in SCOPE.listed)
        power = "Order of 20 Nov 2026"
        scope = replace(SCOPE, path="compelled", power=power, until=None, listed=named)
    else:
        scope = SCOPE
    released(replace(REQUEST, requester_kind=kind, organisation="Westmarch"), scope)
    found = register(desk)
    assert (found.rows, found.not_listed) == ((), 1)
    assert "Westmarch" not in str(found)
    assert full(desk).published.startswith("only counted: ")


def test_one_and_none_that_are_only_counted_read_the_same(desk: Desk, released: Released) -> None:
    none = register(desk).counted
    for _ in range(4):
        released(replace(REQUEST, requester_kind="police", organisation="Westmarch Police"))
    assert register(desk).counted == none
    assert "Up to 4 releases may be left out (" in none
    released(replace(REQUEST, requester_kind="police", organisation="Westmarch Police"))
    assert register(desk).counted.startswith(
        "This list is for publication. 5 releases are left out:"
    )


def test_an_urgent_release_is_only_counted_and_stands_in_full(desk: Desk, desk_of: DeskOf) -> None:
    request = replace(REQUEST, requester_kind="nhs", organisation="Westmarch Hospital")
    reference = log_request(desk, replace(request, subjects=("Tom Doe",))).reference
    release(desk_of("dsl"), reference, TODAY, urgent=True, reason="Tom is in surgery")
    assert register(desk).rows == ()
    row = full(desk)
    assert (row.reference, row.path, row.urgent) == (reference, "urgent", "Tom is in surgery")
    assert (row.subjects, row.decided, row.approved) == ("Tom Doe", "", None)


def test_a_ruling_after_an_urgent_release_changes_nothing_of_what_went_out(
    desk: Desk, desk_of: DeskOf
) -> None:
    request = replace(REQUEST, requester_kind="nhs", organisation="Westmarch Hospital")
    reference = log_request(desk, replace(request, subjects=("Tom Doe",))).reference
    scope = case_view(desk, reference).scope
    listed = changed(desk.settings, scope.listed, add=["attendance", "address"])
    set_scope(desk, reference, replace(scope, listed=listed))
    release(desk_of("dsl"), reference, TODAY, urgent=True, reason="Tom is in surgery")
    went = full(desk).data
    decide(desk_of("head"), reference, "part", "The address wasn't needed", left_out="address")
    assert full(desk).data == went


def test_the_full_register_tells_the_whole_of_a_release(
    desk: Desk, desk_of: DeskOf, released: Released
) -> None:
    scope = replace(SCOPE, agreement="DSA-7", review_on=date(2027, 3, 1), pupils=180)
    reference = released(replace(SUPPLIER, subjects=("Tom Doe",)), scope)
    record_fact(desk, reference, "terms_signed", TODAY, note="M. Vane, director")
    row = full(desk)
    assert (row.recipient, row.subjects, row.pupils) == ("Dr Ada Finch", "Tom Doe", 180)
    assert (row.decided, row.decided_by) == ("approve", "Ruth Castle")
    assert row.terms == "agreement DSA-7"
    assert row.signed == "Mon 2 Nov 2026 Both copies; Wed 25 Nov 2026 M. Vane, director"
    assert (row.review_due, row.ends) == (date(2027, 3, 1), SCOPE.until)
    assert (row.status, row.published) == ("held", "listed")
    late = desk_of(today=date(2027, 8, 16))
    assert full(late).status == "overdue"
    review(late, reference, Review(late.today, "Over"))
    record_fact(late, reference, "certificate_received", late.today)
    assert (full(late).status, full(late).certificate) == ("destroyed", late.today)
    assert "destroyed, was due by" in dict(full_lines(full(late)))["State"]


def test_who_may_see_the_full_register(desk: Desk, desk_of: DeskOf, released: Released) -> None:
    released()
    for person in ("dpo", "head", "auditor"):
        assert full_register(desk_of(person))
    for person in ("clerk", "dsl"):
        with pytest.raises(NotAllowed):
            full_register(desk_of(person))
        with pytest.raises(NotAllowed):
            write_register(desk_of(person), full=True)
    with pytest.raises(NotAllowed):
        write_register(desk_of("auditor"))


def test_the_register_of_processors_has_each_contract_with_its_review_and_its_exit(
    desk: Desk, desk_of: DeskOf, released: Released
) -> None:
    released(scope=replace(SCOPE, agreement="Contract 12", until=date(2027, 7, 31)))
    released(replace(REQUEST, requester_kind="school", organisation="Elm School"))
    (row,) = processors(desk)
    assert (row.organisation, row.role, row.contract) == (
        "Chalkboard Ltd",
        "Processor",
        "Contract 12",
    )
    assert (row.country, row.review, row.ends) == (
        "United Kingdom", date(2027, 3, 1), date(2027, 7, 31),
    )  # fmt: skip
    assert row.exit == "in use"
    assert dict(processor_lines(row))["Exit by"] == "Sat 31 Jul 2027"
    record_fact(desk, row.reference, "certificate_received", TODAY, note="Wiped")
    (row,) = processors(desk)
    assert (row.review, row.exit) == (None, "returned or deleted, certified Wed 25 Nov 2026")
    assert row.organisation in {one.recipients.split(" (")[0] for one in record_of_processing(desk)}
    with pytest.raises(NotAllowed):
        processors(desk_of("clerk"))


def test_the_record_of_processing_and_its_register_tell_categories_of_people(
    desk: Desk, desk_of: DeskOf, released: Released
) -> None:
    hers, child = ELSEWHERE.address, ELSEWHERE.subjects[0]
    released(scope=replace(SCOPE, purpose=f"Reading for {hers}", cohort=f"{child} and others"))
    log_request(desk, ELSEWHERE)
    rows = [row for row in record_of_processing(desk) if "Chalkboard" in row.recipients]
    assert [(row.purpose, row.people) for row in rows] == [("as in DSC-2026-0001",) * 2]
    (row,) = processors(desk_of("auditor"))
    assert (row.service, row.pupils) == ("Reading for [protected]", f"{child} and others")


def test_the_register_as_a_word_file_names_nobody_and_verify_knows_it(
    desk: Desk, released: Released
) -> None:
    released(replace(SUPPLIER, subjects=("Tom Doe",)))
    released(replace(REQUEST, requester_kind="police", organisation="Westmarch Police"))
    written = write_register(desk)
    assert written.path.name == "register-2026-11-25.docx"
    document = docx.Document(str(written.path))
    text = "\n".join(p.text for p in document.paragraphs)
    cells = [c.text for row in document.tables[0].rows for c in row.cells]
    assert "Chalkboard Ltd\nSupplier or ed-tech company" in cells
    assert "Up to 4 releases may be left out" in text
    assert f"Data controller: {controllers(desk)}." in text
    assert "Tom" not in text + "".join(cells)
    assert "Westmarch Police" not in text + "".join(cells)
    width, height = document.sections[0].page_width, document.sections[0].page_height
    assert width is not None
    assert height is not None
    assert width > height
    assert verify(desk).sound


def test_the_full_register_says_that_it_is_not_for_publication(
    desk: Desk, released: Released
) -> None:
    released(replace(SUPPLIER, subjects=("Tom Doe",)))
    written = write_register(desk, full=True)
    document = docx.Document(str(written.path))
    assert "Not for publication" in "\n".join(p.text for p in document.paragraphs)
    assert "Tom Doe" in "".join(c.text for row in document.tables[0].rows for c in row.cells)
    assert verify(desk).sound


def test_an_empty_register_can_be_written(desk: Desk) -> None:
    document = docx.Document(str(write_register(desk).path))
    assert "No release is listed." in [p.text for p in document.paragraphs]


def test_a_register_that_was_changed_or_slipped_in_is_found(desk: Desk) -> None:
    path = write_register(desk).path
    whole = path.read_bytes()
    for odd in (whole + b" ", whole[:-1], whole.replace(b"docProps", b"docprops"), b"\0\0"):
        path.write_bytes(odd)
        assert "changed after it was written" in letters_of(desk)
    path.write_bytes(whole)
    named = path.with_name(f"full-register-2026-11-25-{sha256(whole).hexdigest()[:16]}.docx")
    path.rename(named)  # as earlier releases did
    assert verify(desk).sound
    named.rename(path.with_name("register-of-mine.docx"))
    assert "no case knows this file" in letters_of(desk)


def test_a_hostile_name_is_only_a_name(desk: Desk, released: Released) -> None:
    hostile = "=cmd|' /C calc'!A0 {dpo.email} <w:p>"
    released(replace(SUPPLIER, organisation=hostile))
    document = docx.Document(str(write_register(desk).path))
    assert any(hostile in c.text for row in document.tables[0].rows for c in row.cells)


ELSEWHERE = NewRequest(
    "sar", TODAY, "Ina Roe", requester_kind="parent", subjects=("Eve Roe",), address="4 Refuge Row",
    protected=True,
)  # fmt: skip
"""A case about another pupil, whose mother's address is protected."""
BESIDE = NewRequest(
    "sar", TODAY, "Uma Hall", requester_kind="parent", subjects=("Ned Hall",), address="5 Mill Row",
    email="uma@example.org",
)  # fmt: skip
"""A case of a parent whose details nobody protects."""


@pytest.mark.parametrize(
    ("request_of", "scope"),
    [
        (SUPPLIER, replace(SCOPE, purpose="A match with Eve Roe")),
        (SUPPLIER, replace(SCOPE, purpose="A match with ROE, Eve")),
        (SUPPLIER, replace(SCOPE, purpose="The list kept at 4 Refuge Row")),
        (SUPPLIER, replace(SCOPE, purpose="A study of Eve, of year 4, and her fall")),
        (SUPPLIER, replace(SCOPE, purpose="Why ina roe left her husband")),
        (SUPPLIER, replace(SCOPE, purpose="EveRoe.docx and the Eve\u200bRoe list")),
        (SUPPLIER, replace(SCOPE, purpose="A study of Miss Roe of Year 4")),
        (SUPPLIER, replace(SCOPE, purpose="A study of the Roe girl")),
        (SUPPLIER, replace(SCOPE, purpose="A study of E. Roe")),
        (SUPPLIER, replace(SCOPE, purpose="A study that ina roe and Uli Moor asked for")),
        (SUPPLIER, replace(SCOPE, purpose="A study that Uma@example.org asked for")),
        (SUPPLIER, replace(SCOPE, purpose="A study of falls at 5, Mill Row")),
        (replace(SUPPLIER, organisation="Eve Roe Tutoring"), SCOPE),
    ],
)
def test_a_row_that_tells_of_another_case_is_kept_back(
    desk: Desk, released: Released, request_of: NewRequest, scope: Scope
) -> None:
    reference = released(request_of, scope)
    assert one(desk).reference == reference
    log_request(desk, ELSEWHERE)
    log_request(desk, BESIDE)
    assert (register(desk).rows, register(desk).naming) == ((), (reference,))
    assert full(desk).published.startswith("withheld")


@pytest.mark.parametrize(
    "words", ["It also held the address of eve roe", "Also where ina lives", "Also the Refuge list"]
)
def test_a_row_with_a_correction_that_tells_of_another_case_is_kept_back(
    desk: Desk, released: Released, words: str
) -> None:
    reference = released()
    log_request(desk, ELSEWHERE)
    say(desk, reference, {"release.correction": words})
    assert register(desk).naming == (reference,)


def test_a_row_that_a_clerk_corrected_waits_for_somebody_who_may_release(
    desk: Desk, desk_of: DeskOf, released: Released
) -> None:
    reference, words = released(), {"release.correction": "It also held the form group"}
    say(desk_of("clerk"), reference, words)
    assert register(desk).naming == (reference,)
    say(desk_of("dsl"), reference, words)
    assert one(desk).corrected
    change_party(desk_of("clerk"), reference, 1, {"organisation": "Elm Trust"}, "A slip")
    assert register(desk).naming == (reference,)


def test_a_row_with_a_word_of_a_name_is_listed(desk: Desk, released: Released) -> None:
    log_request(desk, ELSEWHERE)
    log_request(desk, BESIDE)
    scope = replace(
        SCOPE, purpose="A study of roe deer for the Eve Appeal at Refuge Farm, Mill Row"
    )
    reference = released(scope=scope)
    assert one(desk).reference == reference
