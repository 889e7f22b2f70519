"""Sentences, lists and tables of a letter, whatever the officer or the office's wording puts in."""

from pathlib import Path

import pytest

from dpo_console.letters.catalogue import catalogue, letter_kind
from dpo_console.letters.composing.composing import compose, missing
from dpo_console.letters.letter import Paragraph, Rows, Run, Style, preview
from tests.each import each
from tests.letters.composing.test_composing import own_wording
from tests.letters.samples import CONDITIONS, FIELDS, letter


@each(name=catalogue())
def test_a_full_stop_that_is_typed_is_not_doubled(name: str) -> None:
    typed = {
        ask.name: f"{FIELDS[ask.name]}".removesuffix(".") + "." for ask in letter_kind(name).asks
    }
    assert ".." not in preview(compose(name, FIELDS | typed, CONDITIONS[name]))


@each(name=catalogue())
def test_every_sentence_ends(name: str) -> None:
    """Expect a sentence's end after each paragraph that mixes the wording and a value."""
    words = {ask.name: f"{FIELDS[ask.name]}".removesuffix(".") for ask in letter_kind(name).asks}
    made = compose(name, FIELDS | words, CONDITIONS[name])
    mixed = [
        b for b in made.blocks
        if isinstance(b, Paragraph) and b.style is Style.BODY and len(b.runs) > 1
    ]  # fmt: skip
    signs = str(FIELDS["sender.role"])
    sentences = [
        b for b in mixed
        if not b.runs[0].bold and "\n" not in b.text and not b.text.startswith(signs)
    ]  # fmt: skip
    assert [b.text for b in sentences if not b.text.endswith((".", "?", ":"))] == []


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("extension__reason", "it is complex\n\n and large", "because it is complex and large."),
        ("complaint__how", "by e-mail\nor by post", "by e-mail or by post. We will"),
        ("regulator__address", "Water Lane\nWilmslow", "Office, Water Lane, Wilmslow; telephone"),
    ],
)
def test_a_line_break_does_not_break_a_sentence(field: str, value: str, said: str) -> None:
    assert said in preview(letter("extension", **{field: value}))


def test_lists_begin_anew_and_number_on(tmp_path: Path) -> None:
    own = own_wording(tmp_path, "clarification", "1. a\n2. b\n\nBetween.\n\n1. c")
    made = compose("clarification", FIELDS, CONDITIONS["clarification"], [own.parent])
    numbers = [(b.text, b.number) for b in made.blocks if isinstance(b, Paragraph) and b.number]
    assert numbers == [
        ("Which school years?", 1), ("Do you want e-mails between staff?", 2),
        ("a", 1), ("b", 2), ("c", 1),
    ]  # fmt: skip


def test_a_table_stands_alone_or_is_refused(tmp_path: Path) -> None:
    table = Rows(("Document", "Pages"), (("School record", "24"),))
    assert table in letter("disclosure-cover", schedule=table).blocks
    own = own_wording(tmp_path, "disclosure-cover", "We enclose {schedule} here.")
    fields = FIELDS | {"schedule": table}
    (gap,) = missing("disclosure-cover", fields, CONDITIONS["disclosure-cover"], [own.parent])
    assert gap == "{schedule} is a table here; it must stand alone in its paragraph."


def test_a_list_of_terms_stands_alone_or_is_refused(tmp_path: Path) -> None:
    own = own_wording(tmp_path, "third-party-approval", "So: {sentence.terms-security}")
    (gap,) = missing(
        "third-party-approval", FIELDS, CONDITIONS["third-party-approval"], [own.parent]
    )
    assert gap == "{sentence.terms-security} must stand alone in its paragraph."


@pytest.mark.parametrize("more", ["# Another subject", ""])
def test_a_letter_has_one_subject(more: str, tmp_path: Path) -> None:
    own = own_wording(tmp_path, "clarification", more)
    if not more:
        own.write_text(own.read_text("utf-8").replace("# A question", "A question", 1), "utf-8")
    (gap,) = missing("clarification", FIELDS, CONDITIONS["clarification"], [own.parent])
    assert "must have one heading with a single #" in gap


def test_line_breaks_of_any_machine_are_line_breaks() -> None:
    made = letter("acknowledgement", requester__address="Jane\r\nMill Street\rBrookfield")
    address = Run("Jane\nMill Street\nBrookfield")
    assert made.blocks[0] == Paragraph(Style.ADDRESS, (address,))
