"""Letters of a case: complete or not at all, kept by hash, and moving the clock when sent."""

import stat
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest

from dpo_console.cases.letters.letter_choices import letters_for, preview_letter
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import assess
from dpo_console.casework.closing import close
from dpo_console.casework.facts import correct_fact
from dpo_console.casework.letters import letter_writing
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import (
    latest_letter,
    mark_sent,
    mark_sent_again,
)
from dpo_console.casework.people.parties import add_party
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.casework.undo import undo, undoing
from dpo_console.errors import BadInput, GateClosed, LetterIncomplete, NotAllowed, Refused, TryAgain
from dpo_console.letters.word.word_body import broken
from tests.answering import meet_checklist
from tests.casework.sharing.test_sharing import REQUEST, SCOPE, meet_all
from tests.conftest import DeskOf, on_day
from tests.hostile import CONTROL, HOSTILE

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)
QUESTIONS = {"questions": "Which years?\nWhich staff?", "reason": "we hold ten years of records"}


def logged(desk: Desk, requester: str = "Jane Doe", **more: str) -> str:
    request = NewRequest(
        "sar",
        date(2026, 11, 2),
        requester,
        subjects=("Tom Doe",),
        channel="email",
        email="jane@example.org",
        **more,  # type: ignore[arg-type]
    )
    return log_request(desk, request).reference


def words_in(path: Path) -> list[str]:
    return [broken(p.text) for p in docx.Document(str(path)).paragraphs]


def test_written_whole_private_and_named_by_reference(desk: Desk) -> None:
    reference = logged(desk)
    row = write_letter(desk, reference, "acknowledgement", {})
    path = desk.home.exports / row.path
    assert path.name == f"{reference}-acknowledgement-1.docx"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    text = "\n".join(words_in(path))
    assert "Wednesday 2 December 2026" in text
    assert reference in text
    assert latest_letter(desk, reference) == (path, path.read_bytes())
    assert verify(desk).sound


def test_preview_has_the_words_that_word_shows(desk: Desk) -> None:
    reference = logged(desk)
    shown = preview_letter(desk, reference, "clarification", QUESTIONS)
    assert shown.missing == ()
    row = write_letter(desk, reference, "clarification", QUESTIONS)
    for paragraph in words_in(desk.home.exports / row.path):
        for line in paragraph.splitlines():
            assert line.strip() in shown.text


def test_every_gap_at_once_and_nothing_written(desk: Desk) -> None:
    reference = logged(desk)
    with pytest.raises(LetterIncomplete) as caught:
        write_letter(desk, reference, "clarification", {})
    assert len(caught.value.missing) == 2
    assert not (desk.home.exports / reference).exists()
    assert case_view(desk, reference).letters == ()
    with pytest.raises(BadInput, match="doesn't ask for 'question'"):
        write_letter(desk, reference, "clarification", {"question": "x"})


def test_the_offices_own_summary_is_never_quoted(desk: Desk) -> None:
    reference = logged(desk, summary="The parents live apart; she must not learn the address.")
    for choice in letters_for(desk, reference):
        text = preview_letter(desk, reference, choice.name, {}).text
        assert "live apart" not in text


def test_sending_a_clarification_stops_the_clock(desk: Desk) -> None:
    reference = logged(desk)
    with pytest.raises(BadInput, match="No letter clarification"):
        mark_sent(desk, reference, "clarification", TODAY)
    write_letter(desk, reference, "clarification", QUESTIONS)
    assert case_view(desk, reference).row.status == "running"
    case = case_view(desk, mark_sent(desk, reference, "clarification", TODAY, "e-mail"))
    assert case.row.status == "paused"
    assert case.letters[-1].sent_on == TODAY
    with pytest.raises(Refused, match="was sent"):
        mark_sent(desk, reference, "clarification", TODAY)
    assert verify(desk).sound


def test_sending_the_cover_letter_is_the_answer(desk: Desk) -> None:
    reference = logged(desk)
    given = {
        "schedule": "School record, 24 pages",
        "disclosure.searched": "The management information system",
        "disclosure.period": "September 2022 to November 2026",
        "disclosure.method": "by secure link",
    }
    meet_checklist(desk, reference)
    write_letter(desk, reference, "disclosure-cover", given)
    case = case_view(desk, mark_sent(desk, reference, "disclosure-cover", TODAY))
    assert case.clock.deadlines[0].met_on == TODAY
    assert case.row.next_action == "Close the case"


