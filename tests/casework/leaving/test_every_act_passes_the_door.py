"""Every act by which something leaves the office passes the door out, and can be stopped there."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from dpo_console.approval.model import Path as Way
from dpo_console.cases.leaving import leaving as the_door
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.reports.register import register
from dpo_console.cases.view.case import case_view
from dpo_console.casework.acts import acts
from dpo_console.casework.closing import close
from dpo_console.casework.disclosure.schedule_import import export_schedule
from dpo_console.casework.facts import record_fact
from dpo_console.casework.importing.cases import import_cases
from dpo_console.casework.letters.adopting import adopt_letter
from dpo_console.casework.letters.letter_writing import (
    write_letter,
    write_letters,
    write_plan_letters,
)
from dpo_console.casework.letters.letters_sent import (
    latest_letter,
    letter_email,
    mark_sent,
    mark_sent_again,
)
from dpo_console.casework.notice.publishing import publish
from dpo_console.casework.papers.fetching import fetch_paper
from dpo_console.casework.papers.keeping import keep_paper
from dpo_console.casework.reports.evidence_pack import make_pack
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.search.searching import ask_places
from dpo_console.casework.sharing.release import release
from dpo_console.errors import BadFile, GateClosed
from dpo_console.law.facts import fact_kinds, facts_for
from dpo_console.law.statutes import kinds
from dpo_console.sentences import Gap
from tests.answering import meet_checklist
from tests.casework.gates import assessed, opened
from tests.conftest import TODAY, Begin, desks

ACK, ASKED = "acknowledgement", {"summary": "Everything on Tom"}
STOP = Gap("", "Nothing leaves today.", final=True)
WHY = "The head says that it must go."


def stop(_going: Departure) -> Iterator[Gap]:
    yield STOP


class Office:
    """A request with its letter written, and a third party's request that may be released."""

    sar, told, third, shared = "SAR-2026-0001", "SAR-2026-0002", "DSC-2026-0001", "DSC-2026-0002"

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.file = latest_letter(desk, self.sar)[1]


def ready(home: Path) -> None:
    """Make the records of the office, which each test then has for itself."""
    desk, head = desks(home)(), desks(home)("head")
    asks = NewRequest("sar", date(2026, 11, 2), "Jane Doe", email="jane@example.org")
    sar, told = (log_request(desk, asks).reference for _ in range(2))
    meet_checklist(desk, sar)
    write_plan_letters(desk, sar, "ask", ("1",), "All on Tom")
    for reference in (sar, told):
        write_letter(desk, reference, ACK, ASKED)
    mark_sent(desk, told, ACK, TODAY)
    third = opened(desk, head, "nhs", Way.ORDINARY)
    shared = opened(desk, head, "school", Way.ORDINARY)
    release(desk, shared, TODAY, method="Encrypted transfer portal")
    keep_paper(desk, sar, b"By post", "request.txt")
    assert (sar, told, third, shared) == (Office.sar, Office.told, Office.third, Office.shared)


@pytest.fixture
def office(home: Path, begin: Begin) -> Office:
    begin(home, ready)
    return Office(desks(home)())


def batch(office: Office, _folder: Path) -> None:
    why = {"extension.reason": "there is much to read"}  # this letter, unlike ACK, is a new one
    (done,) = write_letters(office.desk, (office.sar,), "extension", why)
    assert done.refused
    raise GateClosed(office.sar, [STOP])


def listed(office: Office, _folder: Path) -> None:
    found = register(office.desk)
    assert (found.rows, found.naming) == ((), (office.shared,))
    raise GateClosed(office.shared, [STOP])


def on_the_website(office: Office, folder: Path) -> None:
    made, _ = publish(office.desk, folder)
    assert made.naming == (office.shared,)
    assert office.shared not in made.files["register.html"].decode()
    raise GateClosed(office.shared, [STOP])


def taken_over(office: Office, _folder: Path) -> None:
    row = "Received,Type,Name,Closed,Result\n2026-11-16,SAR,Rex Vane,2026-11-24,disclosed in full\n"
    with pytest.raises(BadFile, match="let it pass the checks"):
        import_cases(office.desk, row.encode(), "register.csv", {})
    raise GateClosed(office.sar, [STOP])


