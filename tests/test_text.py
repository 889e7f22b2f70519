"""The door in, the door out, and days as people write them."""

import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpo_console import text
from dpo_console.errors import BadInput
from tests.hostile import CONTROL, HOSTILE, RAW, UNSTORABLE

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize("name", HOSTILE + CONTROL)
def test_what_can_be_stored_comes_in_whole(name: str) -> None:
    assert text.clean(name, "name") == unicodedata.normalize("NFC", name).strip()


@pytest.mark.parametrize(("name", "says"), zip(UNSTORABLE, ("U+0000", "U+D800"), strict=True))
def test_what_cannot_be_stored_is_refused_by_name(name: str, says: str) -> None:
    with pytest.raises(BadInput, match=f"name: U\\{says[1:]}"):
        text.clean(name, "name")


def test_a_line_is_a_line() -> None:
    with pytest.raises(BadInput, match="one line"):
        text.clean_line("Jane\nDoe", "name")
    assert text.clean("a\r\nb ", "note") == "a\nb"
    with pytest.raises(BadInput, match="too many"):
        text.clean("x" * 100_001, "note")
    with pytest.raises(BadInput, match="needed"):
        text.required("  ", "name")


@pytest.mark.parametrize("name", HOSTILE + CONTROL + UNSTORABLE)
def test_nothing_raw_reaches_a_screen(name: str) -> None:
    shown = text.show_line(name)
    assert not any(raw in shown for raw in RAW)
    assert "\n" not in shown
    assert "\t" not in shown


@given(st.text())
def test_shown_text_is_safe_whatever_came(anything: str) -> None:
    for character in text.show(anything):
        assert character == "\n" or unicodedata.category(character) not in ("Cc", "Cs")
        assert not 0x202A <= ord(character) <= 0x202E
        assert not 0x2066 <= ord(character) <= 0x2069


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs", "S"))))
def test_ordinary_text_is_shown_as_it_is(ordinary: str) -> None:
    assert text.show(ordinary) == ordinary


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\x1bb", "a␛b"),
        ("a\x7fb", "a␡b"),
        ("a\u202eb", "a‹U+202E›b"),
        ("a\x9bb", "a‹U+009B›b"),
        ("a\tb", "a    b"),
        ("a\nb\r\nc\u2028d", "a ⏎ b ⏎ c ⏎ d"),
        ("e" + "\u0301" * 12, "e" + "\u0301" * 8 + "‹4 marks›"),
        ("zwj\u200djoin", "zwj\u200djoin"),
    ],
)
def test_what_hides_is_made_visible(raw: str, shown: str) -> None:
    assert text.show_line(raw) == shown


def test_long_text_is_cut_and_says_so() -> None:
    assert text.show("x" * 1_000_000, 10) == "x" * 10 + "… (999,990 more characters)"


@pytest.mark.parametrize("name", CONTROL + UNSTORABLE)
def test_word_cannot_hold_control_characters(name: str) -> None:
    with pytest.raises(BadInput, match=r"U\+"):
        text.for_word(name, "requester.name")


@pytest.mark.parametrize("name", HOSTILE)
def test_word_holds_the_rest_unchanged(name: str) -> None:
    assert text.for_word(name, "requester.name") == name


@pytest.mark.parametrize(
    ("one", "other"),
    [("ZOË Ågren", "zoe agren"), ("O’Brien", "o'brien"), ("Søn", "SON"), ("Straße", "strasse")],
)
def test_alike_for_search(one: str, other: str) -> None:
    assert text.fold(one) == text.fold(other)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert text.spreadsheet(cell) == "'" + cell
    assert text.spreadsheet("Oak Lane") == "Oak Lane"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-10-13", date(2026, 10, 13)),
        ("13 Oct 2026", date(2026, 10, 13)),
        ("13th October 2026", date(2026, 10, 13)),
        ("Tue 13 Oct 2026", date(2026, 10, 13)),
        ("13/10/2026", date(2026, 10, 13)),
        ("Today", TODAY),
        ("yesterday", date(2026, 11, 24)),
        ("tomorrow", date(2026, 11, 26)),
        ("monday", date(2026, 11, 23)),
        ("wed", date(2026, 11, 18)),
        ("3 days ago", date(2026, 11, 22)),
        ("1 week ago", date(2026, 11, 18)),
    ],
)
def test_days_as_people_write_them(typed: str, day: date) -> None:
    assert text.parse_day(typed, TODAY, "received") == day


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "30/02/2026", "1/2/26", "20261013", "2026-W36-2", "Wed 13 Oct 2026", "13 2026"],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match=r"received: .* is not a day"):
        text.parse_day(typed, TODAY, "received")


def test_moments() -> None:
    at = datetime(2026, 11, 24, 14, 20)
    assert text.parse_moment("2026-11-24T14:20", TODAY, "received") == at
    assert text.parse_moment("yesterday at 14:20", TODAY, "received") == at
    assert text.parse_moment("2026-11-24", TODAY, "received") == date(2026, 11, 24)
    with pytest.raises(BadInput, match="time of day"):
        text.parse_moment("2026-11-24T25:20", TODAY, "received")
    assert text.day_words(at) == "Tue 24 Nov 2026 14:20"
    assert text.day_words(date(2026, 3, 1)) == "Sun 1 Mar 2026"
