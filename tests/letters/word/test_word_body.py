"""Addresses in the office's own words are live links in the Word file; a stranger's are not."""

import io
import zipfile

import docx
import pytest

from dpo_console.letters.word.letterhead import problems_of
from dpo_console.letters.word.reading import letter_words, words_of
from dpo_console.letters.word.returned.edited import read_edited
from dpo_console.letters.word.word_body import broken, pieces, unbroken
from tests.letters.samples import letter, word_file


@pytest.mark.parametrize(
    "words",
    [
        *("Tuesday 13~October~2026", "until 13~October, or later", "3.30~pm"),
        *("Freedom of Information Act 2000, section~50", "sections~2 and 47", "s.~47", "s.47"),
        *("UK GDPR Article~15(1A) and DPA 2018 Schedule~2, paragraph~16", "regulation~11"),
        *("above all Year~5", "Key~Stage~2", "Mr~Hale", "Dr.~Weiss and Mrs~O'Neill", "PC~4471"),
        *("Dear Dr~Weiss", "14~Mill Street, Brookfield BR2~4XY", "2a~Oak Row"),
        *("telephone 0303~123~1113 or 01632~960123",),
        *("for 30 days", "24 pages", "the 58 pupils", "in May 2018 Oak Lane was", "a year later"),
    ],
)
def test_words_that_belong_together_stay_on_one_line(words: str) -> None:
    typed = words.replace("~", " ")
    assert unbroken(typed) == words.replace("~", "\u00a0")
    assert broken(unbroken(typed)) == typed


def test_a_word_file_keeps_values_and_wordings_together_and_is_read_with_plain_spaces() -> None:
    data = word_file(letter("third-party-approval", requester__name="Mr Hale"))
    shown = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert "of Year\u00a05 in" in shown
    assert "section\u00a021(2)" in shown
    for read in (letter_words(data), words_of(data), read_edited(data, "a").body):
        assert "of Year 5 in" in read
        assert "\u00a0" not in read


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
