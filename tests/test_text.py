"""Strangers' text comes in whole, and goes out in a form that can only be read."""

import unicodedata
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import wcwidth

from dpo_console.errors import BadInput
from dpo_console.text import (
    LONGEST,
    MARKS_SHOWN,
    clean,
    clean_line,
    day_words,
    each_once,
    fold,
    for_word,
    required,
    required_words,
    says_something,
    show,
    show_line,
    spreadsheet,
    visible,
)
from dpo_console.typed_days import parse_day, parse_moment
from tests.each import each
from tests.hostile import CONTROL, FORMULAS, HOSTILE, NAMES, UNSTORABLE

WEDNESDAY = date(2026, 11, 25)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
STORABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
MARKS = st.text(st.sampled_from("a\u0301\u0316\u200d\u0ebc\ua66f\ufe0f\U0001e8d0"), max_size=80)
KEPT_UNSEEN = "\u200c\u200d\u200e\u200f"
DRAWN_FORMATS = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
DRAWN_FORMATS |= {*range(0x13430, 0x13440)}


def is_safe(character: str) -> bool:
    code = ord(character)
    if unicodedata.category(character) in ("Cc", "Cs", "Cf", "Zl", "Zp"):
        return character in KEPT_UNSEEN or code in DRAWN_FORMATS
    return code & 0xFFFE != 0xFFFE and not 0xFDD0 <= code <= 0xFDEF


@each(text=HOSTILE + CONTROL)
def test_what_can_be_stored_is_kept_exactly(text: str) -> None:
    kept = clean(f"<{text}>", "name")
    assert kept == unicodedata.normalize("NFC", f"<{text}>")


@each(text=UNSTORABLE)
def test_what_cannot_be_stored_is_refused_naming_the_field(text: str) -> None:
    with pytest.raises(BadInput, match=r"summary: .*character"):
        clean(text, "summary")


def test_refusal_names_the_character_and_its_place() -> None:
    with pytest.raises(BadInput, match=r"requester: U\+0000 \(NULL\) at character 5"):
        clean("Jane\0Doe", "requester")
    with pytest.raises(BadInput, match=r"U\+D800 \(lone surrogate\) at character 1 "):
        clean("\ud800", "requester")


def test_clean_brings_text_to_one_form() -> None:
    assert clean("  Zoe\u0308\r\nsecond\r\r\nthird \r\n", "name") == "Zoë\nsecond\nthird"


def test_too_long_is_refused_with_the_count() -> None:
    assert len(clean("x" * LONGEST, "summary")) == LONGEST
    with pytest.raises(BadInput, match="100,001 characters are too many; at most 100,000"):
        clean("x" * (LONGEST + 1), "summary")


@given(STORABLE)
@example("\r\r\n")
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text, "summary")
    assert clean(once, "summary") == once


@pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028"])
def test_a_name_is_one_line(line_break: str) -> None:
    with pytest.raises(BadInput, match=r"requester: .*line break"):
        clean_line(f"Jane{line_break}Doe", "requester")
    assert clean_line(" Jane Doe\n", "requester") == "Jane Doe"


@pytest.mark.parametrize("text", [".", "- -", "?!", "…", "👍"])
def test_a_reason_is_said_in_words(text: str) -> None:
    with pytest.raises(BadInput, match="why: this says nothing"):
        required_words(text, "why")
    assert not says_something(text)
    assert required_words("x", "why") == "x"


@pytest.mark.parametrize("text", ["", " \n", "\u200b\u2060\ufeff", "\u202e"])
def test_a_needed_field_must_hold_something_to_see(text: str) -> None:
    with pytest.raises(BadInput, match="requester: this can't be empty"):
        required(text, "requester")


@given(ANY_TEXT)
@example("\x1b]52;c;ZXZpbA==\x1b\\")
@example("".join(HOSTILE + CONTROL + UNSTORABLE))
@example("".join(map(chr, range(0x3000))))
def test_nothing_shown_can_steer_a_terminal_or_hide(text: str) -> None:
    assert all(is_safe(c) for c in show_line(text))
    assert all(is_safe(c) or c == "\n" for c in show(text))


FLAGS_AND_TONES = "".join(map(chr, (*range(0x1F1E6, 0x1F200), *range(0x1F3FB, 0x1F400))))
PRINTED = st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters=FLAGS_AND_TONES)


