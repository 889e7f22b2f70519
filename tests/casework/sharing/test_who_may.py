"""Who may rule: tries to rule by those who may not, and rulings that must pass."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path as FilePath
from typing import Any

import pytest

from dpo_console.approval.model import Path
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.records.verify import verify
from dpo_console.cases.sharing.ruling import decided_by
from dpo_console.cases.sharing.scope_items import Scope, changed
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import assess
from dpo_console.casework.closing import close
from dpo_console.casework.papers.keeping import keep_paper
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.config import Home, load_settings
from dpo_console.errors import BadFile, BadInput, DpoConsoleError, NotAllowed
from tests.casework.gates import REQUEST, SCOPE
from tests.conftest import TODAY, DeskOf

DEPUTY = 'slug = "dsl"\n'
STANDS_IN = 'deputy_for = "{whom}"\nfrom = {first}\nto = {last}\n'
HEAD = '\n[[people]]\nslug = "head"\nname = "Ruth Castle"\nrole = "approver"\n'
EVE = '\n[[people]]\nslug = "eve"\nname = "Eve Marsh"\nrole = "approver"\n'


@dataclass(frozen=True)
class Office:
    """The people of an office that differ from the usual: a deputy, and who isn't listed."""

    whom: str = ""
    first: str = "2026-11-20"
    last: str = "2026-12-04"
    headless: bool = False
    deputy: str = DEPUTY

    def write(self, home: FilePath) -> None:
        file = home / "data" / "dpo.toml"
        text = file.read_text()
        if self.whom:
            deputy = STANDS_IN.format(whom=self.whom, first=self.first, last=self.last)
            text = text.replace(self.deputy, self.deputy + deputy)
        file.write_text(text.replace(HEAD, "") if self.headless else text)


USUAL, HEADLESS = Office(), Office(headless=True)
DEPUTY_HEAD = Office("head")
ENDED, NOT_YET = Office("head", last="2026-11-24"), Office("head", first="2026-11-26")


@dataclass(frozen=True)
class Try:
    """Somebody rules on a request. `stopped` is what stops them, or '' if they lawfully may."""

    who: str
    stopped: str
    office: Office = USUAL
    scoped_by: str = "clerk"
    concerns: str = ""
    ruling: str = "approve"
    more: dict[str, Any] = field(default_factory=dict)


def on_paper(by: str, on: date = TODAY) -> dict[str, Any]:
    return {"by": by, "on": on, "evidence": "The signed sheet, file 12"}


CHAIR = on_paper("Ann Thorpe, chair of governors")
ADVISED, DPO_NEVER = "advised on this request, so the approver", "The DPO advises and never"
BY_THE_CHAIR, ROLE = "the chair of governors rules on paper", "who may not decide"

