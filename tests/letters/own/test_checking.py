"""A wording is judged as its reader would see the letter, and a fault has a line and a column."""

from pathlib import Path

import pytest

from dpo_console.errors import BadFile
from dpo_console.letters.catalogue import WORDINGS, catalogue, letter_kind
from dpo_console.letters.own.checking import NameUse, every_name, names_of, problems_of_wording
from dpo_console.letters.wording.conditions import CONDITIONS, FIELDS


def test_every_field_and_condition_has_a_meaning_and_every_field_an_example() -> None:
    found = {each.name: each for each in every_name()}
    assert found.keys() >= {*FIELDS, *CONDITIONS, "part.signature", "part.rights"}
    assert all(each.meaning for each in found.values())
    assert all(each.example for each in found.values() if each.use is NameUse.FIELD)
    assert found["dpo.email"].typed == "{dpo.email}"
    assert found["open"].typed == "::: when open"


def test_a_letter_s_names_are_those_of_its_wording_and_all_that_the_law_demands() -> None:
    found = {each.name: each for each in names_of("extension")}
    demanded = {demand.field for demand in letter_kind("extension").demands}
    assert demanded == {name for name, each in found.items() if each.demanded}
    assert "Art 12A(3)" in found["sentence.extension-dates"].meaning
    assert {"part.rights", "dpo.phone"} <= found.keys()
    assert "fee.amount" not in found


def test_the_names_of_every_letter_can_be_listed() -> None:
    assert all(names_of(letter) for letter in catalogue())


def problems(folder: Path, name: str, old: str, new: str) -> str:
    """Return the faults of a packaged wording in which some words were replaced."""
    words = (WORDINGS / f"{name}.md").read_text("utf-8")
    assert old in words
    (folder / f"{name}.md").write_text(words.replace(old, new), "utf-8")
    return "\n".join(problems_of_wording(folder / f"{name}.md"))


@pytest.mark.parametrize(
    ("name", "lost", "said"),
    [
        ("fee", "{requester.address}", "shows no address of its reader. Put {requester.address}"),
        ("breach-notice", "{breach.addressee}", "Put {breach.addressee} in a paragraph"),
        ("fee", "{today}", "shows no date. Put {today} in"),
        ("clarification.pupil", "{greeting}", "doesn't greet its reader. Put {greeting} in"),
        ("fee", "{part.signature}", "isn't signed. Put {part.signature} in"),
    ],
)
def test_a_wording_that_lacks_what_its_reader_looks_for_is_named(
    name: str, lost: str, said: str, tmp_path: Path
) -> None:
    assert said in problems(tmp_path, name, lost, "Words")


def test_a_wording_greets_and_signs_in_words_of_its_own(tmp_path: Path) -> None:
    assert problems(tmp_path, "fee", "{greeting}", "Dear family") == ""
    signed = "Kind regards\n\n{sender.name}\n\nThe office"
    assert problems(tmp_path, "fee", "{part.signature}", signed) == ""


def test_a_form_without_a_greeting_needs_none(tmp_path: Path) -> None:
    assert problems(tmp_path, "breach-report", "## Contact", "## Who to ask") == ""


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("One line\nand {nobody} here", "line 2, column 5, names a field nobody"),
        ("{ due }", "line 1, column 1: '{ due }"),
        ("Here is <b>bold</b>", "line 1, column 9: this would print"),
        (r"Plain \| and ~~gone~~", "line 1, column 14: this would print"),
        ("::: when sra\nx\n:::", "line 1, column 10, names a condition sra"),
        ("::: if sar\nx\n:::", "line 1, column 5: a section begins"),
    ],
)
def test_a_fault_is_told_with_line_and_column(typed: str, place: str, tmp_path: Path) -> None:
    words = f"{typed}\n\n{(WORDINGS / 'fee.md').read_text('utf-8')}"
    (tmp_path / "fee.md").write_text(words, "utf-8")
    try:
        told = "\n".join(problems_of_wording(tmp_path / "fee.md"))
    except BadFile as fault:
        told = str(fault)
    assert place in told
