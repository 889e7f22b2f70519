"""Item by item: the cover of an approval, the gaps before a release, the limits of an order."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dpo_console.approval.data_items import ListedItem, listed
from dpo_console.approval.proposal import challenge_words
from dpo_console.cases.checklist.particulars import ANSWERED_FOR, NAMED
from dpo_console.cases.letters.sharing_fields import sharing_fields
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.reports.register import register
from dpo_console.cases.sharing.scope_items import Scope, catalogue, words_rated
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.change import change
from dpo_console.casework.checklist.assessing import assess
from dpo_console.casework.people.parties import call_back
from dpo_console.casework.requests import log_request
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import answer_challenge, set_scope
from dpo_console.errors import BadInput, GateClosed, NotAllowed, Refused
from dpo_console.store import tables
from dpo_console.store.cases.case_file import find, load
from tests.casework.sharing.test_sharing import REQUEST, TODAY, meet_all
from tests.conftest import DeskOf

ITEMS = ("ks2-reading:less", "date-of-birth:less", "year-group")

SCOPE = Scope(
    purpose="A study of reading recovery",
    cohort="Year 6",
    lawful_basis="UK GDPR Art 6(1)(e)",
    method="Encrypted portal",
    until=date(2027, 7, 31),
    years="2024-2026",
    pupils=180,
)


def items(desk: Desk, *wanted: str, ordered: bool = False) -> tuple[ListedItem, ...]:
    return tuple(listed(catalogue(desk.settings), w, ordered=ordered) for w in wanted)


@pytest.fixture
def scope(desk: Desk) -> Scope:
    return replace(SCOPE, listed=items(desk, *ITEMS))


@pytest.fixture
def approved(desk: Desk, desk_of: DeskOf, scope: Scope) -> str:
    """Return a researcher's request that could be released at once."""
    reference = log_request(desk, REQUEST).reference
    set_scope(desk, reference, scope)
    meet_all(desk, reference)
    case = case_view(
        desk_of("head"), decide(desk_of("head"), reference, "approve", "The least that will do")
    )
    assert case.gate is not None
    assert case.gate.open
    return reference


def reasons(case: CaseView) -> tuple[str, ...]:
    assert case.gate is not None
    return tuple(map(str, case.gate.reasons))


CHANGES: dict[str, Callable[[Desk, Scope], Scope]] = {
    "an item more": lambda desk, s: replace(s, listed=(*s.listed, *items(desk, "sex"))),
    "an item whole": lambda desk, s: replace(
        s, listed=(*items(desk, "date-of-birth"), *s.listed[::2])
    ),
    "an item kept back": lambda desk, s: replace(
        s, listed=(replace(s.listed[0], given=False), *s.listed[1:])
    ),
    "all items gone": lambda desk, s: replace(s, listed=()),
}
"""Changes of the items that test_gate_attacked doesn't make."""


@pytest.mark.parametrize("what", CHANGES)
def test_an_approval_lapses_with_other_items_and_holds_again_with_the_same(
    desk: Desk, approved: str, scope: Scope, what: str
) -> None:
    case = case_view(desk, set_scope(desk, approved, CHANGES[what](desk, scope)))
    assert case.decision is not None
    assert case.decision.lapsed
    with pytest.raises(GateClosed, match="lapsed"):
        release(desk, approved, TODAY)
    case = case_view(desk, set_scope(desk, approved, scope))
    assert reasons(case) == ()


def test_an_approval_lapses_with_another_recipient(desk: Desk, approved: str) -> None:
    with change(desk, approved, "assign") as this:
        this.session.add(
            tables.PartyTable(case_id=this.case_id, role="recipient", position=0, name="A Broker")
        )
    with pytest.raises(GateClosed, match="lapsed"):
        release(desk, approved, TODAY)


@pytest.mark.parametrize(
    "more",
    [
        {"dpia": "D 7"},
        {"agreement": "A 9"},
        {"review_on": date(2027, 1, 31)},
    ],
)
def test_papers_about_it_and_what_is_kept_back_are_not_what_was_approved(
    desk: Desk, approved: str, scope: Scope, more: dict[str, object]
) -> None:
    asked_too = replace(items(desk, "name")[0], given=False)
    upside_down = (asked_too, *reversed(scope.listed))
    case = case_view(desk, set_scope(desk, approved, replace(scope, listed=upside_down, **more)))  # type: ignore[arg-type]
    assert case.decision is not None
    assert not case.decision.lapsed
    assert verify(desk).sound