TRIES = {
    "the DPO rules on the DPO's own scope": Try("dpo", ADVISED, scoped_by="dpo"),
    "the DPO refuses on the DPO's own scope": Try("dpo", ADVISED, scoped_by="dpo", ruling="refuse"),
    "the DPO approves, having advised on nothing": Try("dpo", DPO_NEVER),
    "the DPO approves what concerns the head, on the DPO's own scope": Try(
        "dpo", BY_THE_CHAIR, scoped_by="dpo", concerns="Ruth Castle"
    ),
    "the DPO approves on the DPO's own scope where nobody else may": Try(
        "dpo", BY_THE_CHAIR, HEADLESS, scoped_by="dpo"
    ),
    "the DPO signs as the chair of governors": Try(
        "dpo", BY_THE_CHAIR, HEADLESS, "dpo", more=on_paper("Mrs Amara Okafor")
    ),
    "the DPO records a chair while the head may rule": Try("dpo", "no person", more=CHAIR),
    "the head rules on a case that concerns the head": Try(
        "head", "is concerned in this case", concerns="Mrs Ruth Castle"
    ),
    "the head's sheet is recorded in a case that concerns the head": Try(
        "dpo", "is concerned in this case", concerns="Ruth Castle", more=on_paper("head")
    ),
    "a clerk rules": Try("clerk", ROLE),
    "the DSL rules, standing in for nobody": Try("dsl", ROLE),
    "a deputy rules after the last day": Try("dsl", ROLE, ENDED),
    "a deputy rules before the first day": Try("dsl", ROLE, NOT_YET),
    "a deputy's sheet of a day after the last one": Try(
        "dpo", ROLE, Office("head", last="2026-11-23"), more=on_paper("dsl", date(2026, 11, 24))
    ),
    "a deputy backdates a ruling to the last day": Try(
        "dsl", ROLE, ENDED, more={"on": date(2026, 11, 24), "evidence": "Minute 7"}
    ),
    "a deputy backdates the deputy's own sheet to the last day": Try(
        "dsl", "You may not decide this today", ENDED, more=on_paper("dsl", date(2026, 11, 24))
    ),
    "a deputy rules on the deputy's own scope": Try("dsl", ADVISED, DEPUTY_HEAD, scoped_by="dsl"),
    "a deputy rules on a case that concerns the deputy": Try(
        "dsl", "is concerned in this case", DEPUTY_HEAD, concerns="Samir Nath"
    ),
    "the head advises as the DPO's deputy, and rules": Try(
        "head", BY_THE_CHAIR, Office("dpo", deputy='slug = "head"\n'), scoped_by="head"
    ),
    "a deputy of the DPO approves while the head may": Try("dsl", DPO_NEVER, Office("dpo")),
    "the DPO approves while the head's deputy may": Try(
        "dpo", DPO_NEVER, DEPUTY_HEAD, concerns="Ruth Castle"
    ),
    "a chair's sheet without saying where it is kept": Try(
        "dpo", "evidence", HEADLESS, more={"by": "Ann Thorpe"}
    ),
}

LAWFUL = {
    "the head rules": Try("head", ""),
    "the head's sheet is recorded by the DPO": Try("dpo", "", more=on_paper("head")),
    "the head's sheet is recorded by the DSL": Try("dsl", "", more=on_paper("Ruth Castle")),
    "the DPO refuses, having advised on nothing": Try("dpo", "", ruling="refuse"),
    "the DPO approves where no approver is listed, having advised on nothing": Try(
        "dpo", "", HEADLESS
    ),
    "the chair rules on paper where no approver is listed": Try(
        "dpo", "", HEADLESS, scoped_by="dpo", more=CHAIR
    ),
    "the chair rules on paper on what concerns the head": Try(
        "dpo", "", concerns="Ruth Castle", scoped_by="dpo", more=CHAIR
    ),
    "a deputy rules on a day between": Try("dsl", "", DEPUTY_HEAD),
    "a deputy rules on the first day": Try("dsl", "", Office("head", first="2026-11-25")),
    "a deputy rules on the last day": Try("dsl", "", Office("head", last="2026-11-25")),
    "a deputy's sheet of the last day": Try(
        "dpo", "", Office("head", last="2026-11-24"), more=on_paper("dsl", date(2026, 11, 24))
    ),
    "a deputy rules on what concerns the head": Try("dsl", "", DEPUTY_HEAD, concerns="Ruth Castle"),
}


def ruled(one: Try, home: FilePath, desk_of: DeskOf) -> tuple[Desk, str]:
    """Log a request, set its scope, and rule on it."""
    one.office.write(home)
    about = (*REQUEST.subjects, *filter(None, (one.concerns,)))
    request = replace(REQUEST, requester_kind="insurer", subjects=about)
    reference = log_request(desk_of("clerk"), request).reference
    set_scope(desk_of(one.scoped_by), reference, SCOPE)
    desk = desk_of(one.who)
    decide(desk, reference, one.ruling, "As advised", **one.more)
    return desk, reference


@pytest.mark.parametrize("one", TRIES.values(), ids=TRIES)
def test_nobody_rules_who_may_not(one: Try, home: FilePath, desk_of: DeskOf) -> None:
    with pytest.raises(DpoConsoleError, match=one.stopped):
        ruled(one, home, desk_of)