def test_an_approval_letter_needs_an_approval(desk: Desk, desk_of: DeskOf) -> None:
    reference = log_request(desk, REQUEST).reference
    set_scope(desk, reference, SCOPE)
    with pytest.raises(Refused, match="isn't approved yet"):
        write_letter(desk, reference, "third-party-approval", {})
    meet_all(desk, reference)
    decide(desk_of("head"), reference, "approve", "Of benefit")
    for name in ("who.person", "handling.storage"):
        assess(desk, reference, name, "needs-information", "They don't ring back")
        with pytest.raises(GateClosed, match=f"{name}: waits for information"):
            write_letter(desk, reference, "third-party-approval", {})
        assess(desk, reference, name, "met", "seen on file")
    assess(desk, reference, "retention.destruction", "needs-information", "Until they sign")
    row = write_letter(desk, reference, "third-party-approval", {})
    set_scope(desk, reference, replace(SCOPE, items="Everything"))
    with pytest.raises(GateClosed, match="has lapsed"):
        mark_sent(desk, reference, "third-party-approval", TODAY)
    text = "\n".join(words_in(desk.home.exports / row.path))
    for needed in ("Ruth Castle", "Reading age", "University of Westmarch", "31 July 2027"):
        assert needed in text


@pytest.mark.parametrize("name", HOSTILE[::7])  # all of them: test_word_file
def test_a_name_stands_exactly(desk: Desk, name: str) -> None:
    reference = logged(desk, requester=name)
    row = write_letter(desk, reference, "acknowledgement", {})
    kept = case_view(desk, reference).requester.name
    assert f"Dear {kept}" in words_in(desk.home.exports / row.path)


@pytest.mark.parametrize("name", CONTROL)
def test_a_control_character_is_named_and_no_letter_is_written(desk: Desk, name: str) -> None:
    reference = logged(desk, requester=name)
    with pytest.raises(LetterIncomplete, match=r"U\+[0F][0F]"):
        write_letter(desk, reference, "acknowledgement", {})
    assert case_view(desk, reference).letters == ()