def test_a_dpia_may_follow_an_approval_and_is_never_exchanged_after_one(
    desk: Desk, desk_of: DeskOf, approved: str, scope: Scope
) -> None:
    held = replace(scope, dpia="DPIA 2026/3")
    set_scope(desk, approved, held)
    case = case_view(desk_of("head"), decide(desk_of("head"), approved, "approve", "With it"))
    assert case.decision is not None
    assert not case.decision.lapsed
    for other in ("none", ""):
        case = case_view(desk, set_scope(desk, approved, replace(held, dpia=other)))
        assert case.decision is not None
        assert case.decision.changed == "the DPIA has changed since"


NOT_AVAILABLE: dict[str, Callable[[Desk, Scope], Scope]] = {
    "legitimate-interests": lambda desk, s: replace(s, lawful_basis="Legitimate interests"),
    "special-category": lambda desk, s: replace(s, listed=items(desk, "religion")),
    "criminal-data": lambda desk, s: replace(s, listed=items(desk, "offences")),
}


@pytest.mark.parametrize("challenge", NOT_AVAILABLE)
def test_what_the_law_does_not_allow_keeps_the_gate_closed_until_it_is_answered(
    desk: Desk, desk_of: DeskOf, approved: str, scope: Scope, challenge: str
) -> None:
    set_scope(desk, approved, NOT_AVAILABLE[challenge](desk, scope))
    meet_all(desk, approved)
    case = case_view(desk_of("head"), decide(desk_of("head"), approved, "approve", "All the same"))
    (says,) = [c.says for c in case.challenges if c.blocks]
    assert reasons(case) == (says,)
    assert case.row.next_action == f"Settle what isn't allowed: {challenge_words(challenge)}"
    with pytest.raises(GateClosed):
        release(desk, approved, TODAY)
    with pytest.raises(NotAllowed):
        answer_challenge(desk_of("clerk"), approved, challenge, "Because")
    with pytest.raises(BadInput, match="reason"):
        answer_challenge(desk, approved, challenge, " ")
    case = case_view(
        desk, answer_challenge(desk, approved, challenge, "The basis is the recipient's own")
    )
    assert reasons(case) == ()
    assert "recipient's own" in case.timeline[-1].text
    release(desk, approved, TODAY)


def test_legitimate_interests_are_open_to_an_independent_school(
    desk_of: DeskOf, home: Path
) -> None:
    settings = home / "data" / "dpo.toml"
    settings.write_text(settings.read_text().replace('"maintained"', '"independent"'))
    desk = desk_of()
    reference = log_request(desk, REQUEST).reference
    case = case_view(
        desk, set_scope(desk, reference, replace(SCOPE, lawful_basis="Legitimate interests"))
    )
    assert [c.name for c in case.challenges] == []


def test_a_warning_closes_nothing_and_is_answered_by_its_criterion(
    desk: Desk, desk_of: DeskOf
) -> None:
    reference = log_request(desk, REQUEST).reference
    case = case_view(
        desk, set_scope(desk, reference, replace(SCOPE, listed=items(desk, "ks2-reading")))
    )
    assert [(c.name, c.blocks, c.reason) for c in case.challenges] == [
        ("less.ks2-reading", False, "")
    ]
    case = case_view(
        desk, assess(desk, reference, "sensitivity.minimum", "not-met", "Not looked at yet")
    )
    assert case.challenges[0].reason == ""
    case = case_view(
        desk, assess(desk, reference, "sensitivity.minimum", "met", "Bands would hide the change")
    )
    assert case.challenges[0].reason == "Bands would hide the change"
    case = case_view(
        desk, answer_challenge(desk, reference, "less.ks2-reading", "The protocol needs scores")
    )
    assert case.challenges[0].reason == "The protocol needs scores"


@pytest.fixture
def order(desk: Desk) -> str:
    court = replace(REQUEST, requester_kind="court", organisation="Family Court at Westmarch")
    return log_request(desk, court).reference


