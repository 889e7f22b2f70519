"""The gate attacked: records are removed, changed or forged, and nothing is released."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path as FilePath

import pytest

from dpo_console.approval.adequacy import AT_HOME
from dpo_console.approval.model import Criterion, Path, Verdict
from dpo_console.cases.checklist.answers_elsewhere import REVIEW, TRANSFERS
from dpo_console.cases.checklist.checklists import criteria_of
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.records.verify import verify
from dpo_console.cases.sharing import release_gate
from dpo_console.cases.sharing.ruling import earlier_covers
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import assess, say
from dpo_console.casework.closing import close, reopen
from dpo_console.casework.facts import correct_fact, record_fact
from dpo_console.casework.notes import add_note
from dpo_console.casework.office.opening import open_desk
from dpo_console.casework.people.parties import add_party, change_party, remove_party
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.errors import GateClosed, NotAllowed, Refused
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import AssessmentRow
from tests.cases.records.test_tampering import tamper
from tests.casework.gates import RECIPIENT, assessed, file_of, opened, ways
from tests.conftest import TODAY, DeskOf, Once, Ticking, desks, make_home

WAYS = pytest.mark.parametrize(("kind", "path"), ways())

Built = tuple[FilePath, dict[tuple[str, Path], str]]
"""A home, with the reference of its case for each kind and path."""


@pytest.fixture(scope="module")
def built(once: Once) -> Built:
    """Return a home with a case of every kind ready to release. Tests change only copies."""
    root = once("ready-to-release", ready_to_release)
    rows = page(desks(root)(), Query("all"), limit=100).rows
    return root, dict(zip(ways(), sorted(row.reference for row in rows), strict=True))


def ready_to_release(root: FilePath) -> None:
    """Make a home with a case of every kind ready to release, in the order of `ways`."""
    clock = Ticking()
    desk = open_desk(make_home(root), today=TODAY, clock=clock)
    head = open_desk(root, as_person="head", today=TODAY, clock=clock)
    for way in ways():
        opened(desk, head, *way)


@pytest.fixture
def reference(built: Built, home: FilePath, kind: str, path: Path) -> str:
    """Return the case of this kind and path, in a home of its own."""
    root, references = built
    shutil.copytree(root, home, dirs_exist_ok=True)
    return references[kind, path]


def reasons(desk: Desk, reference: str) -> tuple[str, ...]:
    """Return why a case can't be released, and check that it was not."""
    with pytest.raises(GateClosed) as caught:
        release(desk, reference, TODAY)
    assert "released" not in {f.name for f in case_view(desk, reference).facts}
    return tuple(map(str, caught.value.reasons))


def mandatory(file: CaseFile) -> list[Criterion]:
    """Return the mandatory criteria that an officer answers by hand."""
    return [c for c in criteria_of(file) if c.mandatory and c.id not in (TRANSFERS, REVIEW)]


@pytest.mark.parametrize(
    ("country", "cover", "says"),
    [
        ("", AT_HOME, "missing from the case details: recipient.country"),
        ("India", "", "missing from the case details: recipient.cover"),
        ("India", AT_HOME, "India is abroad, so say what covers the transfer"),
        ("India", "international data transfer agreement", ""),
        ("england", AT_HOME, ""),
    ],
)
def test_a_transfer_abroad_needs_its_country_and_its_cover(
    desk: Desk, country: str, cover: str, says: str
) -> None:
    reference = assessed(desk, "researcher", Path.ORDINARY)
    say(desk, reference, {"recipient.country": country, "recipient.cover": cover})
    (row,) = (row for row in case_view(desk, reference).checklist if row.id == TRANSFERS)
    assert (row.verdict == "met") == (says == "")
    assert says in row.evidence


def test_an_open_gate_opens_once(built: Built, home: FilePath) -> None:
    root, references = built
    shutil.copytree(root, home, dirs_exist_ok=True)
    desk = desks(home)()
    for reference in references.values():
        assert case_view(desk, release(desk, reference, TODAY)).released is not None
        with pytest.raises(Refused, match="released already"):
            release(desk, reference, TODAY)
    assert verify(desk).sound


