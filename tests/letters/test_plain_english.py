"""Letters are easy to read, and those to pupils easier still."""

from dpo_console.letters.catalogue import WORDINGS, catalogue
from dpo_console.letters.composing.composing import compose
from dpo_console.letters.letter import Paragraph, Style
from dpo_console.letters.wording.conditions import TO_PUPIL
from tests.each import each
from tests.letters.reading_ease import reading_ease
from tests.letters.samples import CONDITIONS, FIELDS

FOR_PUPILS = sorted(path.name.split(".")[0] for path in WORDINGS.glob("*.pupil.md"))
PLAIN, PLAIN_FOR_PUPILS = 60, 75


def ease(name: str, *more: str) -> float:
    """Return the reading ease of the sample letter's own sentences."""
    made = compose(name, FIELDS, {*CONDITIONS[name], *more})
    read = (Style.BODY, Style.BULLET, Style.NUMBER)
    blocks = (b for b in made.blocks if isinstance(b, Paragraph) and b.style in read)
    return reading_ease("\n".join(block.text for block in blocks))


@each(name=catalogue())
def test_a_letter_is_plain_english(name: str) -> None:
    assert ease(name) >= PLAIN


@each(name=FOR_PUPILS)
def test_a_letter_to_a_pupil_is_plainer(name: str) -> None:
    assert ease(name, TO_PUPIL) >= PLAIN_FOR_PUPILS
    assert ease(name, TO_PUPIL) > ease(name)


def test_hard_sentences_score_low() -> None:
    hard = "Notwithstanding the aforementioned considerations, applicability is indeterminate."
    assert reading_ease(hard) < 20 < reading_ease("We have your letter. We will write to you soon.")
