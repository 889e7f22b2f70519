"""The letters of a search plan: one for each holder, with their places and days from the plan."""

from datetime import date, timedelta
from pathlib import Path

import docx
import pytest

from dpo_console.cases.letters.letter_choices import preview_letter, written_words
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query
from dpo_console.cases.view.case import case_view
from dpo_console.casework.closing import close
from dpo_console.casework.letters.letter_writing import (
    cases_of,
    print_to,
    save_print,
    write_letter,
    write_letters,
    write_plan_letters,
)
from dpo_console.casework.letters.letters_sent import latest_letter, mark_sent
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.search.searching import EVERY, add_place, ask_places
from dpo_console.errors import BadInput, LetterIncomplete, NotAllowed, Refused
from dpo_console.letters.word.letterhead import problems_of
from dpo_console.letters.word.word_body import broken
from tests.conftest import TODAY, DeskOf

RECEIVED = date(2026, 11, 20)
ASKED = {
    "clarification.reason": "we hold a lot",
    "clarification.questions": "Which years?\nWhich teachers?",
}


def logged(desk: Desk, kind: str = "sar", address: str = "1 Low Road") -> str:
    return log_request(desk, NewRequest(kind, RECEIVED, "Jane Doe", address=address)).reference


def test_each_case_gets_its_letter_or_a_reason(desk: Desk) -> None:
    good, breach, late = logged(desk), logged(desk, "breach"), logged(desk)
    close(desk, late, "withdrawn", RECEIVED)
    done = list(write_letters(desk, (good, breach, late), "acknowledgement", {}))
    assert [(d.reference, d.place, d.total) for d in done] == [
        (good, 1, 3), (breach, 2, 3), (late, 3, 3),
    ]  # fmt: skip
    assert done[0].result
    assert done[0].result.row
    assert (desk.home.exports / done[0].result.row.path).is_file()
    assert "not for this kind of case" in done[1].refused
    assert "closed" in done[2].refused
    assert case_view(desk, breach).letters == ()


def test_a_case_that_has_the_letter_is_skipped_in_a_rehearsal_too(desk: Desk) -> None:
    written, sent, new = logged(desk), logged(desk), logged(desk)
    write_letter(desk, written, "acknowledgement", {})
    write_letter(desk, sent, "acknowledgement", {})
    mark_sent(desk, sent, "acknowledgement", TODAY, "post")
    for only_check in (True, False):
        done = list(
            write_letters(desk, (written, sent, new), "acknowledgement", {}, only_check=only_check)
        )
        had = [one.result.had if one.result else None for one in done]
        assert had == ["written already, and not sent yet", "sent Wed 25 Nov 2026", ""]
    assert len(case_view(desk, sent).letters) == 1


def test_one_file_holds_every_new_letter_with_its_own_header_lists_and_links(
    desk: Desk, tmp_path: Path
) -> None:
    cases = tuple(logged(desk, address=f"{n} Low Road") for n in (1, 2, 3))
    write_letter(desk, cases[0], "clarification", ASKED)
    done = list(write_letters(desk, cases, "clarification", ASKED))
    path = print_to(desk, str(tmp_path / "print.docx"))
    save_print(desk, path, done)
    bound = docx.Document(str(path))
    assert len(bound.sections) == 2
    assert problems_of(path.read_bytes()) == ()
    words = [broken(paragraph.text) for paragraph in bound.paragraphs]
    assert [w for w in words if "Low Road" in w] == [f"Jane Doe\n{n} Low Road" for n in (2, 3)]
    heads = ["".join(s.first_page_footer._element.itertext()) for s in bound.sections]
    assert all("SECTIONPAGES" in s.first_page_footer._element.xml for s in bound.sections)
    assert [case in head for case, head in zip(cases[1:], heads, strict=True)] == [True, True]
    lists = [n for p in bound.paragraphs for n in p._p.xpath("w:pPr/w:numPr/w:numId/@w:val")]
    assert len(lists) == 4
    assert lists[0] == lists[1] != lists[2] == lists[3]
    assert len([link for p in bound.paragraphs for link in p.hyperlinks if link.address]) > 2
    with pytest.raises(Refused):
        save_print(desk, path, done)
    with pytest.raises(BadInput, match="No letter was written"):
        save_print(desk, path, list(write_letters(desk, cases, "clarification", ASKED)))


@pytest.mark.parametrize("name", ["letters.pdf", "exports/letters.docx"])
def test_a_file_to_print_is_a_word_file_outside_exports(name: str, desk: Desk) -> None:
    with pytest.raises(BadInput):
        print_to(desk, str(desk.home.root / name))