def ordered(desk: Desk, *also: ListedItem) -> Scope:
    named = items(desk, "attendance", ordered=True)
    return replace(SCOPE, path="compelled", power="Order of 20 Nov 2026", listed=(*named, *also))


def test_what_an_order_does_not_name_is_not_given(desk: Desk, order: str) -> None:
    (address,) = items(desk, "address")
    set_scope(desk, order, ordered(desk))
    with pytest.raises(Refused, match="Home address is not named in the order"):
        set_scope(desk, order, ordered(desk, address))
    assert [i.slug for i in case_view(desk, order).scope.listed] == ["attendance"]
    set_scope(desk, order, ordered(desk, replace(address, given=False)))


def test_the_gate_looks_again_at_what_the_order_names(
    desk: Desk, desk_of: DeskOf, order: str
) -> None:
    scope = ordered(desk)
    unmarked = tuple(replace(item, ordered=False) for item in scope.listed)
    set_scope(desk, order, replace(scope, listed=unmarked))
    meet_all(desk, order)
    case = case_view(
        desk_of("head"), decide(desk_of("head"), order, "approve", "We are ordered to")
    )
    assert reasons(case) == (case.challenges[0].says,)
    with pytest.raises(GateClosed, match="which of the items the order or notice names"):
        release(desk, order, TODAY)
    with pytest.raises(Refused, match="No reason answers this"):
        answer_challenge(desk, order, "order-items", "It is obvious")
    with change(desk, order, "assign") as this:  # written where no act would write it
        this.note("challenge.order-items", this.case_id, "It is obvious")
    with pytest.raises(GateClosed, match="which of the items the order or notice names"):
        release(desk, order, TODAY)
    case = case_view(desk, set_scope(desk, order, scope))
    assert reasons(case) == ()
    with change(desk, order, "assign") as this:
        row = this.session.get_one(tables.ScopeItemTable, this.file().scope_items[0].id)
        row.ordered = 0
        this.session.add(
            tables.ScopeItemTable(case_id=this.case_id, position=1, slug="x", title="X",
                             sensitivity="A", risk=1, given=0, ordered=1)
        )  # fmt: skip
    with pytest.raises(GateClosed, match="not named in the order"):
        release(desk, order, TODAY)


PART = "Of what was asked, this is needed"


def test_a_part_is_less_than_what_was_asked(desk: Desk, desk_of: DeskOf) -> None:
    head = desk_of("head")
    reference = log_request(desk, REQUEST).reference
    whole = items(desk, "ks2-reading", "name")
    set_scope(desk, reference, replace(SCOPE, listed=whole))
    with pytest.raises(Refused, match="gives less than was asked"):
        decide(head, reference, "part", PART)
    set_scope(desk, reference, replace(SCOPE, listed=(whole[0], replace(whole[1], given=False))))
    with pytest.raises(Refused, match="an approval in part"):
        decide(head, reference, "approve", "Yes")
    assert case_view(head, decide(head, reference, "part", PART)).decision is not None
    kept_back = tuple(replace(item, given=False) for item in whole)
    set_scope(desk, reference, replace(SCOPE, listed=kept_back))
    for ruling in ("part", "approve"):
        with pytest.raises(Refused, match="this is a refusal"):
            decide(head, reference, ruling, "Hm")
    decide(head, reference, "refuse", "None of it is needed")


def test_given_as_less_is_a_part_too(desk: Desk, desk_of: DeskOf) -> None:
    reference = log_request(desk, REQUEST).reference
    set_scope(desk, reference, replace(SCOPE, listed=items(desk, "date-of-birth:less")))
    ruled = case_view(desk_of("head"), decide(desk_of("head"), reference, "part", PART)).decision
    assert ruled is not None
    assert ruled.ruling == "part"


