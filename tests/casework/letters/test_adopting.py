"""A letter edited in Word is taken in as a version of its own, after the checks on its words."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.document import Document

from dpo_console.cases.letters.letter_choices import written_words
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.letters.adopting import adopt_letter
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import latest_letter, mark_sent
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import BadInput, GateClosed, NotAllowed, Refused
from dpo_console.letters.word.word_body import broken
from tests.conftest import TODAY, DeskOf
from tests.letters.word.test_logo import PNG

ACK, ASKED = "acknowledgement", {"summary": "Everything on Tom"}
Edit = Callable[[Document], object]


@pytest.fixture
def case(desk: Desk) -> str:
    request = NewRequest(
        "sar", date(2026, 11, 2), "Jane Doe", address="1 Low Road", email="jane@example.org"
    )
    return log_request(desk, request).reference


def word(path: Path, edit: Edit) -> bytes:
    """Return a letter's file as Word saves it after an edit."""
    document, saved = docx.Document(str(path)), io.BytesIO()
    edit(document)
    document.save(saved)
    return saved.getvalue()


def adopt(desk: Desk, case: str, edit: Edit, name: str = ACK, **given: str) -> None:
    """Write a letter, edit it in Word, and take it in."""
    path = latest_letter(desk, case, name)[0]
    adopt_letter(desk, case, name, word(path, edit), given, source="edited.docx")


def say_more(document: Document) -> None:
    document.paragraphs[9].insert_paragraph_before("We spoke on the telephone on Monday.")


def replace(old: str, new: str) -> Edit:
    def edit(document: Document) -> None:
        (found,) = (p for p in document.paragraphs if old in broken(p.text))
        found.text = broken(found.text).replace(old, new)

    return edit


def quotes_and_dashes(document: Document) -> None:
    """Change what Word changes as people type."""
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("'", "’").replace(" ", "\xa0", 1)


TAKEN: dict[str, Edit] = {
    "more words": say_more,
    "saved unchanged": lambda document: None,
    "Word's own quotes": quotes_and_dashes,
    "a kinder close": replace("Yours sincerely", "With kind regards"),
}


@pytest.mark.parametrize("edit", TAKEN.values(), ids=TAKEN)
def test_an_edited_letter_is_a_version_of_its_own(edit: Edit, desk: Desk, case: str) -> None:
    first = write_letter(desk, case, ACK, ASKED)
    adopt(desk, case, edit)
    before, after = case_view(desk, case).letters
    assert (before.sha256, before.state) == (first.sha256, "superseded")
    assert (after.number, after.by, bool(after.edited)) == (2, "dpo", True)
    told = case_view(desk, case).timeline[-1]
    assert told.text == "Took in the letter “Acknowledgement” no. 2, edited in Word"
    assert latest_letter(desk, case)[0].name == "SAR-2026-0001-acknowledgement-2.docx"
    assert verify(desk).sound


def test_its_words_are_read_and_sent(desk: Desk, case: str) -> None:
    write_letter(desk, case, ACK, ASKED)
    adopt(desk, case, say_more)
    assert "We spoke on the telephone" in written_words(desk, case_view(desk, case).letters[-1])
    mark_sent(desk, case, ACK, TODAY, "post")
    assert any(fact.name == "acknowledged" for fact in case_view(desk, case).facts)


def test_an_added_picture_is_told(desk: Desk, case: str) -> None:
    write_letter(desk, case, ACK, ASKED)
    adopt(desk, case, lambda document: document.add_picture(io.BytesIO(PNG)))
    adopt(desk, case, say_more)
    assert case_view(desk, case).letters[-1].edited == "edited in Word, 1 picture added"


def test_a_colleague_may_take_it_in_with_the_writer_s_signature(
    desk: Desk, desk_of: DeskOf, case: str
) -> None:
    write_letter(desk, case, ACK, ASKED)
    adopt(desk_of("clerk"), case, say_more)
    assert case_view(desk, case).letters[-1].by == "clerk"


def hide(document: Document) -> None:
    document.paragraphs[9].add_run(" He is on the register.").font.hidden = True


def link_out(document: Document) -> None:
    document.part.relate_to("\\\\host\\share", "x/hyperlink", is_external=True)


REFUSED: dict[str, tuple[Edit, str]] = {
    "loses the date": (replace("Our answer is due by Wednesday 2 December", "Soon"), "12A"),
    "moves the date": (replace("due by Wednesday 2", "due by Wednesday 9"), "2 December"),
    "loses what is asked": (replace("Everything on Tom", "a thing"), "Everything on Tom"),
    "hides words": (hide, "hidden"),
    "leads to a share": (link_out, "link to"),
}


@pytest.mark.parametrize(("edit", "said"), REFUSED.values(), ids=REFUSED)
def test_an_edit_that_loses_what_the_law_demands_or_hides_words_is_refused(
    edit: Edit, said: str, desk: Desk, case: str
) -> None:
    write_letter(desk, case, ACK, ASKED)
    before = sorted(desk.home.exports.rglob("*"))
    with pytest.raises(Refused, match=said):
        adopt(desk, case, edit)
    assert sorted(desk.home.exports.rglob("*")) == before
    assert len(case_view(desk, case).letters) == 1


def test_words_of_the_officer_that_changed_in_word_are_given_anew(desk: Desk, case: str) -> None:
    write_letter(desk, case, ACK, ASKED)
    edit = replace("Everything on Tom", "The reports on Tom")
    with pytest.raises(Refused, match="give the new words"):
        adopt(desk, case, edit)
    adopt(desk, case, edit, summary="The reports on Tom")
    assert len(case_view(desk, case).letters) == 2


def test_a_reason_inside_a_sentence_may_be_put_in_other_words(desk: Desk, case: str) -> None:
    write_letter(desk, case, "extension", {"extension.reason": "there are two hundred files"})
    adopt(desk, case, replace("two hundred", "many hundreds of"), "extension")
    with pytest.raises(Refused, match="It is necessary here"):
        adopt(desk, case, replace("It is necessary here because", "We are busy:"), "extension")


def test_a_letter_that_waits_or_does_not_fit_is_not_taken_in(
    desk: Desk, desk_of: DeskOf, case: str
) -> None:
    write_letter(desk, case, ACK, ASKED)
    data = latest_letter(desk, case)[1]
    tries: dict[str, tuple[Desk, str, type[Exception]]] = {
        "the answer, before its checklist is met": (desk, "nothing-held", GateClosed),
        "a letter of another kind of case": (desk, "foi-refusal", Refused),
        "a decision sheet": (desk, "decision-sheet", Refused),
        "no letter at all": (desk, "hello", BadInput),
        "by an auditor": (desk_of("auditor"), ACK, NotAllowed),
    }
    for what, (whose, name, error) in tries.items():
        with pytest.raises(error):
            pytest.fail(f"{what}: {adopt_letter(whose, case, name, data, {}, source='x.docx')}")
