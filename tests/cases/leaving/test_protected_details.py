"""Protected details at the door: for each way out, the reader that counts."""

from dataclasses import replace
from datetime import date

import pytest

from dpo_console.cases.leaving.departure import RELEASED, Departure
from dpo_console.cases.leaving.leaving import leaving
from dpo_console.cases.leaving.protected_details import protected_details
from dpo_console.cases.leaving.reader.to_whom import to_whom
from dpo_console.config import Settings
from dpo_console.letters.catalogue import letter_kind
from tests.cases.people.made_files import case_of, person, scope_by

TODAY = date(2026, 11, 25)
MOTHER = person("other", "Jane Doe", protected=True, address="14 Oak Row\nHarbourton\nHB4 9ZZ")
FATHER = person("requester", "Paul Doe", email="paul@example.org")
POLICE = person("requester", "PC Ada Finch", organisation="Westmarch Police")
HIS = Departure(case_of(FATHER, MOTHER), Settings(), TODAY, TODAY, words="14 Oak Row")
THEIRS = replace(HIS, file=case_of(POLICE, MOTHER, kind="disclosure", requester_kind="police"))
LETTER = letter_kind("acknowledgement")
SHEET = letter_kind("decision-sheet")
SEARCH = letter_kind("search-request")


@pytest.mark.parametrize(
    ("going", "final"),
    [
        (replace(HIS, letter=LETTER), True),
        (replace(HIS, letter=SEARCH), False),
        (replace(HIS, published=True), True),
        (HIS, False),
        (replace(HIS, fact=RELEASED), True),
        (replace(THEIRS, letter=LETTER), False),
        (replace(THEIRS, fact=RELEASED), False),
        (replace(THEIRS, published=True), True),
    ],
)
def test_the_reader_of_each_way_out_decides(going: Departure, *, final: bool) -> None:
    (gap,) = protected_details(going)
    assert gap.final is final


def test_a_release_tells_the_words_of_its_scope() -> None:
    scope = replace(scope_by("ordinary"), items="Letters to 14 Oak Row")
    going = replace(THEIRS, fact=RELEASED, words="")
    assert not list(protected_details(going))
    assert list(protected_details(replace(going, file=replace(going.file, scope=scope))))


def test_another_person_to_whom_a_letter_went_counts_too() -> None:
    hers = case_of(replace(MOTHER, role="requester"), replace(FATHER, role="other"))
    to_her = replace(HIS, file=hers, letter=LETTER)
    assert not list(protected_details(to_her))
    (gap,) = protected_details(replace(to_her, told="by hand to Mr Paul Doe"))
    assert gap.final
    hers = case_of(replace(MOTHER, role="requester", kept_from="Harris & Co"))
    to_her = replace(to_her, file=hers)
    assert not list(protected_details(replace(to_her, told="her solicitor")))
    (gap,) = protected_details(replace(to_her, told="Harris and Co / HARRIS & CO, by DX"))
    assert gap.final


def test_a_reason_given_for_this_very_file_is_not_asked_for_again() -> None:
    going = replace(THEIRS, letter=LETTER)
    (gap,) = protected_details(going)
    assert gap in leaving(going)
    assert gap not in leaving(replace(going, overridden=frozenset({str(gap)})))
    stopped = replace(HIS, letter=LETTER)
    (gap,) = protected_details(stopped)
    assert gap in leaving(replace(stopped, overridden=frozenset({str(gap)})))


@pytest.mark.parametrize(
    ("going", "stops"),
    [
        (replace(HIS, letter=SEARCH, said={"staff.addressee": "Mr Paul Doe\n9 High Street"}), True),
        (replace(HIS, letter=SEARCH, said={"staff.addressee": "Office\npaul@example.org"}), True),
        (replace(HIS, letter=SEARCH, said={"staff.addressee": "The teacher of Paul Doe"}), False),
        (replace(HIS, letter=SEARCH, told="e-mail to paul@example.org"), True),
        (replace(THEIRS, letter=SHEET, told="PC Ada Finch"), True),
        (replace(THEIRS, letter=SHEET, told="the head"), False),
        (replace(THEIRS, letter=SHEET, told="Tim Hill, head of year"), False),
        (replace(HIS, letter=LETTER, words="Dear Paul Doe", told="Paul Doe"), False),
    ],
)
def test_an_internal_paper_never_goes_to_who_asks(going: Departure, *, stops: bool) -> None:
    assert [gap.final for gap in to_whom(going)] == [True] * stops
