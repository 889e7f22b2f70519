from pathlib import Path

import pytest

from dpo_console.errors import BadFile
from dpo_console.letters.letter import Style
from dpo_console.letters.wording.wording import WordingBlock, read_wording

PATH = Path("own.md")


def blocks(text: str) -> tuple[WordingBlock, ...]:
    return read_wording(PATH, text)


def words(text: str) -> list[str]:
    return ["".join(part.text or f"<{part.field}>" for part in b.parts) for b in blocks(text)]


def test_plain_markdown_becomes_styles() -> None:
    text = "# Subject\n\n## Part\n\nWords.\n\n- one\n- two\n\n1. first\n\n> aside\n"
    assert [block.style for block in blocks(text)] == [
        Style.SUBJECT, Style.HEADING, Style.BODY, Style.BULLET, Style.BULLET, Style.NUMBER,
        Style.PANEL,
    ]  # fmt: skip


def test_bold_and_italic_reach_fields() -> None:
    (block,) = blocks("Plain **bold {due}** *{today}*")
    looks = [(p.text or p.field, p.bold, p.italic) for p in block.parts]
    assert looks == [
        ("Plain ", False, False), ("bold ", True, False), ("due", True, False),
        (" ", False, False), ("today", False, True),
    ]  # fmt: skip


def test_a_character_that_no_word_file_holds_is_refused_by_its_place() -> None:
    with pytest.raises(BadFile, match=r"line 3, column 5.*U\+0007 \(BELL\) can't stand"):
        blocks("# Subject\n\nRing\a the office.\n")


def test_line_breaks() -> None:
    assert words("one\\\ntwo\nthree") == ["one\ntwo three"]


RAW = {
    "HTML": "<b>bold</b>",
    "HTML of another kind": "<script>alert(1)</script>",
    "a comment": "<!-- Tom Doe -->",
    "a link": "[link](https://example.org)",
    "a link by its name": "[a]: https://example.org",
    "a picture": "![picture](file.png)",
    "an address": "<https://example.org>",
    "code": "`code`",
    "a line": "***",
    "a line under words": "Words\n---",
    "a table": "| a | b |\n| --- | --- |\n| 1 | 2 |",
    "a table without its sides": "a | b\n--- | ---\n1 | 2",
    "a footnote": "Words[^1]",
    "crossed out": "~~Words~~",
    "a byte order mark": "\ufeff# Words",
}


@pytest.mark.parametrize("text", RAW.values(), ids=RAW)
def test_what_would_print_as_raw_markup_is_refused_by_its_line(text: str) -> None:
    with pytest.raises(
        BadFile, match=r"own\.md, line [34], column \d+: this would print as it stands"
    ):
        blocks(f"First.\n\n{text}")


@pytest.mark.parametrize(
    "text", [r"5 \< 6 and 7 \> 6", "5 < 6", "A | B", "a [b] c", r"\<b\>", "R&D: 3 - 4", "x_y_z"]
)
def test_signs_that_are_plain_may_stay(text: str) -> None:
    assert words(text) == [text.replace("\\", "")]


def test_a_brace_can_be_plain() -> None:
    assert words(r"\{due} and \{x\}") == ["{due} and {x}"]


@pytest.mark.parametrize("text", ["{Requester.Name}", "{{ 7*7 }}", "{ due }", "{due", "{}"])
def test_what_looks_like_a_field_and_is_none_is_refused_by_its_line(text: str) -> None:
    with pytest.raises(BadFile, match=r"own\.md, line 3, column \d+: .* begins no field"):
        blocks(f"First.\n\nThen {text} here.")


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("Word.\n\n::: if sar\nx\n:::", 3, "a section begins with ::: when NAME"),
        ("::: when sar and foi\nx\n:::", 1, "a section begins with ::: when NAME"),
        ("- item\n  - inner", 2, "can't be inside another"),
        ("> aside\n> - item", 2, "can't be inside another"),
        ("#### deep", 1, "one to three #"),
        ("- item\n  ::: when sar\n  x\n  :::", 2, "can't begin inside a list"),
    ],
)
def test_what_a_letter_cannot_hold_is_refused_by_its_line(text: str, line: int, what: str) -> None:
    with pytest.raises(BadFile, match=rf"line {line}, column \d+: .*{what}"):
        blocks(text)


def test_sections_nest_with_more_colons() -> None:
    text = ":::: when sar\na\n\n::: unless due\nb\n:::\n\nc\n::::\n\nd"
    conditions = [[(c.name, c.wanted) for c in block.conditions] for block in blocks(text)]
    assert conditions == [[("sar", True)], [("sar", True), ("due", False)], [("sar", True)], []]