def attacks(file: CaseFile, criterion: Criterion) -> Iterator[tuple[str, CaseFile]]:
    """Yield the case with one question unanswered, or with each verdict that doesn't settle it."""
    given = tuple(a for a in file.assessments if a.criterion != criterion.id)
    yield "none", replace(file, assessments=given)
    row = next(a for a in file.assessments if a.criterion == criterion.id)
    number = 1 + max(a.id for a in file.assessments)
    for verdict in Verdict:
        for words in ("", "Because they said so"):
            settles = verdict is Verdict.MET or (
                verdict is Verdict.NOT_APPLICABLE and criterion.not_applicable
            )
            if words and settles:
                continue
            new: AssessmentRow = replace(row, id=number, verdict=verdict.value, evidence=words)
            yield verdict, replace(file, assessments=(*given, new))


@WAYS
def test_every_mandatory_answer_removed_in_turn_closes_it_and_is_named(
    desk: Desk, built: Built, kind: str, path: Path
) -> None:
    root, references = built
    file = file_of(desks(root)(), references[kind, path])
    assert release_gate.gate_of(file, desk.settings).open
    assert len(mandatory(file)) >= 7
    for criterion in mandatory(file):
        for attack, attacked in attacks(file, criterion):
            state = release_gate.gate_of(attacked, desk.settings)
            assert not state.open, (criterion.id, attack)
            assert [gap.criterion for gap in state.reasons] == [criterion.id], attack
            assert criterion.question in str(state.reasons[0])


@pytest.mark.parametrize(
    ("kind", "path"), [("researcher", Path.ORDINARY), ("court", Path.COMPELLED)]
)
def test_each_answer_taken_back_by_hand_is_named_by_the_refusal(desk: Desk, reference: str) -> None:
    verdicts = ("not-met", "needs-information", "met")
    for number, criterion in enumerate(mandatory(file_of(desk, reference))):
        assess(desk, reference, criterion.id, verdicts[number % 3])
        assert [r.split(":")[0] for r in reasons(desk, reference)] == [criterion.id]
        assess(desk, reference, criterion.id, "met", "Seen on file 7")
    assert case_view(desk, release(desk, reference, TODAY)).released is not None


Change = Callable[[Desk, str], object]


def scoped(**values: object) -> Change:
    def change(desk: Desk, reference: str) -> object:
        scope = case_view(desk, reference).scope
        return case_view(desk, set_scope(desk, reference, replace(scope, **values)))  # type: ignore[arg-type]

    return change


def person(role: str, **said: str) -> Change:
    def change(desk: Desk, reference: str) -> object:
        number = next(p.number for p in case_view(desk, reference).parties if p.role == role)
        return case_view(desk, change_party(desk, reference, number, said, "A slip"))

    return change


def without(role: str) -> Change:
    def change(desk: Desk, reference: str) -> object:
        number = next(p.number for p in case_view(desk, reference).parties if p.role == role)
        return case_view(desk, remove_party(desk, reference, number, "A slip"))

    return change


def one_item_less(desk: Desk, reference: str) -> object:
    scope = case_view(desk, reference).scope
    return case_view(desk, set_scope(desk, reference, replace(scope, listed=scope.listed[:1])))


def one_item_other(desk: Desk, reference: str) -> object:
    scope = case_view(desk, reference).scope
    first = replace(scope.listed[0], instead="Sessions, one by one")
    return case_view(
        desk, set_scope(desk, reference, replace(scope, listed=(first, *scope.listed[1:])))
    )


def one_item_rated_lower(desk: Desk, reference: str) -> object:
    scope = case_view(desk, reference).scope
    first = replace(scope.listed[0], sensitivity="E", risk=6)
    return set_scope(desk, reference, replace(scope, listed=(first, *scope.listed[1:])))


def other_evidence(desk: Desk, reference: str) -> object:
    return assess(desk, reference, "who.person", "met", "Rang the number on their letter")


def readded(**said: str) -> Change:
    def change(desk: Desk, reference: str) -> object:
        without("recipient")(desk, reference)
        return add_party(desk, reference, "recipient", {**RECIPIENT, **said})

    return change