PASSES: dict[str, Callable[[Office, Path], object]] = {
    "letter": lambda o, _: write_letter(o.desk, o.sar, ACK, ASKED),
    "letters": batch,
    "letter_edited": lambda o, _: adopt_letter(o.desk, o.sar, ACK, o.file, {}, source="it"),
    "sent": lambda o, _: mark_sent(o.desk, o.sar, ACK, TODAY),
    "sent_again": lambda o, _: mark_sent_again(o.desk, o.told, ACK, TODAY, why="It came back"),
    "fetch_letter": lambda o, _: latest_letter(o.desk, o.sar),
    "email_letter": lambda o, _: letter_email(o.desk, o.sar),
    "letter_out": lambda o, _: latest_letter(o.desk, o.sar, ACK),
    "release": lambda o, _: release(o.desk, o.third, TODAY, method="Encrypted transfer portal"),
    "fact": lambda o, _: record_fact(o.desk, o.sar, "responded", TODAY),
    "close": lambda o, _: close(o.desk, o.sar, "disclosed", TODAY),
    "export_schedule": lambda o, _: export_schedule(o.desk, o.sar),
    "fetch_paper": lambda o, _: fetch_paper(o.desk, o.sar, 1, "Jane Doe"),
    "pack": lambda o, folder: make_pack(o.desk, o.sar, str(folder)),
    "register": listed,
    "import_answered": taken_over,
    "publish": on_the_website,
    "search_sent": lambda o, _: ask_places(o.desk, o.sar, ("1",)),
}
"""Each act that leaves, done to a case where nothing but the door speaks against it."""


def test_every_act_that_leaves_is_walked_here() -> None:
    leave = {act.id for act in acts().all if act.leaves and act.run != FACT}
    assert leave | {"fact"} == {*PASSES, "release_urgently"}


FACT = next(act.run for act in acts().all if act.id == "fact")


@pytest.mark.parametrize("act", PASSES)
def test_an_act_that_leaves_is_stopped_by_the_door_and_leaves_nothing_behind(
    act: str, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [case_view(office.desk, ref).version for ref in (office.sar, office.third)]
    monkeypatch.setattr(the_door, "CHECKS", (stop,))
    with pytest.raises(GateClosed, match="Nothing leaves today"):
        PASSES[act](office, tmp_path / "pack")
    assert [case_view(office.desk, r).version for r in (office.sar, office.third)] == before
    left = list((tmp_path / "pack").glob("*"))
    assert not left or act == "publish", "pages without the register's row are published"


def test_an_urgent_release_is_never_held_up_but_keeps_what_spoke_against_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubt = Gap("", "Nothing leaves today.")
    monkeypatch.setattr(the_door, "CHECKS", (lambda _going: iter([doubt]),))
    why = "A child is at risk tonight"
    release(office.desk, office.third, TODAY, urgent=True, reason=why)
    assert any(why in flag for flag in case_view(office.desk, office.third).flags)


def test_a_release_that_happened_without_approval_is_recorded_and_can_be_recalled(
    desk: Desk,
) -> None:
    third = assessed(desk, "nhs", Way.ORDINARY)
    for override in ("", "The clerk sent it without any approval"):
        with pytest.raises(GateClosed, match="No approver has decided"):
            release(desk, third, TODAY, override=override)
    yesterday, why = date(2026, 11, 24), "The clerk sent it without any approval"
    with pytest.raises(GateClosed, match="--override"):
        release(desk, third, yesterday)
    release(desk, third, yesterday, override=why)
    flags = " ".join(case_view(desk, third).flags)
    assert why in flags
    assert "No approver has decided yet." in flags


LEAVING = sorted(fact.name for fact in fact_kinds().values() if fact.leaves and fact.by_hand)


@pytest.mark.parametrize("name", LEAVING)
def test_a_fact_that_says_something_went_passes_the_door_and_is_recorded_with_a_reason(
    name: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = next(k for k in kinds() if name in {f.name for f in facts_for(k)})
    reference = log_request(desk, NewRequest(kind, date(2026, 11, 2), "Jane Doe")).reference
    monkeypatch.setattr(the_door, "CHECKS", (stop,))
    with pytest.raises(GateClosed, match="--override"):
        record_fact(desk, reference, name, TODAY, note="By post")
    record_fact(desk, reference, name, TODAY, note="By post", override=WHY)
    assert WHY in case_view(desk, reference).flags[0]
