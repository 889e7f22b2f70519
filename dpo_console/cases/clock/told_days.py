"""The days that our own letters gave somebody to answer."""

from datetime import date

from dpo_console.letters.catalogue import letter_kind
from dpo_console.store.cases.case_file import CaseFile


def told_until(file: CaseFile, fact: str, on: date) -> date | None:
    """Return the day up to which the letter that records such a fact gave time, or None.

    It is the last letter that was sent by the day `on`.
    """
    asked = [
        letter.answer_by for letter in file.letters
        if letter.answer_by and letter.sent_on and letter.sent_on <= on
        and letter_kind(letter.name).records == fact
    ]  # fmt: skip
    try:
        return date.fromisoformat(asked[-1]) if asked else None
    except ValueError:  # changed from outside, which `verify` tells
        return None
