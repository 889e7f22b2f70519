"""Word keeps together on one line what a reader would lose the thread of in two."""

import io
import zipfile

import pytest

from dpo_console.letters.word.no_break import broken, unbroken
from dpo_console.letters.word.reading import letter_words, words_of
from dpo_console.letters.word.returned.edited import read_edited
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
