"""The challenges to a sharing, one at a time."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpo_console.approval.adequacy import adequacy
from dpo_console.approval.challenges import challenges
from dpo_console.approval.criteria import checklist_for
from dpo_console.approval.data_items import ListedItem, listed, standard_items
from dpo_console.approval.model import Path
from dpo_console.approval.proposal import Proposal, challenge_words
from dpo_console.approval.requesters import requester_kinds
from tests.each import each

ITEMS = standard_items()


def item(wanted: str, *, given: bool = True, ordered: bool = False) -> ListedItem:
    return replace(listed(ITEMS, wanted, ordered=ordered), given=given)


SOUND = Proposal(
    requester_kind="school",
    school_type="maintained",
    path=Path.ORDINARY,
    catalogue=ITEMS,
    items=(item("year-group"), item("reading-age")),
    pupils=180,
    years="2024-2026",
    purpose="To plan the move to year 7",
    basis="UK GDPR Art 6(1)(e)",
)
"""A proposal without challenges."""


PROCESSOR: dict[str, object] = {"requester_kind": "supplier", "path": Path.PROCESSOR}


def names(proposal: Proposal) -> list[str]:
    return [c.name.partition(".")[0] if "words" in c.name else c.name for c in challenges(proposal)]


def blocking(proposal: Proposal) -> list[str]:
    return [challenge.name for challenge in challenges(proposal) if challenge.blocks]


def test_nothing_speaks_against_what_is_sound() -> None:
    assert names(SOUND) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        # less would do
        ({"items": (item("date-of-birth"),)}, ["less.date-of-birth"]),
        ({"items": (item("date-of-birth:less"),)}, []),
        ({"items": (item("date-of-birth", given=False), item("year-group"))}, []),
        ({"items": (item("postcode"), item("upn"))}, ["less.postcode", "less.upn"]),
        ({"items": (item("name"), item("postcode")), "named": True}, ["less.postcode"]),
        # what the law asks before an item is given
        ({"items": (item("biometric"),), "condition": "Art 9(2)(g), Sch 1 para 6", "dpia": "1"},
         ["asks.biometric", "less.biometric"]),
        ({"items": (item("biometric:less"),), "condition": "Art 9(2)(g), Sch 1 para 6",
          "dpia": "1"}, []),
        # words beside a list, a rating or an order are rated by somebody
        ({"words": "Names"}, ["words"]),
        ({"words": "Names", "items": (item("name", given=False),)}, ["words"]),
        ({"words": "Names", "items": (), "rated": True}, ["words"]),
        ({"words": "Names", "items": ()}, ["words"]),
        ({"words": "Names", "items": (), "urgent": True}, []),
        ({"words": "Attendance, Year 6", "items": ()}, []),
        # a rating below the school's own
        ({"items": (item("former-name=E1"),)}, ["rating.former-name"]),
        ({"items": (item("former-name=B2"),)}, ["rating.former-name"]),
        ({"items": (item("former-name=A1"),)}, []),
        ({"items": (item("E6: full child protection file with names=E6"),)},
         ["rating.E6"]),
        ({"items": (item("Names of the winners=C1"),)}, []),
        ({"items": (item("Class sizes=E6"),)}, []),
        # words on whose data it is
        ({"cohort": "Pupils with an EHC plan"}, ["cohort.ehc-plan"]),
        ({"cohort": "Looked-after, previously looked-after or adopted pupils of year 6"},
         ["cohort.looked-after"]),
        ({"cohort": "Children in care, of both schools"}, ["cohort.looked-after"]),
        ({"cohort": "Year 6 pupils with EHCPs"}, ["cohort.ehc-plan"]),
        ({"cohort": "Year 6, with each home address"}, ["cohort.address"]),
        ({"cohort": "Pupils with an EHC plan", "urgent": True}, []),
        ({"cohort": "Pupils with behaviour record", "items": (item("behaviour"),)},
         ["less.behaviour"]),
        ({"cohort": "Pupils of year 6 whose names are on the list"}, []),
        ({"cohort": "All of year 9", "pupils": 1, "named": True}, ["numbers"]),
        ({"cohort": "The whole school", "pupils": 1, "named": True}, ["numbers"]),
        ({"cohort": "The pupils of year 9", "pupils": 1, "named": True}, ["numbers"]),
        ({"cohort": "About 230 pupils", "pupils": 180}, ["numbers"]),
        ({"cohort": "1,180 pupils of both schools", "pupils": 1_180}, []),
        ({"cohort": "The pupil named, in year 9", "pupils": 1, "named": True}, []),
        ({"cohort": "One of the pupils of class 9B", "pupils": 1, "named": True}, []),
        ({"pupils": 1, "named": True, "items": (item("Marks of all pupils=D5"),)}, ["numbers"]),
        ({"pupils": 1, "named": True, "items": (item("attendance:of everyone in his class"),)},
         ["numbers", "only.attendance"]),
        # small numbers
        ({"pupils": 9}, ["small-numbers"]),
        ({"pupils": 10}, []),
        ({"pupils": 10, "small_number": 15}, ["small-numbers"]),
        ({"pupils": 1, "named": True}, []),
        ({"pupils": None}, ["small-numbers"]),
        ({"pupils": None, "items": ()}, []),
        ({"items": (item("looked-after:less"),), "pupils": 99}, ["small-numbers"]),
        ({"items": (item("looked-after:less"),), "pupils": 100}, []),
        # identification risk of research
        ({"requester_kind": "researcher", "items": (item("former-name"),)},
         ["identifying", "declarations"]),
        ({"requester_kind": "school", "items": (item("former-name"),)}, []),
        ({"requester_kind": "researcher", "items": (item("siblings"),)}, ["identifying"]),
        ({"requester_kind": "researcher", "items": (item("former-name=B3"),)},
         ["rating.former-name"]),
        # special category and criminal data
        ({"items": (item("religion"),)}, ["special-category", "dpia"]),
        ({"items": (item("religion"),), "condition": "Art 9(2)(a)", "dpia": "7"}, ["no-consent"]),
        ({"items": (item("religion"),), "condition": "Art 9(2)(g)", "dpia": "7"}, ["schedule-1"]),
        (
            {"items": (item("religion"),), "condition": "Art 9(2)(g), Sch 1 para 18", "dpia": "7"},
            [],
        ),
        ({"items": (item("religion", given=False), item("sex"))}, []),
        ({"items": (item("offences"),), "dpia": "7"}, ["criminal-data"]),
        ({"items": (item("offences"),), "dpia": "7", "condition": "Art 10, Sch 1 para 10"}, []),
        # lawful basis
        ({"basis": "legitimate interests"}, ["legitimate-interests"]),
        ({"basis": "Art 6(1)(ea)"}, ["legitimate-interests"]),
        ({"basis": "Art 6(1)(f)", "school_type": "academy"}, ["legitimate-interests"]),
        ({"basis": "Art 6(1)(f)", "school_type": "special"}, ["legitimate-interests"]),
        ({"basis": "Art 6(1)(f)", "school_type": "pru"}, ["legitimate-interests"]),
        ({"basis": "Art 6(1)(f)", "school_type": "non-maintained-special"}, []),
        ({"basis": "Art 6(1)(f)", "school_type": "independent"}, []),
        ({"basis": "Consent of the parents"}, ["no-consent"]),
        ({"basis": "Consent", "consent": "Jane Doe: photographs (Mon 2 Nov 2026)"}, ["consent"]),
        ({"condition": "Art 9(2)(a)"}, ["no-consent"]),
        # suppliers, DPIA, police
        ({**PROCESSOR, "dpia": "7"}, ["agreement"]),
        ({**PROCESSOR, "agreement": "A 12"}, ["dpia"]),
        ({**PROCESSOR, "agreement": "A", "dpia": "7", "role_said": "Processor: you say"}, []),
        ({**PROCESSOR, "agreement": "A", "dpia": "7", "role_said": "Controller: we do"}, ["role"]),
        ({"requester_kind": "supplier", "dpia": "7"}, ["role"]),
        ({"path": Path.JOINT, "role_said": "Joint controller with the school"}, ["agreement"]),
        ({"role_said": "Joint controller with the school"}, ["role"]),
        ({"role_said": "Joint controller", "urgent": True}, []),
        ({"purpose": "To predict attainment by an algorithm"}, ["dpia"]),
        ({"requester_kind": "police"}, ["statement"]),
        ({"requester_kind": "police", "basis": "Art 6(1)(e); Sch 2 para 2"}, []),
        ({"requester_kind": "police", "basis": "Schedule 2, Part 1, paragraph 2"}, []),
        ({"requester_kind": "police", "basis": "Sch 1 para 2; Sch 2 para 20"}, ["statement"]),
        # the immigration exemption is the Secretary of State's alone (SI 2022/76 reg 2)
        ({"requester_kind": "home-office", "basis": "Sch 2 para 4"}, ["statement"]),
        ({"requester_kind": "home-office", "basis": "Sch 2 para 2"}, []),
        ({"years": "2019, 2020 to 2026"}, ["years"]),
    ],
)  # fmt: skip
def test_each_thing_that_speaks_against_it(change: dict[str, object], found: list[str]) -> None:
    assert names(replace(SOUND, **change)) == found  # type: ignore[arg-type]


def test_what_is_unlawful_blocks_and_the_rest_warns() -> None:
    everything = replace(
        SOUND, requester_kind="supplier", items=tuple(item(slug) for slug in ITEMS), pupils=3,
        basis="Legitimate interests, and consent", years="1999 to 2026",
    )  # fmt: skip
    assert blocking(everything) == [
        "legitimate-interests", "special-category", "criminal-data", "asks.biometric",
        "no-consent", "role",
    ]  # fmt: skip
    assert len(names(everything)) > 20
    said = {name: challenge_words(name) for name in names(everything)}
    assert all(name != words for name, words in said.items())
    assert said["less.date-of-birth"] == "whether less than “Date of birth” would do"
    assert names(everything)[:6] == blocking(everything)


ORDER = replace(SOUND, requester_kind="court", path=Path.COMPELLED, basis="Art 6(1)(c)")


@pytest.mark.parametrize(
    ("items", "found"),
    [
        ((), []),
        ((item("attendance", ordered=True),), []),
        ((item("attendance"),), ["order-items"]),
        ((item("attendance", ordered=True), item("address")), ["beyond-order.address"]),
        ((item("attendance", ordered=True), item("address", given=False)), []),
        ((item("attendance", ordered=True, given=False), item("sex")), ["beyond-order.sex"]),
        ((item("attendance", ordered=True), item("Bus pass=C2")), ["beyond-order.Bus pass"]),
    ],
)
def test_under_an_order_goes_what_it_names(items: tuple[ListedItem, ...], found: list[str]) -> None:
    proposal = replace(ORDER, items=items)
    assert names(proposal) == blocking(proposal) == found
    assert all(challenge.final for challenge in challenges(proposal))


def test_an_order_is_not_balanced_but_its_conditions_are_told() -> None:
    proposal = replace(ORDER, items=(item("child-protection", ordered=True),), pupils=1)
    assert names(proposal) == ["special-category", "criminal-data"]
    assert blocking(proposal) == []


@each(kind=requester_kinds())
def test_a_criterion_that_answers_a_challenge_exists(kind: str) -> None:
    proposal = replace(
        SOUND, requester_kind=kind, items=tuple(item(slug) for slug in ITEMS), pupils=3,
        basis="consent", years="1999 to 2026",
    )  # fmt: skip
    for challenge in challenges(proposal):
        assert challenge.criterion in ("", *checklist_for("disclosure").criteria)
        assert not (challenge.blocks and challenge.criterion)


LISTS = st.lists(
    st.builds(item, st.sampled_from(sorted(ITEMS)), given=st.booleans(), ordered=st.booleans()),
    max_size=5,
    unique_by=lambda listed_item: listed_item.slug,
).map(tuple)
PROPOSALS = st.builds(
    replace,
    st.sampled_from([SOUND, ORDER]),
    requester_kind=st.sampled_from(sorted(requester_kinds())),
    items=LISTS,
    pupils=st.none() | st.integers(1, 200),
    basis=st.sampled_from(["", "Art 6(1)(e)", "legitimate interests", "Art 9(2)(g), Sch 1"]),
)


@given(PROPOSALS, st.data())
def test_keeping_an_item_back_never_makes_it_worse(proposal: Proposal, data: st.DataObject) -> None:
    if not proposal.items:
        return
    place = data.draw(st.integers(0, len(proposal.items) - 1))
    items = list(proposal.items)
    items[place] = replace(items[place], given=False)
    assert set(names(replace(proposal, items=tuple(items)))) <= set(names(proposal))


@given(st.text(), st.text(), st.text())
def test_no_words_stop_the_looking(basis: str, condition: str, purpose: str) -> None:
    found = names(replace(SOUND, basis=basis, condition=condition, purpose=purpose, years=basis))
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("country", "says"),
    [
        ("India", "No UK adequacy regulations cover India"),
        ("USA", "UK Extension to the EU-US Data Privacy Framework"),
        ("canada", "only where the Personal Information Protection"),
        ("Republic of Ireland", ""),
        ("new  zealand", ""),
        ("England", ""),
    ],
)
def test_adequacy_regulations_cover_the_countries_of_the_list(country: str, says: str) -> None:
    abroad = replace(SOUND, country=country, cover="UK adequacy regulations")
    assert names(replace(abroad, urgent=True)) == []
    assert names(replace(abroad, cover="binding corporate rules")) == []
    found = challenges(abroad)
    assert [c.blocks for c in found] == ([True] if says else [])
    assert all(says in c.says for c in found)


def test_each_regulation_has_its_law_and_its_day_and_the_list_its_doubt() -> None:
    assert all(group.law and group.since < adequacy().checked for group in adequacy().groups)
    assert "2026" in adequacy().doubt