@pytest.mark.parametrize("one", LAWFUL.values(), ids=LAWFUL)
def test_whoever_may_rule_is_never_stopped(one: Try, home: FilePath, desk_of: DeskOf) -> None:
    desk, reference = ruled(one, home, desk_of)
    decision = case_view(desk, reference).decision
    assert decision
    assert decision.ruling == one.ruling
    assert decision.on_paper == ("by" in one.more)
    assert not any("advised" in str(r) or "never approves" in str(r) for r in gaps(desk, reference))
    assert verify(desk_of("dpo")).sound


def gaps(desk: Desk, reference: str) -> list[str]:
    gate = case_view(desk, reference).gate
    assert gate
    return [str(reason) for reason in gate.reasons]


def test_a_deputy_of_the_dpo_does_the_dpos_work(home: FilePath, desk_of: DeskOf) -> None:
    with pytest.raises(NotAllowed, match="who may not close"):
        close(desk_of("dsl"), log_request(desk_of(), REQUEST).reference, "refused", TODAY)
    Office("dpo").write(home)
    deputy, reference = desk_of("dsl"), log_request(desk_of(), REQUEST).reference
    close(deputy, reference, "withdrawn", TODAY)
    assert case_view(deputy, reference).row.closed_on


WRONG = [
    ("head", "2026-12-04", "2026-12-01", "give the first and the last day"),
    ("nobody", "2026-12-01", "2026-12-04", "nobody under"),
    ("clerk", "2026-12-01", "2026-12-04", "the DPO or an approver"),
    ("dsl", "2026-12-01", "2026-12-04", "the DPO or an approver"),
]


@pytest.mark.parametrize(("whom", "first", "last", "says"), WRONG)
def test_a_deputy_who_means_nothing_is_refused_by_the_settings(
    home: FilePath, desk_of: DeskOf, whom: str, first: str, last: str, says: str
) -> None:
    Office(whom, first, last).write(home)
    with pytest.raises(BadFile, match=says):
        load_settings(Home(home))


def test_the_dpo_never_stands_in_for_an_approver(home: FilePath) -> None:
    file = home / "data" / "dpo.toml"
    deputy = STANDS_IN.format(whom="head", first="2026-12-01", last="2026-12-04")
    file.write_text(file.read_text().replace('role = "dpo"\n', f'role = "dpo"\n{deputy}'))
    with pytest.raises(BadFile, match="the DPO can't stand in"):
        load_settings(Home(home))


# Two approvers


def rated(desk: Desk, rating: str, path: Path = Path.ORDINARY) -> str:
    """Log a request for one item of a rating, named by the order if it is compelled."""
    kind = "court" if path is Path.COMPELLED else "insurer"
    reference = log_request(desk, replace(REQUEST, requester_kind=kind)).reference
    how = "ordered" if path is Path.COMPELLED else "add"
    listed = changed(desk.settings, (), **{how: (f"Case notes={rating}",)})
    set_scope(desk, reference, replace(SCOPE, path=path.value, listed=listed))
    return reference


def needs_two(desk: Desk, reference: str) -> bool:
    return any("Two approvers must rule" in gap for gap in gaps(desk, reference))


@pytest.mark.parametrize(
    ("rating", "path", "two"),
    [
        ("A1", Path.ORDINARY, True),
        ("A2", Path.ORDINARY, True),
        ("A3", Path.ORDINARY, False),
        ("B1", Path.ORDINARY, False),
        ("A1", Path.COMPELLED, False),
    ],
)
def test_two_approvers_rule_on_the_most_sensitive_data(
    desk: Desk, desk_of: DeskOf, rating: str, path: Path, two: bool
) -> None:
    reference = rated(desk, rating, path)
    decide(desk_of("head"), reference, "approve", "Agreed")
    assert needs_two(desk, reference) == two


