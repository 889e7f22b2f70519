from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpo_console.cases.disclosure import HIGHEST, number_words, parse_numbers
from dpo_console.errors import BadInput


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("7", (7,)),
        ("1-3,52", (1, 2, 3, 52)),
        (" 1 - 3 , 5 ", (1, 2, 3, 5)),
        ("1–3; 5 7", (1, 2, 3, 5, 7)),
        ("5,5,4-6", (4, 5, 6)),
    ],
)
def test_numbers_as_people_write_them(typed: str, numbers: tuple[int, ...]) -> None:
    assert parse_numbers(typed) == numbers


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "no numbers are given"),
        (" , ", "no numbers are given"),
        ("all", "'all' is no number"),
        ("1-2-3", "'1-2-3' is no number"),
        ("9-3", "9-3 runs backwards; write 3-9"),
        ("0-3", "out of bounds"),
        ("1-999999", "out of bounds"),
        ("1-99999999999", "is no number"),
        ("٣", "is no number"),
        ("-3", "is no number"),
    ],
)
def test_what_is_no_number_is_named(typed: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        parse_numbers(typed)


@given(st.sets(st.integers(1, 300), min_size=1))
def test_numbers_come_back_from_their_words(numbers: set[int]) -> None:
    assert parse_numbers(number_words(numbers)) == tuple(sorted(numbers))


@given(st.sets(st.integers(1, 300), min_size=1))
def test_no_two_runs_touch(numbers: set[int]) -> None:
    runs = [parse_numbers(part) for part in number_words(numbers).split(", ")]
    assert all(a[-1] + 1 < b[0] for a, b in pairwise(runs))


@given(st.text(max_size=30))
def test_anything_typed_is_numbers_or_a_sentence(typed: str) -> None:
    try:
        numbers = parse_numbers(typed)
    except BadInput:
        return
    assert numbers
    assert all(1 <= number <= HIGHEST for number in numbers)
    assert list(numbers) == sorted(set(numbers))