def test_a_rehearsal_writes_nothing_and_says_what_is_missing(desk: Desk) -> None:
    reference = logged(desk)
    (done,) = write_letters(desk, (reference,), "extension", {}, only_check=True)
    assert "extension.reason" in done.refused
    assert not (desk.home.exports / reference).exists()


def test_open_cases_of_a_filter_most_urgent_first(desk: Desk) -> None:
    first, second = logged(desk), logged(desk)
    logged(desk, "foi")
    close(desk, second, "withdrawn", RECEIVED)
    assert cases_of(desk, Query("all", ("kind:sar",))) == (first,)
    with pytest.raises(BadInput, match="more than 1 cases"):
        cases_of(desk, Query(), most=1)


def test_nobody_begins_a_batch_who_may_not_write_letters(desk: Desk, desk_of: DeskOf) -> None:
    with pytest.raises(NotAllowed):
        write_letters(desk_of("auditor"), (logged(desk),), "acknowledgement", {})
    with pytest.raises(BadInput, match="no letter"):
        write_letters(desk, (), "aknowledgement", {})


WHAT = "All e-mails about the pupil with the initials T.D., Year 6."


@pytest.fixture
def sar(desk: Desk) -> str:
    """Log a request with three more places, two of them kept by the same person."""
    reference = log_request(desk, NewRequest("sar", date(2026, 11, 20), "Jane Doe")).reference
    for place, holder in (("Year 6 drive", "Ann Bell"), ("Her mailbox", "Ann Bell"), ("Shed", "")):
        add_place(desk, reference, place, holder)
    return reference


def test_each_holder_gets_one_letter_with_all_their_places(desk: Desk, sar: str) -> None:
    rows = case_view(desk, sar).places
    written = write_plan_letters(desk, sar, "ask", EVERY, WHAT)
    assert len(written) == len({row.holder or row.title for row in rows})
    shown = [written_words(desk, row) for row in written]
    (hers,) = (text for text in shown if "Ann Bell" in text)
    assert "Year 6 drive" in hers
    assert "Her mailbox" in hers
    assert "Shed" not in hers
    assert WHAT in hers
    assert all("Please reply by: " in text for text in shown)


def test_each_letter_of_a_plan_stands_with_its_reader_and_is_fetched_by_its_number(
    desk: Desk, sar: str
) -> None:
    written = write_plan_letters(desk, sar, "ask", EVERY, WHAT)
    rows = case_view(desk, sar).letters
    assert [row.state for row in rows] == ["written"] * len(written)
    assert "Ann Bell" in [row.to for row in rows]
    assert len({row.to for row in rows}) == len(written)
    first = rows[0]
    assert latest_letter(desk, sar, first.name, number=1)[0].name.endswith("-1.docx")
    with pytest.raises(BadInput, match=r"no\. 99 was written"):
        latest_letter(desk, sar, first.name, number=99)
    again = write_plan_letters(desk, sar, "ask", EVERY, WHAT)
    states = [row.state for row in case_view(desk, sar).letters]
    assert states == ["superseded"] * len(written) + ["written"] * len(again)


def test_a_reminder_says_when_the_place_was_asked(desk_of: DeskOf, sar: str) -> None:
    desk = desk_of()
    ask_places(desk, sar, ("Shed",), by=TODAY + timedelta(days=2), on=date(2026, 11, 23))
    with pytest.raises(Refused, match="No place is due"):
        write_plan_letters(desk, sar, "chase", EVERY, "")
    (row,) = write_plan_letters(desk, sar, "chase", ("shed",), "")
    shown = written_words(desk, row)
    assert "Monday 23 November 2026" in shown


def test_nothing_is_written_if_the_letters_lack_what_to_look_for(desk: Desk, sar: str) -> None:
    with pytest.raises(LetterIncomplete, match=r"search\.what"):
        write_plan_letters(desk, sar, "hold", EVERY, "")
    assert case_view(desk, sar).letters == ()
    with pytest.raises(BadInput, match="no place 'attic'"):
        write_plan_letters(desk, sar, "ask", ("attic",), WHAT)


def test_a_letter_written_by_itself_takes_places_and_day_from_the_plan(
    desk: Desk, sar: str
) -> None:
    shown = preview_letter(desk, sar, "search-request", {"search.what": WHAT})
    assert "Year 6 drive" in shown.text
    assert [gap for gap in shown.missing if "addressee" not in gap] == []
    assert len(shown.missing) == 1, "several holders: the officer says to whom"