def withdrawn_and_back(desk: Desk, reference: str) -> object:
    record_fact(desk, reference, "withdrawn", TODAY, note="By e-mail")
    (fact,) = (f for f in case_view(desk, reference).facts if f.name == "withdrawn")
    return correct_fact(desk, reference, fact.id, why="They want it after all")


def closed_and_reopened(desk: Desk, reference: str) -> object:
    close(desk, reference, "withdrawn", TODAY, note="They need it no more")
    return reopen(desk, reference, "They want it after all")


CHANGES: dict[str, tuple[Change, str]] = {
    "purpose": (scoped(purpose="Marketing"), "the purpose has"),
    "items": (scoped(items="The whole file"), "the words for the data have"),
    "an item less": (one_item_less, "the data items have"),
    "an item as something else": (one_item_other, "the data items have"),
    "an item rated lower": (one_item_rated_lower, "the data items have"),
    "cohort": (scoped(cohort="All pupils"), "the cohort has"),
    "pupils": (scoped(pupils=31), "the number of pupils has"),
    "years": (scoped(years="2020-2026"), "the years have"),
    "basis": (scoped(lawful_basis="Art 6(1)(c)"), "the lawful basis has"),
    "condition": (scoped(condition="Art 9(2)(c)"), "the condition for special category data has"),
    "power": (scoped(power="Order of 21 November 2026"), "the power or order has"),
    "method": (scoped(method="Post"), "how the data are sent has"),
    "until": (scoped(until=TODAY.replace(year=2029)), "the end date has"),
    "no end": (scoped(until=None), "the end date has"),
    "recipient's name": (person("recipient", name="Somebody Else"), "the recipient has"),
    "recipient's organisation": (
        person("recipient", organisation="Another Council"), "the recipient's organisation has",
    ),
    "recipient's address": (
        person("recipient", address="2 Hill Street"), "the recipient's address has",
    ),
    "recipient's e-mail": (
        person("recipient", email="other@example.org"), "the recipient's e-mail has",
    ),
    "e-mail and end": (
        lambda desk, ref: (person("recipient", email="other@example.org")(desk, ref),
                           scoped(until=TODAY.replace(year=2029))(desk, ref)),
        "the recipient's e-mail and the end date have",
    ),
    "recipient taken off and put back with another e-mail": (
        readded(email="other@example.org"), "the recipient's e-mail has",
    ),
    "no recipient": (without("recipient"), "the recipient, the recipient's address and the recip"),
    "requester": (person("requester", name="Somebody Else"), "the requester has"),
    "pupil named": (person("subject", name="Tim Doe"), "the pupils named have"),
    "another pupil named": (
        lambda desk, ref: add_party(desk, ref, "subject", {"name": "Eve Roe"}),
        "the pupils named have",
    ),
    "no pupil named": (without("subject"), "the pupils named have"),
    "evidence": (other_evidence, "the evidence on “Has the person asking been verified"),
    "withdrawn and struck out": (withdrawn_and_back, "the request was withdrawn since"),
    "closed and reopened": (closed_and_reopened, "the request was withdrawn since"),
}  # fmt: skip
"""What an insider changes after the approval, and the words of the refusal that name it."""


@pytest.mark.parametrize(
    ("what", "kind", "path"),
    [
        (what, *((("nhs", Path.ORDINARY), ("court", Path.COMPELLED))[number % 2]))
        for number, what in enumerate(CHANGES)
    ],
)
def test_an_approval_lapses_by_each_change_of_what_was_approved(
    desk: Desk, desk_of: DeskOf, reference: str, what: str
) -> None:
    change, named = CHANGES[what]
    change(desk, reference)
    case = case_view(desk, reference)
    assert case.decision is not None
    assert case.decision.lapsed
    (lapsed,) = (reason for reason in reasons(desk, reference) if "has lapsed" in reason)
    assert f"has lapsed: {named}" in lapsed
    for row in case.checklist:
        if row.mandatory and row.verdict == "needs-information":
            assess(desk, reference, row.id, "met", "Looked at again")
    record_fact(desk, reference, "terms_signed", TODAY, note="Signed again")
    if not [c for c in case.challenges if c.blocks and not c.reason]:
        decide(desk_of("head"), reference, "approve", "Looked at again")
        assert case_view(desk, release(desk, reference, TODAY)).released is not None


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("clerk", "a clerk, who may not decide"),
        ("dsl", "the designated safeguarding lead, who may not decide"),
        ("auditor", "an auditor, who may not decide"),
        ("dpo", "advised on this request, so the approver decides: Ruth Castle"),
    ],
)
def test_the_wrong_person_is_refused_at_the_keyboard_and_on_paper(
    desk: Desk, desk_of: DeskOf, who: str, why: str
) -> None:
    reference = assessed(desk, "police", Path.ORDINARY)
    with pytest.raises(NotAllowed, match=why):
        decide(desk_of(who), reference, "approve", "Fine")
    with pytest.raises(NotAllowed, match=why):
        decide(desk, reference, "approve", "Fine", by=who, evidence="A signed sheet")
    assert reasons(desk, reference) == ("No approver has decided yet.",)


