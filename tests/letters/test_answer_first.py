"""Letters of outcome begin with the answer, and a pupil is asked about one request alone."""

import pytest

from dpo_console.letters.catalogue import catalogue
from dpo_console.letters.composing.composing import compose
from dpo_console.letters.letter import preview
from dpo_console.letters.wording.conditions import TO_PUPIL
from tests.letters.samples import CONDITIONS, FIELDS

OUTCOMES = ("erasure", "objection", "portability", "rectification", "restriction")
ANSWERS = {
    (): ("We have done some of the things you asked for.", "Our answer is yes to part of it"),
    ("outcome.not_done",): ("We have done what you asked.", "Our answer is yes."),
    ("outcome.done",): ("We have not done what you asked.", "Our answer is no."),
}
"""What is left empty, and what the letter then says: to an adult, and to a pupil."""


@pytest.mark.parametrize("empty", ANSWERS)
@pytest.mark.parametrize("kind", OUTCOMES)
def test_a_letter_of_outcome_says_yes_in_part_or_no(kind: str, empty: tuple[str, ...]) -> None:
    name = f"{kind}-outcome"
    fields = {key: value for key, value in FIELDS.items() if key not in empty}
    for extra, column in (((), 0), ((TO_PUPIL,), 1)):
        conditions = catalogue()[name].read_by({*CONDITIONS[name], *extra})
        words = preview(compose(name, fields, conditions))
        said = {state for state, answer in ANSWERS.items() if answer[column] in words}
        assert said == {empty}


def test_a_pupil_is_asked_about_the_one_request_that_was_made() -> None:
    letter = catalogue()["pupil-view"]
    asked = set()
    for kind in letter.kinds:
        words = preview(compose(letter.name, FIELDS, frozenset({kind, "open"})))
        assert words.count("asks us, on your behalf") == 1
        asked.add(words.partition("on your behalf")[2].splitlines()[0])
    assert len(asked) == len(letter.kinds)