@given(st.text(PRINTED))
def test_ordinary_text_is_shown_as_it_is(text: str) -> None:
    assert show(text, 1000) == text


def test_every_character_there_is_shows_safely() -> None:
    everything = "".join(map(chr, range(0x110000)))
    assert [hex(ord(c)) for c in show_line(everything, 0x110000) if not is_safe(c)] == []


@given(MARKS)
@example("Z" + "\u0301" * 500)
def test_marks_do_not_pile_up_over_other_lines(text: str) -> None:
    run = 0
    for character in show(text):
        is_mark = unicodedata.category(character)[0] == "M" or character in KEPT_UNSEEN
        run = run + 1 if is_mark else 0
        assert run <= MARKS_SHOWN


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Smith [Year 7] [SEN]", "Smith [Year 7] [SEN]"),
        ("a\x1b[2Jb\x7f\x9b", "a␛[2Jb␡‹U+009B›"),
        ("abc\u202edef", "abc‹U+202E›def"),
        ("a\tb", "a    b"),
        ("one\r\ntwo\nthree", "one\ntwo\nthree"),
        ("GOOD\rEVIL", "GOOD␍EVIL"),
        ("e" + "\u0301" * 20, "e" + "\u0301" * 8 + "‹12 marks›"),
        ("\ud800\ufffe\U000e0041", "‹U+D800›‹U+FFFE›‹U+E0041›"),
        ("Ann\u200dBell", "Ann‹U+200D›Bell"),
        ("Zoë\u200d", "Zoë‹U+200D›"),
        ("x\ufe0f", "x‹U+FE0F›"),
        ("\U0001f3fd", "‹U+1F3FD›"),
        ("葛\U000e0100\U000e0101\U000e0102", "葛‹U+E0101›‹U+E0102›"),
    ],
)
def test_shown_visibly(text: str, shown: str) -> None:
    assert show(text) == shown


@each(name=[n for n in NAMES if "\u200d" not in n])
def test_names_of_all_peoples_are_shown_as_they_are(name: str) -> None:
    assert show(name) == name
    assert show_line(name) == name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("👩\u200d👧\u200d👦 Family", "👩👧👦 Family"),
        ("❤\ufe0f\u200d🔥 ☎\ufe0f ⚠\ufe0e 1\ufe0f\u20e3", "❤🔥 ☎ ⚠ 1\u20e3"),
        ("👍\U0001f3fd 👨\U0001f3fd\u200d🦰", "👍 👨🦰"),
        ("🇬🇧", "GB"),
        ("葛\U000e0100城", "葛城"),
        ("ශ්\u200dරී", "ශ්රී"),
    ],
)
def test_what_terminals_draw_in_differing_widths_is_shown_by_its_parts(
    text: str, shown: str
) -> None:
    assert show(text) == show_line(text) == shown


@each(text=[*HOSTILE, *CONTROL, "👍🏽 🇬🇧 ☎️ 한국 ภาษาไทย தமிழ் ኢትዮጵያ ﷺ"])
def test_rich_and_a_plain_terminal_agree_on_the_width_of_whatever_is_shown(text: str) -> None:
    shown = show_line(text)
    assert cell_len(shown) == sum(wcwidth(character) for character in shown)


def test_a_word_file_keeps_what_gives_a_character_its_shape() -> None:
    assert visible("👩\u200d👧 ශ්\u200dරී ☎\ufe0f") == "👩\u200d👧 ශ්\u200dරී ☎\ufe0f"
    assert visible("a\u202eb\x1bc") == "a‹U+202E›b␛c"


def test_line_breaks_of_all_kinds_stay_visible_on_one_line() -> None:
    assert show_line("a\r\nb\nc\rd\x85e\u2028f\u2029g") == "a ⏎ b ⏎ c ⏎ d ⏎ e ⏎ f ⏎ g"


def test_what_is_cut_is_counted() -> None:
    assert show("x" * 1234, limit=10) == "xxxxxxxxxx… (1,224 more characters)"
    assert show_line("x\n" * 10, limit=2) == "x ⏎ … (18 more characters)"
    assert show("x" * 10, limit=10) == "x" * 10