def test_a_call_back_goes_to_a_number_found_independently(desk: Desk) -> None:
    caller = replace(REQUEST, phone="01632 960555", email="ada@example.org")
    reference = log_request(desk, caller).reference
    for own in ("+44 1632 960555", "(01632) 960-555", "ADA@example.org"):
        with pytest.raises(BadInput, match="proves nothing"):
            call_back(desk, reference, own, "her own signature")
    with pytest.raises(BadInput, match="found: this can't be empty"):
        call_back(desk, reference, "01632 960100", "")
    case = case_view(
        desk, call_back(desk, reference, "01632 960100", "the university's website", who="Dr Finch")
    )
    answer = next(row for row in case.checklist if row.id == "who.person")
    assert answer.verdict == "met"
    assert answer.evidence == (
        "Called back on 01632 960100, found independently (the university's website), "
        "and spoke to Dr Finch."
    )


def test_letters_and_the_register_say_what_was_given(
    desk: Desk, desk_of: DeskOf, approved: str, scope: Scope
) -> None:
    kept_back = replace(items(desk, "name")[0], given=False)
    set_scope(
        desk, approved, replace(scope, items="Class sizes", listed=(*scope.listed, kept_back))
    )
    meet_all(desk, approved)
    decide(desk_of("head"), approved, "part", PART)
    with desk.database.read() as ask:
        file = load(ask, find(ask, approved))
    said = "Class sizes\n"
    said += "Whether the expected standard was met (instead of Key stage 2 reading result)\n"
    said += "Age in years (instead of Date of birth)\nYear group"
    fields = sharing_fields(desk, file)
    assert fields["sharing.items"] == said
    assert fields["sharing.cohort"] == "Year 6, 180 pupils, 2024-2026"
    with pytest.raises(GateClosed, match="“Class sizes”, under “Data in words”, stands beside"):
        release(desk, approved, TODAY)
    with pytest.raises(Refused, match="No reason answers this"):
        answer_challenge(desk, approved, "words", "Class sizes hold no name.")
    set_scope(desk, approved, words_rated(case_view(desk, approved).scope, "E6"))
    meet_all(desk, approved)
    decide(desk_of("head"), approved, "part", PART)
    release(desk, approved, TODAY)
    (row,) = register(desk).rows
    assert row.data.splitlines() == [*said.splitlines()[1:], "Class sizes"]
    assert (row.sensitivity, row.risk) == ("C", 4)


def test_an_answer_says_if_an_item_was_added_or_changed_since(desk: Desk) -> None:
    address = ListedItem("", "home address", "D", 1)
    reference = log_request(desk, REQUEST).reference
    set_scope(desk, reference, replace(SCOPE, listed=(address,)))
    assess(desk, reference, "sensitivity.rating", "met", "Seen")

    def since(*items: ListedItem, **more: str) -> str:
        set_scope(desk, reference, replace(SCOPE, listed=items, **more))  # type: ignore[arg-type]
        rows = case_view(desk, reference).checklist
        return next(row.later for row in rows if row.id == "sensitivity.rating")

    rated = replace(address, sensitivity="B")
    bus = ListedItem("", "Bus pass", "C", 2)
    assert since(address) == ""
    assert since(rated) == "this was changed since: home address"
    assert since(address, bus) == "this was added since: Bus pass"
    both = "this was added since: Bus pass; this was changed since: home address"
    assert since(rated, bus) == both
    assert since(bus, replace(bus, title="Tram pass")) == (
        "these were added since: Bus pass, Tram pass"
    )


def test_an_answer_that_kept_no_names_says_both_of_what_differs(desk: Desk) -> None:
    reference = log_request(desk, REQUEST).reference
    set_scope(desk, reference, SCOPE)
    assess(desk, reference, "sensitivity.rating", "met", "Seen")
    with change(desk, reference, "note") as this:
        answer = this.file().verdicts()["sensitivity.rating"].id
        kept = [d for d in json.loads(this.file().note(ANSWERED_FOR, answer)) if d != NAMED]
        this.note(ANSWERED_FOR, answer, json.dumps(kept))
        this.detail |= {"note": "as kept before"}
    set_scope(desk, reference, replace(SCOPE, listed=(ListedItem("", "Bus pass", "C", 2),)))
    row = next(r for r in case_view(desk, reference).checklist if r.id == "sensitivity.rating")
    assert row.later == "this was added or changed since: Bus pass"


def test_a_rating_without_words_is_refused_and_says_why() -> None:
    with pytest.raises(BadInput, match="items: a rating needs words here"):
        words_rated(SCOPE, "B2")