SECOND: dict[str, tuple[Callable[[DeskOf, str], object], bool]] = {
    "the same approver again": (
        lambda desks, ref: decide(desks("head"), ref, "approve", "Still agreed"), False,
    ),
    "another approver": (
        lambda desks, ref: decide(desks("eve"), ref, "approve", "Agreed"), True,
    ),
    "another approver, on paper": (
        lambda desks, ref: decide(desks("dpo"), ref, "approve", "Agreed", **on_paper("eve")), True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("second", SECOND)
def test_the_second_approver_is_another_person(
    home: FilePath, desk_of: DeskOf, second: str
) -> None:
    with (home / "data" / "dpo.toml").open("a") as settings:
        settings.write(EVE)
    desk, (act, enough) = desk_of(), SECOND[second]
    reference = rated(desk, "A1")
    decide(desk_of("head"), reference, "approve", "Agreed")
    assert needs_two(desk, reference)
    act(desk_of, reference)
    assert needs_two(desk, reference) != enough


TWICE = EVE.replace("eve", "twice")
"""A person listed again as an approver, under another entry."""


def test_an_adviser_under_another_entry_approves_nothing(home: FilePath, desk_of: DeskOf) -> None:
    with (home / "data" / "dpo.toml").open("a") as settings:
        settings.write(TWICE.replace("Eve Marsh", "A. Okafor"))
    reference = log_request(desk_of("clerk"), replace(REQUEST, requester_kind="insurer")).reference
    set_scope(desk_of("dpo"), reference, SCOPE)
    with pytest.raises(NotAllowed, match=r"Okafor advised on this request.* decides: Ruth Castle"):
        decide(desk_of("twice"), reference, "approve", "Agreed")
    with pytest.raises(NotAllowed, match="Okafor advised on this request"):
        decide(desk_of("dsl"), reference, "approve", "Agreed", **on_paper("twice"))


def test_one_person_under_two_entries_is_no_two_approvers(home: FilePath, desk_of: DeskOf) -> None:
    with (home / "data" / "dpo.toml").open("a") as settings:
        settings.write(TWICE.replace("Eve Marsh", "Mrs Ruth Castle"))
    desk = desk_of()
    reference = rated(desk, "A1")
    decide(desk_of("head"), reference, "approve", "Agreed")
    with pytest.raises(NotAllowed, match="approved it already, under another entry"):
        decide(desk_of("twice"), reference, "approve", "Agreed")
    assert needs_two(desk, reference)
    decide(desk, reference, "approve", "Agreed", **CHAIR)
    assert not needs_two(desk, reference)


def test_the_chair_is_the_second_where_there_is_one_approver(desk: Desk, desk_of: DeskOf) -> None:
    reference = rated(desk_of("clerk"), "A1")
    with pytest.raises(BadInput, match="no person"):
        decide(desk, reference, "approve", "Agreed", **CHAIR)
    decide(desk_of("head"), reference, "approve", "Agreed")
    with pytest.raises(NotAllowed, match=DPO_NEVER):
        decide(desk, reference, "approve", "Agreed")
    decide(desk, reference, "approve", "Agreed", **CHAIR)
    assert not needs_two(desk, reference)


@pytest.mark.parametrize(("first", "second"), [("head", "dsl"), ("dsl", "head")])
def test_an_approver_and_her_deputy_are_no_two_approvers(
    home: FilePath, desk_of: DeskOf, first: str, second: str
) -> None:
    DEPUTY_HEAD.write(home)
    desk = desk_of()
    reference = rated(desk, "A1")
    decide(desk_of(first), reference, "approve", "Agreed")
    with pytest.raises(NotAllowed, match="rule for one another"):
        decide(desk_of(second), reference, "approve", "Agreed")
    assert needs_two(desk, reference)
    decide(desk, reference, "approve", "Agreed", **CHAIR)
    assert not needs_two(desk, reference)


@pytest.mark.parametrize(("whom", "act"), [("head", "decide"), ("dpo", "release")])
def test_a_day_that_is_only_given_makes_nobody_a_deputy(
    home: FilePath, desk_of: DeskOf, whom: str, act: str
) -> None:
    Office(whom, first="2026-11-26", deputy='slug = "clerk"\n').write(home)
    desk = desk_of("clerk", date(2026, 11, 27))
    with pytest.raises(NotAllowed):
        require(desk, act)
    require(replace(desk, clock=lambda: datetime(2026, 11, 27, 9, tzinfo=UTC)), act)


@pytest.mark.parametrize("by", ["Mrs Okafor", "Amara O.", "The DPO", "Ruthie Castle", "x y"])
def test_a_listed_person_by_half_a_name_is_no_second_approver(
    desk: Desk, desk_of: DeskOf, by: str
) -> None:
    reference = rated(desk_of("clerk"), "A1")
    decide(desk_of("head"), reference, "approve", "Agreed")
    with pytest.raises(BadInput, match=r"^by: "):
        decide(desk, reference, "approve", "Agreed", **on_paper(by))
    assert needs_two(desk, reference)


def test_a_chair_with_the_heads_surname_rules_by_the_sheet_itself(
    desk: Desk, desk_of: DeskOf
) -> None:
    reference = rated(desk_of("clerk"), "A1")
    decide(desk_of("head"), reference, "approve", "Agreed")
    keep_paper(desk, reference, b"%PDF-1.7 signed", "sheet.pdf")
    signed = {**on_paper("Tom Castle"), "evidence": "The signed sheet, paper 1"}
    decide(desk, reference, "approve", "Agreed", **signed)
    assert not needs_two(desk, reference)


def test_a_change_ends_both_approvals(desk: Desk, desk_of: DeskOf) -> None:
    reference = rated(desk, "A1")
    for by in ({}, CHAIR):
        decide(desk_of() if by else desk_of("head"), reference, "approve", "Agreed", **by)
    assert not needs_two(desk, reference)
    scope = case_view(desk, reference).scope
    set_scope(desk, reference, replace(scope, cohort="All pupils"))
    assert needs_two(desk, reference)


def test_a_ruling_on_paper_says_so_and_names_the_sheet(desk: Desk, desk_of: DeskOf) -> None:
    reference = log_request(desk_of("clerk"), replace(REQUEST, requester_kind="insurer")).reference
    decide(desk, reference, "refuse", "No ground", **on_paper("head"))
    case = case_view(desk, reference)
    assert case.decision
    assert decided_by(case.decision, case.names) == (
        "Ruth Castle (on paper, recorded by Amara Okafor; kept: The signed sheet, file 12)"
    )
    assert "Refused by Ruth Castle on paper" in case.timeline[-1].text


def test_a_scope_is_kept_with_who_set_it(desk: Desk, desk_of: DeskOf) -> None:
    reference = log_request(desk, REQUEST).reference
    set_scope(desk_of("clerk"), reference, Scope(purpose="p", items="i"))
    set_scope(desk_of("dsl"), reference, Scope(purpose="q", items="i"))
    with pytest.raises(NotAllowed, match="never approves"):
        decide(desk, reference, "approve", "x")


def test_nobody_checks_scopes_or_releases_what_they_ask_for(desk: Desk, desk_of: DeskOf) -> None:
    asks = replace(REQUEST, requester=f"Dr {desk.person.name}")
    reference = log_request(desk_of("dsl"), asks).reference
    acts: list[Callable[[], object]] = [
        lambda: set_scope(desk, reference, SCOPE),
        lambda: assess(desk, reference, "who.person", "met", "It is me"),
        lambda: release(desk, reference, TODAY, method="By hand"),
    ]
    for act in acts:
        with pytest.raises(NotAllowed, match="who asks here or gets the data"):
            act()
    assess(desk_of("dsl"), reference, "who.person", "met", "The office's card")


def test_a_clerk_checks_nothing_about_a_request_of_their_own(desk_of: DeskOf) -> None:
    clerk = desk_of("clerk")
    asks = NewRequest("sar", TODAY, clerk.person.name, requester_kind="staff")
    reference = log_request(clerk, asks).reference
    with pytest.raises(NotAllowed, match="who asks here or gets the data"):
        assess(clerk, reference, "who.identity", "met", "It is me")
    assess(desk_of("dpo"), reference, "who.identity", "met", "The office's card")