@each(code=[0, 8, 0xB, 0xC, 0xE, 0x1F, 0x7F, 0x85, 0x9F, 0xFFFE, 0xD800])
def test_a_letter_refuses_what_word_cannot_hold(code: int) -> None:
    with pytest.raises(BadInput, match=rf"requester: U\+{code:04X} .* at character 2 .*Word"):
        for_word(f"A{chr(code)}B", "requester")


@each(text=CONTROL + UNSTORABLE[:2])
def test_a_letter_refuses_control_characters(text: str) -> None:
    with pytest.raises(BadInput, match=r"requester: U\+"):
        for_word(text, "requester")


@each(text=[*HOSTILE, "two\nlines\tand a tab"])
def test_a_letter_takes_the_rest_unchanged(text: str) -> None:
    assert for_word(text, "requester") == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O’Brien", "o'brien"),
        ("Zoë ÅGREN", "zoe agren"),
        ("Łukasz Sørensen", "lukasz sorensen"),
        ("STRASSE", "Straße"),
        ("İstanbul", "istanbul"),
        ("Smith–Jones", "smith-jones"),
        ("ﬁnance ㎒", "finance mhz"),
        ("O\u00adBrien\u200b", "obrien"),
        ("मोहम्मद", "मोहम्मद"),
    ],
)
def test_search_finds_a_name_however_it_is_typed(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(STORABLE)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("text", [*FORMULAS, "\t=1", "\r=1", " =1+1", "＝1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert spreadsheet(text) == f"'{text}"
    assert spreadsheet(f"x{text}") == f"x{text}"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-10-13", date(2026, 10, 13)),
        ("2026-1-3", date(2026, 1, 3)),
        ("13/10/2026", date(2026, 10, 13)),
        ("3/4/2026", date(2026, 4, 3)),
        ("13.10.2026", date(2026, 10, 13)),
        ("13-10-2026", date(2026, 10, 13)),
        ("13 Oct 2026", date(2026, 10, 13)),
        ("Tue 13 Oct 2026", date(2026, 10, 13)),
        ("Tuesday, 13th  October, 2026", date(2026, 10, 13)),
        ("1st of sept 2026", date(2026, 9, 1)),
        ("13 Oct", date(2026, 10, 13)),
        ("Tue 13 October", date(2026, 10, 13)),
        ("4 jan", date(2027, 1, 4)),
        ("13/10", date(2026, 10, 13)),
        ("4.1", date(2027, 1, 4)),
        ("13/10/26", date(2026, 10, 13)),
        ("3.4.25", date(2025, 4, 3)),
        (" TODAY ", WEDNESDAY),
        ("yesterday", date(2026, 11, 24)),
        ("tomorrow", date(2026, 11, 26)),
        ("monday", date(2026, 11, 23)),
        ("Thurs", date(2026, 11, 19)),
        ("wednesday", date(2026, 11, 18)),
        ("last wed", date(2026, 11, 18)),
        ("3 days ago", date(2026, 11, 22)),
        ("1 day ago", date(2026, 11, 24)),
        ("2 weeks ago", date(2026, 11, 11)),
    ],
)
def test_days_as_people_write_them(typed: str, meant: date) -> None:
    assert parse_day(typed, WEDNESDAY, "received") == meant


@pytest.mark.parametrize(
    "typed",
    [
        "13 Oct 26", "Fri 13 Oct", "29 Feb", "31 Nov", "29.2", "31/11",
        "31/11/26", "10/13", "13/10.26", "13-10", "13-10-26", "1/2/3", "13/10/126",
        "20261013", "2026-W36-2", "2026W362", "2026-286",
        "31/02/2026", "10/13/2026", "29 Feb 2026", "Mon 13 Oct 2026", "13 octopus 2026",
        "monkey", "mo", "13/10-2026", "0202-10-13", "2026-10-13T14:20", "9999 weeks hence",
        "٢٠٢٦-١٠-١٣", "next tuesday", "\x1b[2J",
    ],
)  # fmt: skip
def test_a_day_that_is_none_is_refused_saying_what_is_accepted(typed: str) -> None:
    with pytest.raises(BadInput, match=r"received: .* is not a day.*13/10/2026 \(day first\)"):
        parse_day(typed, WEDNESDAY, "received")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("31 Nov", "November has 30 days"), ("31st of june 2026", "June has 30 days"),
     ("30/2", "February has at most 29 days")],
)  # fmt: skip
def test_a_day_after_the_end_of_its_month_says_how_long_that_is(typed: str, said: str) -> None:
    for parse in (parse_day, parse_moment):
        with pytest.raises(BadInput, match=rf"is not a day.*\. {said}\. Write it like"):
            parse(typed, WEDNESDAY, "received")


