"""The matching of words: numbers however they are said, and letters that only look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpo_console.cases.people.matching.details import details
from dpo_console.cases.people.matching.names_told import NamesTold
from dpo_console.cases.people.matching.squeezed import Squeezed
from dpo_console.casework.leaving.copies import repeated, runs_in

ANNA = details("4 Refuge Row, Harbourton HB4 9ZZ", "", "07700 900123", "")
SISTERS = details("12 Seven Sisters Road, Harbourton", "", "", "Four Winds School")
SAID = {
    "0": ("zero", "oh", "nought"), "1": ("one",), "2": ("two",), "3": ("three",), "4": ("four",),
    "5": ("five",), "6": ("six",), "7": ("seven",), "8": ("eight",), "9": ("nine",),
}  # fmt: skip


def told(text: str) -> set[str]:
    words = Squeezed(text)
    return {words.text[slice(*words.span(*at))] for d in ANNA for at in d.spans(words)}


@given(st.lists(st.sampled_from(range(3)), min_size=11, max_size=11), st.sampled_from([" ", "-"]))
def test_telephone_number_is_found_however_its_digits_are_said(how: list[int], gap: str) -> None:
    said = gap.join(SAID[d][n % len(SAID[d])] for d, n in zip("07700900123", how, strict=True))
    assert said in told(f"Ring her: {said}.")


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("twenty-one Oak Row", "21oakrow"),
        ("a hundred and four Oak Row", "a104oakrow"),
        ("Two hundred Oak Row", "200oakrow"),
        ("flat two, four Oak Row", "flat24oakrow"),
        ("seven hundred nine double oh", "700900"),
        ("treble five, double trouble", "555doubletrouble"),
        ("forty, nil, thirteen", "40013"),
        ("a weight of four", "aweightof4"),
    ],
)
def test_numbers_in_words_are_digits(said: str, digits: str) -> None:
    assert Squeezed(said).letters == digits


def test_street_named_after_a_number_is_known_in_words_and_digits() -> None:
    for text in ("at twelve, Seven Sisters Road", "12 7 Sisters Road", "the Four Winds School"):
        words = Squeezed(text)
        assert any(True for d in SISTERS for _ in d.spans(words)), text


def test_words_that_hold_a_number_are_no_number() -> None:
    assert told("The often used phone in someone's weightroom is at the refuge for nine.") == {
        "refuge"
    }


NAMED = {
    "Will May": (
        ("Will May lives at home.", True),
        ("W. May was absent.", True),
        ("W.M. was absent on Monday.", True),
        ("Master May and the May boy came.", True),
        ("We asked Will about it.", True),
        ("Will was absent 12 days.", True),
        ("May's marks fell.", True),
        ("Ask May about the marks.", True),
        ("Will you need it by May?", False),
        ("Will the school be shut in May and June?", False),
        ("It ends on 12 May 2026. May we keep it?", False),
        ("You may ask; the head will say.", False),
        ("Absent since last May, and in the May half term.", False),
    ),
    "Rose Grant": (
        ("Grant us a week. Rose petals fell.", False),
        ("rose was absent", False),
        ("Was it Rose?", True),
        ("Rose’s bag was lost.", True),
        ("R. Grant was absent.", True),
    ),
    "Tess Ford": (
        ("Tess (Year 4): which days?", True),
        ("Do you ask about Miss Ford?", True),
        ("tess was absent", False),
        ("The ford by the mill.", False),
        ("T.F. was absent", True),
        ("The F.T. wrote about it", False),
    ),
    "Al Wu": (("We asked Al about it.", True), ("al dente", False)),
}


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [(name, text, named) for name, tries in NAMED.items() for text, named in tries],
)
def test_part_of_a_name_is_told_from_the_word_that_it_may_be(
    name: str, text: str, named: bool
) -> None:
    assert NamesTold(text).has_part_of(name) is named


@pytest.mark.parametrize(
    "group", ["Year 6 pupils", "All pupils in Year 6", "Year 5B", "KS2 pupils"]
)
def test_pupils_together_are_no_name_that_a_letter_must_leave_out(group: str) -> None:
    typed = NamesTold(f"Which of {group} do you work with? The pupils of Year 6?", any_case=True)
    assert group not in typed
    assert not typed.has_part_of(group)
    assert not typed.has_first_name(group)


@pytest.mark.parametrize("name", ["Mrs Key", "Miss Class", "Pupil 1043", "Key", "Year Ford"])
def test_a_person_may_have_such_a_word_for_a_name(name: str) -> None:
    assert NamesTold(f"Please tell {name} today.", any_case=True).has_part_of(name)


def test_first_name_beside_another_capital_is_another_name() -> None:
    told = NamesTold("Study of Tess, Year 4, for the Amy Winehouse Foundation in Summer")
    named = [n for n in ("Tess Ford", "Amy Lane", "Summer Hill") if told.has_first_name(n)]
    assert named == ["Tess Ford"]


def test_name_of_two_words_needs_its_capitals() -> None:
    typed = NamesTold("what the head will grant, and cole nash", any_case=True)
    assert "Will Grant" not in typed
    assert "Cole Nash" in typed


PAPER = """Brookfield Learning Trust, 1 Oak Lane
We advise to refuse her: she is a nuisance, and asks each month.
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("WE ADVISE to\nrefuse her (she is\na nuisance)", 9),
        ("We advise to refuse her: she is a nuisance, and asks each month.", 13),
        ("We advise to refuse her, for she is a nuisance.", 0),
        ("Brookfield Learning Trust, 1 Oak Lane. We advise to", 0),
        ("", 0),
    ],
)
def test_runs_of_a_paper_are_found_however_lines_break(text: str, words: int) -> None:
    assert len(repeated(text, runs_in(PAPER))) == words


def hidden(text: str, plane: int) -> str:
    """Return a text in characters that nobody sees."""
    return "".join(chr(plane + ord(c)) for c in text)


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"{c}\u0332" for c in "Tess Ford"),
        "T\u20dde\u20dds\u20dds\u20dd Ford",
        "Te\ufe00ss Fo\u034frd",
        hidden("of Tess Ford now", 0xE0000),
        hidden("of Tess Ford now", 0xE00F0),
        f"A study{hidden('Tess Ford', 0xE0000)}of reading",
    ],
)
def test_name_is_told_under_marks_and_in_unseen_characters(text: str) -> None:
    assert "Tess Ford" in NamesTold(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4 Refuges Row", True),
        ("at 4 Reffuge Row, Harborton", True),
        ("4 R3fuge Row", True),
        (hidden("4 Refuge Row", 0xE0000), True),
        ("14 Refuges Row", False),
        ("4 Refugees", False),
        ("4 Reuge Road", False),
    ],
)
def test_street_one_letter_off_is_found_beside_its_number(text: str, found: bool) -> None:
    assert bool(told(text)) is found
