"""The details by which somebody is reached, found in a text by letters and digits alone."""

import pytest

from dpo_console.cases.people.details import Squeezed, details, tells

HOME = "Flat 2, 14 Mill Lane\nLeeds\nLS1 4AB"


@pytest.mark.parametrize(
    "text",
    [
        "She lives at 14 Mill Lane.",
        "14 mill-lane",
        "14,\nMill Lane",
        "the code is ls14ab",
        "LS1  4AB",
        "ring 0113 496 0001",
        "ring +44 113 4960001",
        "ring (0113) 4960-001",
        "write to JANE.MOOR@example.org",
        "at the Tern Valley Refuge",
    ],
)
def test_a_text_tells_a_detail(text: str) -> None:
    found = details(HOME, "jane.moor@example.org", "0113 496 0001", "Tern Valley Refuge")
    assert tells(Squeezed(text), *found)


@pytest.mark.parametrize(
    "text",
    [
        "She lives in Mill Lane.",
        "114 Mill Lane",
        "14 Mill Lanes",
        "Flat 2",
        "Leeds",
        "0113 496 00012",
        "LS1 4ABC",
        "a refuge",
        "",
    ],
)
def test_a_text_tells_none(text: str) -> None:
    found = details(HOME, "jane.moor@example.org", "0113 496 0001", "Tern Valley Refuge")
    assert not tells(Squeezed(text), *found)


def test_a_house_without_a_number() -> None:
    assert tells(
        Squeezed("at Rose Cottage, Mill Lane"), *details("Rose Cottage\nMill Lane", "", "")
    )
    assert not tells(Squeezed("in Mill Lane"), *details("Rose Cottage\nMill Lane", "", ""))


def test_the_place_of_a_detail() -> None:
    text = "He is at 14 Mill Lane, Leeds."
    (detail,) = details("14 Mill Lane", "", "")
    whole = Squeezed(text)
    ((start, end),) = (whole.span(*found) for found in detail.spans(whole))
    assert text[start:end] == "14 Mill Lane"