@each(typed=["13 May", "13/5", "13.5", "13th of May"])
def test_a_far_day_without_its_year_is_asked_for_its_year_or_lies_ahead(typed: str) -> None:
    for parse in (parse_day, parse_moment):
        with pytest.raises(BadInput, match=r"Which year is .*13 May 2026 or 13 May 2027\."):
            parse(typed, WEDNESDAY, "received")
    with pytest.raises(BadInput, match="Which year is"):
        parse_moment(f"{typed} at 14:20", WEDNESDAY, "received")
    assert parse_day(typed, WEDNESDAY, "until", ahead=True) == date(2027, 5, 13)
    assert parse_day("24 Nov", WEDNESDAY, "until", ahead=True) == date(2026, 11, 24)


def test_an_empty_day_is_said_to_be_empty() -> None:
    with pytest.raises(BadInput, match="received: this can't be empty"):
        parse_day(" ", date(2026, 11, 25), "received")


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_as_shown_can_be_typed_back(day: date) -> None:
    for typed in (day_words(day), day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d %B %Y}"):
        assert parse_day(typed, WEDNESDAY, "on") == day


@given(st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31)))
@example(datetime(2026, 11, 30))
def test_a_minute_as_shown_can_be_typed_back(moment: datetime) -> None:
    minute = moment.replace(second=0, microsecond=0)
    for typed in (day_words(minute), minute.isoformat(timespec="minutes")):
        assert parse_moment(typed, WEDNESDAY, "received") == minute


@given(ANY_TEXT | st.from_regex(r"[0-9]{1,4}[-/. ][0-9a-z]{1,9}[-/. ][0-9]{1,4}"), st.dates())
@example("tomorrow", date.max)
@example("9999 weeks ago", date.min)
def test_whatever_is_typed_is_a_day_or_refused(typed: str, today: date) -> None:
    with suppress(BadInput):
        assert not isinstance(parse_day(typed, today, "on"), datetime)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-24T14:20", datetime(2026, 11, 24, 14, 20)),
        ("2026-11-24 9:05", datetime(2026, 11, 24, 9, 5)),
        ("yesterday at 14.20", datetime(2026, 11, 24, 14, 20)),
        ("24 Nov 2026 14:20", datetime(2026, 11, 24, 14, 20)),
        ("13.10.2026", date(2026, 10, 13)),
        ("yesterday", date(2026, 11, 24)),
    ],
)
def test_minutes_as_people_write_them(typed: str, meant: date | datetime) -> None:
    found = parse_moment(typed, WEDNESDAY, "received")
    assert (type(found), found) == (type(meant), meant)


@pytest.mark.parametrize("typed", ["2026-11-24T25:00", "2026-11-24T14:20:30", "someday 10:00", "9"])
def test_a_minute_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match=r"received: .*24 Nov 14:20"):
        parse_moment(typed, WEDNESDAY, "received")


def test_days_are_written_alike_everywhere() -> None:
    assert day_words(date(2026, 10, 13)) == "Tue 13 Oct 2026"
    assert day_words(datetime(2026, 10, 13, 4, 5)) == "Tue 13 Oct 2026 04:05"
    assert day_words(datetime(2026, 11, 30)) == "Sun 29 Nov 2026 24:00"
    week = [day_words(date(2026, 11, 23) + timedelta(days=n))[:3] for n in range(7)]
    assert week == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def test_who_asks_is_named_once() -> None:
    assert each_once("Kent Police", "Kent Police") == "Kent Police"
    assert each_once("Ann Bell", "", "Kent Police") == "Ann Bell, Kent Police"


def test_an_organisation_that_a_name_ends_with_is_not_repeated() -> None:
    assert each_once("Admissions, Oak School", "Oak School") == "Admissions, Oak School"
    friends = "Friends of Oak School"  # another body, and no part of the school
    assert each_once(friends, "Oak School") == f"{friends}, Oak School"
    assert each_once("Ann Oak School", "Oak School") == "Ann Oak School, Oak School"
    assert each_once("Oak School", "Admissions, Oak School") == "Oak School, Admissions, Oak School"
