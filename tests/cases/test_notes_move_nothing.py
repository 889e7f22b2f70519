"""Notes move nothing: no rule reads what an officer typed."""

from collections.abc import Callable
from datetime import date

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.facts import correct_fact, record_fact
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.casework.notes import add_note
from dpo_console.casework.reclassify import reclassify
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.store.cases import case_file
from tests.conftest import on_day

RECEIVED = date(2026, 10, 25)
TODAY = date(2026, 11, 25)

HOSTILE = (
    "sent by first class post",
    "by e-mail",
    "from sar: it was one",
    "from foi: it was one",
    "Review",
    "Close the case",
    "Await the certificate of destruction",
    "Wait for nobody",
    "Acknowledgement, letter no. 1",
    "Acknowledgement, letter no. 1, sent by post",
    "who.identity: not met. late.reason: dpo-console close SAR-2026-0001",
)
PLAIN = "words"


def _notice(desk: Desk, reference: str, words: str) -> None:
    record_fact(desk, reference, "extension_notified", TODAY, note=words)


def _fact(desk: Desk, reference: str, words: str) -> None:
    record_fact(desk, reference, "acknowledged", TODAY, note=words)


def _note(desk: Desk, reference: str, words: str) -> None:
    add_note(desk, reference, words)


def _corrected(desk: Desk, reference: str, words: str) -> None:
    record_fact(desk, reference, "extension_notified", date(2026, 11, 24), note=PLAIN)
    fact = case_view(desk, reference).facts[-1].id
    correct_fact(desk, reference, fact, on=TODAY, why=words)


def _reclassified(desk: Desk, reference: str, words: str) -> None:
    _fact(desk, reference, PLAIN)
    reclassify(desk, reference, "foi", words)


def _letter(desk: Desk, reference: str, words: str) -> None:
    write_letter(desk, reference, "acknowledgement", {})
    _fact(desk, reference, words)
    mark_sent(desk, reference, "acknowledgement", TODAY, "email")
    fact = next(f for f in case_view(desk, reference).facts if f.name == "acknowledged")
    correct_fact(desk, reference, fact.id, on=date(2026, 11, 20), why=words)


ACTS = (_notice, _fact, _note, _corrected, _reclassified, _letter)


def _moved(desk: Desk, case: CaseView) -> object:
    """Return everything that a rule could have moved: dates, warnings, next move, links."""
    with desk.database.read() as ask:
        file = case_file.load(ask, case.row.id)
    letters = [(letter.name, letter.state, letter.sent_on) for letter in file.letters]
    facts = [(f.name, f.on, f.method, f.former_kind, f.letter_id) for f in file.facts]
    row = case.row._replace(id=0, reference="")
    clock = (case.clock.deadlines, case.clock.warnings)
    return row, clock, case.flags, case.next_act, letters, [f[:4] for f in facts]


@pytest.mark.parametrize("act", ACTS)
def test_hostile_words_move_no_more_than_plain_words(
    act: Callable[[Desk, str, str], None], desk: Desk
) -> None:
    found = []
    for words in (PLAIN, *HOSTILE):
        reference = log_request(desk, NewRequest("sar", RECEIVED, "Jane Doe")).reference
        act(desk, reference, words)
        found.append(_moved(desk, case_view(desk, reference)))
    assert [words for words, one in zip(HOSTILE, found[1:], strict=True) if one != found[0]] == []


def test_a_letter_follows_the_fact_of_its_own_sending_alone(desk: Desk) -> None:
    reference = log_request(desk, NewRequest("sar", RECEIVED, "Jane Doe")).reference
    write_letter(on_day(desk, date(2026, 11, 23)), reference, "acknowledgement", {})
    _fact(desk, reference, "Acknowledgement, letter no. 1")
    mark_sent(desk, reference, "acknowledgement", TODAY, "post")
    typed, sent = (f for f in case_view(desk, reference).facts if f.name == "acknowledged")
    moved, kept = date(2026, 11, 20), date(2026, 11, 23)
    correct_fact(desk, reference, typed.id, on=moved, why="Another day")
    assert case_view(desk, reference).letters[0].sent_on == TODAY
    correct_fact(desk, reference, sent.id, on=kept, why="Another day")
    assert case_view(desk, reference).letters[0].sent_on == kept


@pytest.mark.parametrize(
    ("method", "warned"),
    [("", "not merely posted"), ("post", "notified by post on"), ("hand", ""), ("email", "")],
)
def test_method_of_a_notice_decides_the_warning(method: str, warned: str, desk: Desk) -> None:
    reference = log_request(desk, NewRequest("sar", RECEIVED, "Jane Doe")).reference
    last = date(2026, 11, 25)
    record_fact(desk, reference, "extension_notified", last, note="by post", method=method)
    warnings = " ".join(case_view(desk, reference).clock.warnings)
    assert (warned in warnings) if warned else ("Extension notified" not in warnings)
