"""Names as they are compared, and looked for in a text."""

import pytest

from dpo_console.cases.people.names import NamesTold, names_in, same_name, says


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jane Moor", "JANE  MOOR"),
        ("Mrs Jane Moor", "Jane Moor"),
        ("Zoë Brontë", "Zoe Bronte"),
        ("Anne-Marie O'Neill", "Anne Marie O’Neill"),
        ("Moor, Jane", "Jane Moor"),
        ("Jane Alice Moor", "Jane Moor"),
    ],
)
def test_the_same_name(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jane Moor", "June Moor"),
        ("Jane Moor", "Moor"),
        ("Jane Alice Moor", "Jane Ann Moor"),
        ("Mrs", "Mr"),
        ("", ""),
    ],
)
def test_another_name(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert not same_name(other, one)


@pytest.mark.parametrize(
    "text",
    [
        "It is about Tess Ford.",
        "FORD\tTess\t6B",
        "Ford, Tess",
        "Tess Mary Ford's file",
        "Tess and Tom Ford",
        "tess ford",
    ],
)
def test_a_text_tells_a_name(text: str) -> None:
    assert "Tess Ford" in NamesTold(text)
    assert "Miss Tess Ford" in NamesTold(text)


@pytest.mark.parametrize("text", ["Tess came by Ford Lane.", "Ford", "Tess", "Contess Ford", ""])
def test_a_text_tells_no_name(text: str) -> None:
    assert "Tess Ford" not in NamesTold(text)


def test_the_place_of_a_name() -> None:
    text = "To Ford, Tess: hello"
    assert [text[start:end] for start, end in NamesTold(text).spans("Tess Ford")] == ["Ford, Tess"]


def test_words_in_a_row() -> None:
    assert says("A letter to Moor & Sons of Leeds", "Moor Sons")
    assert not says("A letter to Moors", "Moor")
    assert not says("A letter", "")


def test_a_list_of_names() -> None:
    assert names_in("Paul Doe; ; Ann Doe ") == ["Paul Doe", "Ann Doe"]