@pytest.mark.parametrize("who", ["clerk", "auditor", "head"])
def test_the_wrong_person_neither_records_a_ruling_nor_releases(
    desk: Desk, desk_of: DeskOf, who: str
) -> None:
    reference = assessed(desk, "police", Path.ORDINARY)
    with pytest.raises(NotAllowed, match="may not record somebody else's decision"):
        decide(desk_of(who), reference, "approve", "Fine", by="head", evidence="A sheet")
    decide(desk_of("head"), reference, "approve", "Fine")
    for urgent in (False, True):
        with pytest.raises(NotAllowed, match="may not release"):
            release(desk_of(who), reference, TODAY, urgent=urgent, reason="At risk tonight")
    assert case_view(desk, reference).released is None


def test_who_decides_first_and_advises_after_has_closed_it_again(
    desk: Desk, desk_of: DeskOf
) -> None:
    dsl = desk_of("dsl")
    reference = assessed(dsl, "school", Path.ORDINARY)
    add_party(dsl, reference, "subject", {"name": "Ruth Castle"})  # the only approver
    decide(desk, reference, "approve", "Fine")
    assess(desk, reference, "who.person", "met", "I rang them myself")
    assert any("advised on it and also decided" in reason for reason in reasons(dsl, reference))


FORGED = """
INSERT INTO decision (case_id, ruling, decided_by, on_day, covers, recorded_by, recorded_at)
SELECT id, 'approve', 'head', '2026-11-25', '{covers}', 'head', '2026-11-25T10:00:00+00:00'
FROM cases WHERE reference = '{reference}'
"""


def test_a_ruling_slipped_into_the_file_is_seen(desk: Desk) -> None:
    reference = assessed(desk, "police", Path.ORDINARY)
    covers, _ = earlier_covers(file_of(desk, reference))
    found = tamper(desk, FORGED.format(covers=covers, reference=reference))
    assert found["records"].text == f"{reference}: its record changed outside dpo_console"
    add_note(desk, reference, "He rang.")
    assert [r[:33] for r in reasons(desk, reference)] == ["Its record changed outside dpo_co"]
    assert not verify(desk).sound, "the next entry of the log vouches for what was slipped in"


def test_evidence_slipped_into_the_file_is_seen_whatever_is_done_after(
    desk: Desk, desk_of: DeskOf
) -> None:
    reference = opened(desk, desk_of("head"), "police", Path.ORDINARY)
    tamper(desk, "UPDATE note SET body = 'I saw the warrant' WHERE about = 'assessment'")
    add_note(desk, reference, "He rang.")
    (words, lapsed) = reasons(desk, reference)
    assert words.startswith("Its words changed outside")
    assert "the evidence on 17 questions has changed since" in lapsed
    assert not verify(desk).sound


def test_an_approval_that_names_nobody_lapses_once_a_pupil_is_named(
    desk: Desk, desk_of: DeskOf
) -> None:
    reference = assessed(desk, "police", Path.ORDINARY)
    without("subject")(desk, reference)
    decide(desk_of("head"), reference, "approve", "Numbers alone")
    add_party(desk, reference, "subject", {"name": "Eve Roe"})
    assert any("has lapsed" in reason for reason in reasons(desk, reference))