def test_a_full_disk_leaves_neither_file_nor_record(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = logged(desk)

    def full(*_: object, **__: object) -> str:
        raise TryAgain("The disk is full.")

    monkeypatch.setattr(letter_writing, "write_docx", full)
    with pytest.raises(TryAgain):
        write_letter(desk, reference, "acknowledgement", {})
    monkeypatch.undo()
    assert case_view(desk, reference).letters == ()
    assert write_letter(desk, reference, "acknowledgement", {}).path.endswith("-1.docx")


def test_a_record_that_cannot_be_saved_takes_its_file_away(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = logged(desk)

    def fail(*_: object, **__: object) -> None:
        raise TryAgain("The records are busy.")

    monkeypatch.setattr("dpo_console.casework.change.settle", fail)
    with pytest.raises(TryAgain):
        write_letter(desk, reference, "acknowledgement", {})
    monkeypatch.undo()
    assert list(desk.home.exports.glob("*/*.docx")) == []
    assert verify(desk).sound


def test_changed_missing_and_stray_files_are_seen(desk: Desk) -> None:
    reference = logged(desk)
    row = write_letter(desk, reference, "acknowledgement", {})
    path = desk.home.exports / row.path
    found = {c.name: c for c in verify(desk).checks}
    assert found["letters"].sound
    path.with_name("stray.docx").write_bytes(b"x")
    path.write_bytes(path.read_bytes() + b"x")
    text = {c.name: c for c in verify(desk).checks}["letters"].text
    assert "was changed" in text
    assert "no case knows" in text
    path.unlink()
    assert "missing" in {c.name: c for c in verify(desk).checks}["letters"].text
    with pytest.raises(Refused, match="missing"):
        latest_letter(desk, reference)


def test_the_offices_own_wording_wins_but_cannot_lose_what_the_law_demands(desk: Desk) -> None:
    reference = logged(desk)
    desk.home.own_wording.mkdir()
    (desk.home.own_wording / "clarification.md").write_text("# Hello {requester.name}\n\nWhich?\n")
    shown = preview_letter(desk, reference, "clarification", QUESTIONS)
    assert "Hello Jane Doe" in shown.text
    assert any("12A(5)" in gap for gap in shown.missing)
    with pytest.raises(LetterIncomplete):
        write_letter(desk, reference, "clarification", QUESTIONS)


def test_an_auditor_writes_no_letters(desk: Desk, desk_of: DeskOf) -> None:
    reference = logged(desk)
    with pytest.raises(NotAllowed):
        write_letter(desk_of("auditor"), reference, "acknowledgement", {})


def test_a_file_left_by_a_kill_does_not_block_the_next_letter(desk: Desk) -> None:
    reference = logged(desk)
    orphan = desk.home.exports / reference / f"{reference}-acknowledgement-1.docx"
    orphan.parent.mkdir()
    orphan.write_bytes(b"left behind")
    row = write_letter(desk, reference, "acknowledgement", {})
    assert row.path.endswith("-2.docx")
    assert orphan.read_bytes() == b"left behind"


def test_a_letter_is_not_sent_on_a_closed_case_nor_before_the_request(desk: Desk) -> None:
    reference = logged(desk)
    write_letter(desk, reference, "acknowledgement", {})
    with pytest.raises(BadInput, match="before the request"):
        mark_sent(desk, reference, "acknowledgement", date(2026, 10, 1))
    close(desk, reference, "withdrawn", TODAY)
    with pytest.raises(Refused, match="closed"):
        mark_sent(desk, reference, "acknowledgement", TODAY)


def test_a_letter_given_later_than_it_was_sent_counts_from_the_day_it_was_given(desk: Desk) -> None:
    reference = logged(desk, address="1 Low Road")
    yesterday = on_day(desk, TODAY - DAY)
    write_letter(yesterday, reference, "extension", {"extension.reason": "three requests overlap"})
    with pytest.raises(BadInput, match="before it was sent"):
        mark_sent(desk, reference, "extension", TODAY, given=TODAY - DAY)
    case = case_view(
        desk, mark_sent(desk, reference, "extension", TODAY - DAY, "by hand", given=TODAY)
    )
    (fact,) = [f for f in case.facts if f.name == "extension_notified"]
    assert fact.on == TODAY
    assert case.letters[-1].sent_on == TODAY - DAY


def test_a_letter_sent_again_moves_no_date_and_stands_in_the_timeline(desk: Desk) -> None:
    reference = logged(desk, address="1 Low Road")
    write_letter(desk, reference, "acknowledgement", {"summary": "the reports"})
    with pytest.raises(BadInput, match="was not sent yet"):
        mark_sent_again(desk, reference, "acknowledgement", TODAY, why="lost")
    before = case_view(
        desk, mark_sent(desk, reference, "acknowledgement", TODAY, "email", to="Jane Doe")
    )
    assert before.letters[-1].to == "Jane Doe"
    with pytest.raises(BadInput, match="why is missing"):
        mark_sent_again(desk, reference, "acknowledgement", TODAY, why=" ")
    after = case_view(
        desk,
        mark_sent_again(
            desk, reference, "acknowledgement", TODAY, "post", to="Jane Doe", why="it bounced"
        ),
    )
    assert after.clock == before.clock
    assert len(after.facts) == len(before.facts)
    assert any("Sent again" in e.text and "it bounced" in e.text for e in after.timeline)


def test_a_letter_that_was_not_sent_after_all_or_on_another_day_follows_its_fact(
    desk: Desk,
) -> None:
    reference = logged(desk)
    write_letter(on_day(desk, TODAY - DAY), reference, "clarification", QUESTIONS)
    case = case_view(desk, mark_sent(desk, reference, "clarification", TODAY, "e-mail"))

    def letter() -> tuple[str, date | None, str]:
        row = case_view(desk, reference).letters[-1]
        return row.state, row.sent_on, row.method

    def fact() -> int:
        return max(f.id for f in case_view(desk, reference).facts)

    with pytest.raises(BadInput, match="before the letter was written, Tue 24 Nov 2026"):
        correct_fact(desk, reference, fact(), on=TODAY - 2 * DAY, why="it went before")
    correct_fact(desk, reference, fact(), on=TODAY - DAY, why="it went the day before")
    assert letter() == ("sent", TODAY - DAY, "e-mail")
    correct_fact(desk, reference, fact(), why="it is still on my desk")
    assert letter() == ("written", None, "")
    undo(desk, undoing(desk, reference))
    assert letter() == ("sent", TODAY - DAY, "e-mail")
    correct_fact(desk, reference, fact(), why="on my desk all the same")
    case = case_view(desk, mark_sent(desk, reference, "clarification", TODAY, "post"))
    assert letter() == ("sent", TODAY, "post")
    assert case.row.status == "paused"
    assert verify(desk).sound


def test_a_letter_of_today_goes_on_an_earlier_day_only_in_records_to_practise_on(
    desk: Desk,
) -> None:
    reference = logged(desk)
    earlier = replace(desk, today=TODAY - DAY)  # and its clock stamps what is written with TODAY
    write_letter(earlier, reference, "clarification", QUESTIONS)
    with pytest.raises(BadInput, match="before the letter was written"):
        mark_sent(replace(earlier, as_if=True), reference, "clarification", TODAY - DAY)
    mark_sent(earlier, reference, "clarification", TODAY - DAY)
    assert case_view(desk, reference).letters[-1].sent_on == TODAY - DAY


def test_a_letter_that_a_newer_one_replaced_unsent_is_superseded(desk: Desk) -> None:
    reference = logged(desk, address="1 Low Road")
    for _ in range(2):
        write_letter(desk, reference, "acknowledgement", {"summary": "the reports"})
    assert [row.state for row in case_view(desk, reference).letters] == ["superseded", "written"]


def test_a_better_address_replaces_a_letter_and_another_reader_has_their_own(desk: Desk) -> None:
    reference = logged(desk, address="1 Low Road")
    add_party(desk, reference, "subject", {"name": "Cole Nash"})
    for reader in ("Tom Doe\n1 Low Raod", "Tom Doe\n1 Low Road", "Cole Nash"):
        typed = {"told.addressee": reader, "consult.reply_by": "2026-12-04"}
        write_letter(desk, reference, "pupil-view", typed)
    assert [(row.to, row.state) for row in case_view(desk, reference).letters] == [
        ("Tom Doe", "superseded"), ("Tom Doe", "written"), ("Cole Nash", "written")
    ]  # fmt: skip


def test_each_of_two_letters_of_a_name_is_recorded_as_sent_by_its_number(desk: Desk) -> None:
    reference = logged(desk)
    for holder in ("Ann Bell", "Kim Ito"):
        write_letter(desk, reference, "search-request", HOLDER | {"staff.addressee": holder})
    mark_sent(desk, reference, "search-request", TODAY, number=1)
    assert [(x.to, x.sent_on) for x in case_view(desk, reference).letters] == [
        ("Ann Bell", TODAY), ("Kim Ito", None),
    ]  # fmt: skip
    with pytest.raises(Refused, match=r"no\. 1 was sent on 2026-11-25.*--number 1"):
        mark_sent(desk, reference, "search-request", TODAY, number=1)
    with pytest.raises(BadInput, match=r"No letter search-request no\. 9 was written"):
        mark_sent(desk, reference, "search-request", TODAY, number=9)
    with pytest.raises(BadInput, match="before the letter was written"):
        mark_sent(desk, reference, "search-request", TODAY - DAY, number=2)
    with pytest.raises(BadInput, match=r"no\. 2 was not sent yet.*--number 2"):
        mark_sent_again(desk, reference, "search-request", TODAY, why="lost", number=2)
    mark_sent_again(desk, reference, "search-request", TODAY, why="lost", number=1)
    first, second = case_view(desk, reference).letters
    assert "lost" in first.again
    assert not second.again


HOLDER = {
    "search.what": "E-mails about T.D.", "search.where": "Her mailbox",
    "search.reply_by": "2026-12-02",
}  # fmt: skip
