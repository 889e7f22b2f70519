"""Which words tell protected details, in any layout, and which words leave freely."""

import pytest

from dpo_console.cases.people.protected import ProtectedDetails
from tests.cases.people.made_files import case_of, person
from tests.cases.people.test_protected import FAMILY, FATHER, SETTINGS, gaps, to_requester

TELLS = {
    "whole": "Flat 2, 14 Oak Row, Harbourton HB4 9ZZ",
    "a line each": "Flat 2\n14 Oak Row\nHarbourton\nHB4 9ZZ",
    "in capitals, in another order": "14 OAK ROW FLAT 2",
    "number and street": "He knows she is at 14 oak row.",
    "street and number": "Oak Row, no. 14",
    "spaced": "1 4  O a k  R o w",
    "run together": "14OakRow",
    "with accents": "14 Öäk Röw",
    "with full stops and a hard space": "14.\u00a0Oak\u00a0Row",
    "with an invisible hyphen": "14 Oa\u00adk Row",
    "in wide letters": "１４ Ｏａｋ Ｒｏｗ",
    "in letters of another alphabet": "14 Оаk Rоw",
    "with small capitals": "14 ᴏaᴋ Row",
    "with a soft hyphen and a joiner": "14 O\u00adak R\u2060ow",
    "in digits of another script": "١٤ Oak Row",
    "its number spelt out": "fourteen Oak Row",
    "its number spelt out behind": "Oak Row, number fourteen",
    "telephone with letters for noughts": "Ring O1632 96O555.",
    "e-mail said in part": "jane.doe[at]example[dot]org",
    "with words between": "number 14 in Oak Row",
    "over table cells": "14\nOak\nRow",
    "postcode": "Her area is HB4 9ZZ.",
    "postcode in small letters without its space": "hb49zz",
    "postcode within letters": "Oak SchoolHB4 9ZZx",
    "postcode over a line": "HB4\n9ZZ",
    "number and street within letters": "at14 Oak Row",
    "telephone": "Ring 01632 960555.",
    "telephone from abroad": "Ring +44 1632 960 555.",
    "telephone as dialled": "Ring 0044(0)1632-960555.",
    "telephone without its zero": "1632 960555",
    "telephone within letters": "Tel:01632960555ext4",
    "telephone after another number": "Room 4, 01632 960555",
    "e-mail": "Write to jane.doe@example.org",
    "e-mail in capitals": "JANE.DOE@EXAMPLE.ORG",
    "e-mail as it is said": "jane dot doe at example dot org",
    "e-mail in brackets": "jane.doe (at) example.org",
}


@pytest.mark.parametrize("words", TELLS.values(), ids=TELLS)
def test_details_never_reach_the_person_they_are_kept_from(words: str) -> None:
    (gap,) = gaps(f"Dear Paul Doe\n\n{words}\n\nYours sincerely", to_requester(FAMILY))
    assert gap.final
    assert "of Jane Doe. Take that out" in gap.sentence
    assert "Oak" not in gap.sentence


HOMES = (
    ("Oak Row 14\nHarbourton", "14 Oak Row", True),
    ("Oak Row 14\nHarbourton", "14 Harbourton pupils", False),
    ("Flat 2\nRosewood House\nHarbourton", "2 Rosewood House", True),
    ("Flat 2\n14 Oak Row", "2 Oak Rows and 2 Oak Row", False),
    ("Rosewood House\nChurch Lane\nHarbourton", "Rosewood House, Church Lane", True),
    ("Rosewood House\nChurch Lane\nHarbourton", "Rosewood House", False),
    ("14 High St, Harbourton", "14 High Street", True),
    ("14 Oak Road", "14 Oak Rd.", True),
    ("14 St John's Road", "14 Saint Johns Rd", True),
    ("12-14 Oak Row", "14 Oak Row", True),
    ("14 Kingsway Harbourton HB4 9ZZ", "14 Kingsway", True),
    ("1 Lea", "1 lea", False),
    ("1 Lea, Brum B4 9ZZ", "HB4 9ZZ", False),
    ("1 Lea, Brum B4 9ZZ", "2026B4 9ZZ", True),
)
"""An address, words, and True if the words tell it."""


@pytest.mark.parametrize(("address", "words", "tells"), HOMES)
def test_an_address_is_told_by_its_number_and_street(
    address: str, words: str, *, tells: bool
) -> None:
    mother = person("other", "Jane Doe", protected=True, address=address)
    assert ProtectedDetails(case_of(FATHER, mother)).tells(words) is tells


QUIET = (
    "We reply to your request of 14 November 2026.",
    "12014 Oak Rowan trees stand at 140 Oak Road.",
    "Order 991632960555 and page 1632 of 960 554 sheets.",
    "Flat 2 is empty.",
    "Oak Lane Primary School, Oak Lane, Brookfield, BR1 0AA",
    "Amara Okafor, dpo@example.org, 01632 960123",
    "Jane Doe and Tom Doe",
    "",
)


@pytest.mark.parametrize("words", QUIET)
def test_other_words_leave_freely(words: str) -> None:
    assert gaps(words, to_requester(FAMILY)) == []


@pytest.mark.parametrize("words", ["She moved to Harbourton.", "the flats in Oak Row"])
def test_a_word_of_an_address_is_confirmed(words: str) -> None:
    (gap,) = gaps(words, to_requester(FAMILY))
    assert not gap.final
    assert "Say why" in gap.sentence


def test_a_short_word_of_an_address_is_a_name_only_with_a_capital() -> None:
    file = case_of(FATHER, person("other", "Jane Doe", protected=True, address="5 Long Lane\nHope"))
    assert gaps("It takes long; we hope to answer soon.", to_requester(file), file) == []
    assert "“Hope”" in gaps("The school in Hope", to_requester(file), file)[0].sentence


def test_hiding_takes_out_every_certain_detail_and_nothing_else() -> None:
    hide = ProtectedDetails(FAMILY, (), SETTINGS)
    for words in TELLS.values():
        told = hide(f"before {words} after Harbourton")
        assert told.startswith(("before ", "Dear"))
        assert "[protected]" in told
        assert told.endswith("after Harbourton")
        assert not hide.tells(told)
    assert hide("Nothing of it, at Harbourton.") == "Nothing of it, at Harbourton."
