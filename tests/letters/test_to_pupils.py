"""Every letter that a pupil can be sent has words for pupils, and loses none of their rights."""

from dpo_console.letters.catalogue import WORDINGS, catalogue, sentences
from dpo_console.letters.composing.composing import compose
from dpo_console.letters.letter import Paragraph, preview
from dpo_console.letters.wording.conditions import TO_PUPIL
from tests.each import each
from tests.letters.samples import CONDITIONS, FIELDS
from tests.letters.to_pupils import goes_to_pupil

NOTICE = {name: "words for everyone" for name in FIELDS if name.startswith("notice.")}
"""What the office says to all, which a letter to a pupil quotes."""

TO_PUPILS = [kind.name for kind in catalogue().values() if goes_to_pupil(kind)]


def test_every_letter_that_a_pupil_can_be_sent_has_words_for_pupils() -> None:
    assert len(TO_PUPILS) > 30
    lacking = [
        name
        for name in TO_PUPILS
        if not (catalogue()[name].to_pupil or (WORDINGS / f"{name}.pupil.md").is_file())
    ]
    assert lacking == []


def test_no_wording_for_pupils_belongs_to_a_letter_that_none_can_get() -> None:
    assert {path.name.split(".")[0] for path in WORDINGS.glob("*.pupil.md")} <= set(TO_PUPILS)


@each(name=TO_PUPILS)
def test_a_letter_to_a_pupil_speaks_to_the_pupil_and_keeps_every_right(name: str) -> None:
    kind = catalogue()[name]
    fields = FIELDS | {"greeting": "Dear Matilda", "subject.whom": "you", **NOTICE}
    made = compose(name, fields, kind.read_by({*CONDITIONS[name], TO_PUPIL}))
    words = preview(made)
    assert "Dear Matilda" in words
    assert "the pupil" not in words.replace("“the pupil”", "")
    assert "requester" not in words
    rights = {d.field.removeprefix("sentence.") for d in kind.demands} & {
        "complain-to-school", "complain-to-commissioner", "go-to-court", "foi-section-50",
        "eir-regulation-18",
    }  # fmt: skip
    for right in rights:
        law = sentences()[right].pupil.partition("{")[0]
        assert any(law in block.text for block in made.blocks if isinstance(block, Paragraph))
