"""A person is found by their whole name, and by how they are reached."""

import pytest

from dpo_console.cases.about_places import NAME, PART, Sought

TOM = Sought("Tom Doe", {"redfox@example.org": "e-mail", "01632 960555": "phone",
                         "4 Refuge Row, Brookfield": "address"})  # fmt: skip


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Tom Doe", NAME), ("TOM DOE", NAME), ("Mr Tom Doe rang", NAME), ("Doe, Tom", NAME),
        ("T. Doe came", ""), ("Tóm Döe", NAME), ("Tom James Doe", NAME), ("TomDoe1.docx", ""),
        ("the file tom_doe.pdf", NAME), ("Ann Other; Tom Doe; Bo", NAME), ("Tom\nDoe", NAME),
        ("Write to RedFox@example.org.", "e-mail"), ("+44 1632 960 555", "phone"),
        ("lives at 4 refuge row\nBROOKFIELD", "address"),
        ("Tom", ""), ("Mrs Doe rang", ""), ("Tomas Doerr", ""), ("Atom Doe", ""), ("", ""),
        ("Ann Doe and Tom Roe", ""), ("4 Refuge Road", ""),
    ],
)  # fmt: skip
def test_a_text_tells_of_the_person_by_name_or_detail(text: str, by: str) -> None:
    assert TOM.found_in(text) == by


def test_a_word_of_the_name_counts_among_records_about_the_person() -> None:
    assert TOM.found_in("Mrs Doe rang", here=True) == PART
    assert TOM.found_in("Doerr rang", here=True) == ""
    assert Sought("Al Doe").found_in("Al rang", here=True) == ""


def test_a_longer_name_is_found_by_the_shorter() -> None:
    assert Sought("Tom James Doe").found_in("Tom Doe rang") == NAME
    assert Sought("Wren").found_in("the wren case") == NAME
    assert Sought("Wren").found_in("Wrenfield") == ""
