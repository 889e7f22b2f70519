"""The checks before an answer attacked: whatever is removed, nothing is sent or closed."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dpo_console.approval.criteria import criteria_for
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import assess
from dpo_console.casework.closing import close
from dpo_console.casework.facts import record_fact
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.casework.office.opening import open_desk
from dpo_console.casework.reclassify import reclassify
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import GateClosed
from tests.answering import meet_checklist
from tests.conftest import TODAY, Ticking, make_home

SAR = NewRequest(
    "sar", date(2026, 11, 2), "Jane Doe", requester_kind="parent", subjects=("Tom Doe",),
    channel="email", email="jane@example.org",
)  # fmt: skip

LETTER = {
    "schedule": "School record, 24 pages",
    "disclosure.searched": "The management information system",
    "disclosure.period": "September 2022 to November 2026",
    "disclosure.method": "by secure link",
}


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return a home with a request ready to answer, its covering letter written."""
    root = make_home(tmp_path_factory.mktemp("met") / "home")
    desk = open_desk(root, today=TODAY, clock=Ticking())
    reference = log_request(desk, SAR).reference
    meet_checklist(desk, reference)
    return root, reference


@pytest.fixture
def reference(met: tuple[Path, str], home: Path) -> str:
    root, reference = met
    shutil.copytree(root, home, dirs_exist_ok=True)
    return reference


def closed(act: Callable[[], object]) -> list[str]:
    """Return the criteria named in a refusal."""
    with pytest.raises(GateClosed) as caught:
        act()
    return [reason.criterion for reason in caught.value.reasons]


ANSWERED = [
    c.id
    for c in criteria_for("sar", "parent", ending="given")
    if c.mandatory and not c.id.startswith(("search.", "schedule."))
]
"""The questions answered by hand before a parent is given everything."""


@pytest.mark.parametrize("number", range(len(ANSWERED)))
def test_each_answer_taken_back_in_turn_stops_the_answer_its_letter_and_the_closing(
    desk: Desk, reference: str, number: int
) -> None:
    name = ANSWERED[number]
    verdict = ("not-met", "needs-information", "met")[number % 3]
    assess(desk, reference, name, verdict)
    acts: tuple[Callable[[], object], ...] = (
        lambda: record_fact(desk, reference, "responded", TODAY),
        lambda: close(desk, reference, "disclosed", TODAY),
        lambda: write_letter(desk, reference, "disclosure-cover", LETTER),
    )
    for act in acts:
        assert closed(act) == [name]
    assess(desk, reference, name, "met", "Seen on file 7")
    write_letter(desk, reference, "disclosure-cover", LETTER)
    assess(desk, reference, name, verdict)
    assert closed(lambda: mark_sent(desk, reference, "disclosure-cover", TODAY)) == [name]
    assess(desk, reference, name, "met", "Seen on file 7")
    mark_sent(desk, reference, "disclosure-cover", TODAY)
    assess(desk, reference, name, verdict)
    assert closed(lambda: close(desk, reference, "disclosed", TODAY)) == [name]
    assess(desk, reference, name, "met", "Seen on file 7")
    assert case_view(desk, close(desk, reference, "disclosed", TODAY)).flags == ()
    assert verify(desk).sound


def test_an_answer_recorded_as_another_kind_is_marked_once_its_own_checks_count(
    desk: Desk,
) -> None:
    reference = log_request(desk, SAR).reference
    assert closed(lambda: record_fact(desk, reference, "responded", TODAY))
    reclassify(desk, reference, "foi", "It asks for policies")
    meet_checklist(desk, reference)
    record_fact(desk, reference, "responded", TODAY)
    case = case_view(desk, reclassify(desk, reference, "sar", "It asks about Tom after all"))
    (flag,) = case.flags
    assert "Sent under an override on Wed 25 Nov 2026" in flag
    assert "it was recorded while the case was counted as foi" in flag
    assert "who.responsibility" in flag
    assert "what went out counts as an override" in case.timeline[-1].text
    assert case.row.next_action.startswith("Account for the answer")
    assert closed(lambda: close(desk, reference, "disclosed", TODAY))
    assert verify(desk).sound


def test_an_answer_with_every_check_met_is_not_marked_by_being_counted_otherwise(
    desk: Desk,
) -> None:
    foi = log_request(desk, NewRequest("foi", date(2026, 11, 2), "Jane Doe")).reference
    meet_checklist(desk, foi)
    record_fact(desk, foi, "responded", TODAY)
    case = case_view(desk, reclassify(desk, foi, "eir", "It asks about the boiler"))
    assert case.flags == ()
