"""One letter for many cases: a refusal is named, and stops no other case."""

from datetime import date

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query
from dpo_console.cases.view.case import case_view
from dpo_console.casework.closing import close
from dpo_console.casework.letters.letter_batch import cases_of, write_letters
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import BadInput, NotAllowed
from tests.conftest import DeskOf

RECEIVED = date(2026, 11, 20)


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
    assert (desk.home.exports / done[0].result.path).is_file()
    assert "not for this kind of case" in done[1].refused
    assert "closed" in done[2].refused
    assert case_view(desk, breach).letters == ()


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
