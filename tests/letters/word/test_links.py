"""Addresses in the office's own words are live links in the Word file; a stranger's are not."""

import io

import docx
import pytest

from dpo_console.letters.word.letterhead import problems_of
from dpo_console.letters.word.links import pieces
from tests.letters.samples import letter, word_file


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Write to dpo@example.org.", ["mailto:dpo@example.org"]),
        (
            "See ico.org.uk/make-a-complaint, or ring us.",
            ["https://ico.org.uk/make-a-complaint"],
        ),
        ("www.oak.example.org; https://example.org/a?b=c", [
            "https://www.oak.example.org", "https://example.org/a?b=c"
        ]),
        ("UK GDPR Art. 15(1)(e); s.164A. At 3.30 pm, pages 1.2", []),
        ("Regulation 5(4).Some words", []),
    ],
)  # fmt: skip
def test_addresses_are_found_and_the_words_stay_as_they_are(text: str, links: list[str]) -> None:
    found = list(pieces(text))
    assert "".join(words for words, _ in found) == text
    assert [to for _, to in found if to] == links


def targets(data: bytes) -> list[str]:
    """Return the addresses of the links in a letter's body, in order."""
    document = docx.Document(io.BytesIO(data))
    return [link.address for p in document.paragraphs for link in p.hyperlinks]


def test_a_letter_links_to_the_dpo_and_the_regulator_and_still_is_safe() -> None:
    data = word_file(letter("clarification"))
    assert {"mailto:dpo@example.org", "https://ico.org.uk/make-a-complaint"} <= set(targets(data))
    assert problems_of(data) == ()


def test_words_of_a_case_are_never_a_link() -> None:
    bait = "Please open evil.example.org/now or write to me@evil.example.org"
    made = letter("clarification", clarification__reason=bait, requester__address=bait)
    assert not [to for to in targets(word_file(made)) if "evil" in to]
