"""Filters: tokens with several values, completion with Tab, and searches among the first cases."""

from dataclasses import replace
from datetime import date

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.filters import (
    TOKENS,
    candidates,
    conditions_of,
    token_around,
    unknown_names,
    values,
)
from dpo_console.cases.queue.queue import Query, counts, page
from dpo_console.casework.notes import assign
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.config.settings.settings import SchoolGroup
from dpo_console.errors import BadInput
from dpo_console.store.reads import lists

pytestmark = pytest.mark.usefixtures("two_schools")


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Return a desk with an FOI case of the clerk, a SAR and an erasure."""
    log_request(desk, NewRequest("sar", date(2026, 11, 20), "Ann Bell", school="oak"))
    foi = log_request(desk, NewRequest("foi", date(2026, 11, 20), "Zed_Ann Cox", school="elm"))
    log_request(desk, NewRequest("erasure", date(2026, 10, 1), "Ben Hale", school="oak"))
    assign(desk, foi.reference, "clerk")
    return desk


def found(desk: Desk, *typed: str) -> list[str]:
    return sorted(row.kind for row in page(desk, Query("all", typed)).rows)


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("kind:sar,FOI", ["foi", "sar"]),
        ("!kind:sar,foi", ["erasure"]),
        ("kind:sar,", ["sar"]),
        ("owner:clerk,me", ["foi"]),
        ("owner:nobody", ["erasure", "sar"]),
        ("school:elm,oak !kind:foi", ["erasure", "sar"]),
        ("band:overdue,today", ["erasure"]),
        ("band:overdue,later", ["erasure", "sar"]),
        ("due:21/12..3/1", ["sar"]),
        ("due:2026-12-21", ["sar"]),
        ("due:..20/12 kind:erasure,sar", ["erasure"]),
        ("due:20/12.. kind:erasure,sar", ["sar"]),
        ("whose:us", ["erasure", "foi", "sar"]),
        ("!whose:us,requester", []),
        ("foi-2026-0001", ["foi"]),
        ("ann", ["foi", "sar"]),
        ("ann !be", ["foi"]),
        ("an be", ["sar"]),
        ("a --", []),
        ("!", ["erasure", "foi", "sar"]),
    ],
)
def test_several_values_widen_and_several_filters_narrow(
    office: Desk, typed: str, kinds: list[str]
) -> None:
    assert found(office, typed) == kinds
    assert counts(office, (typed,))["all"] == len(kinds)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("knd:sar", "There is no filter knd: here. Use kind: owner:"),
        ("whose:me", "It is one of: us, requester"),
        ("due:dec..jan", "or from..to such as due:21/12..3/1"),
        ("due:monday", "due:monday means nothing"),
        ("due:2027-01-03..2026-12-21", "swap the two days"),
        ("received:2027-01-03..2026-12-21", "swap the two days"),
        ("band:week,soonish", "no band 'soonish'"),
        ("kind:sar,sra", "sra"),
    ],
)
def test_what_means_nothing_says_what_there_is(office: Desk, typed: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        found(office, typed)


def test_a_search_finds_the_same_at_the_head_and_beyond_it(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both searches agree for any text, and a page that isn't full never hides further cases."""
    monkeypatch.setattr(lists, "MANY", 1)
    typed = ("a", "an", "b", "zed", "cox", "sar", "2026", "2026-0001", "ann c", "é", "_ann", "x")
    for words in typed:
        answers = []
        for looked_at in (0, 1, 400):
            monkeypatch.setattr(lists, "LOOKED_AT", looked_at)
            for limit in (1, 2, 50):
                rows = page(office, Query("all", (words,)), limit=limit).rows
                answers.append([row.id for row in rows])
        assert answers[:3] == answers[3:6] == answers[6:]


def test_every_token_and_value_that_is_offered_means_something(office: Desk) -> None:
    assert "group:" not in [c.token for c in candidates(office, "")]
    primary = SchoolGroup("primary", "Primary schools", ("oak",))
    office = replace(office, settings=office.settings._replace(groups=(primary,)))
    assert [c.token for c in candidates(office, "")] == [f"{name}:" for name in TOKENS]
    for name in TOKENS:
        assert values(office, name)
        for one in candidates(office, f"!{name}:"):
            assert one.token == f"!{name}:{one.shown}"
            assert one.says
            page(office, Query("all", (one.token,)))


@pytest.mark.parametrize(
    ("typed", "tokens"),
    [
        ("o", ["owner:"]),
        ("!w", ["!whose:"]),
        ("kind:foi", ["kind:foi", "kind:foi-review"]),
        ("kind:sar,fo", ["kind:sar,foi", "kind:sar,foi-review"]),
        ("kind:foi,foi", ["kind:foi,foi-review"]),
        ("KIND:subject", ["KIND:sar"]),
        ("owner:hale", ["owner:clerk"]),
        ("school:e", ["school:elm"]),
        ("due:1", ["due:14"]),
        ("received:2026-11-18", ["received:2026-11-18.."]),
        ("Okafor", []),
        ("nothing:", []),
        ("kind:zz", []),
    ],
)
def test_a_token_is_completed_by_its_beginning_or_by_a_word_of_its_meaning(
    desk: Desk, typed: str, tokens: list[str]
) -> None:
    assert [one.token for one in candidates(desk, typed)] == tokens


def test_the_token_is_the_one_that_the_cursor_stands_in_or_behind() -> None:
    line = "ann kind:sar !x"
    assert [token_around(line, at) for at in (0, 3, 4, 8, 12, 13, 15)] == [
        (0, 3), (0, 3), (4, 12), (4, 12), (4, 12), (13, 15), (13, 15)
    ]  # fmt: skip
    assert token_around("ann ", 4) == (4, 4)


def test_people_and_schools_are_found_by_a_part_of_their_names(office: Desk) -> None:
    for part in ("owner:amara", "owner:oka"):
        assert {*conditions_of(office, [part]).values.values()} == {"dpo"}
    assert unknown_names(office, ["owner:amara", "owner:me", "owner:nobody"]) == ()
    wrong, there = unknown_names(office, ["!owner:zed"])
    assert wrong == "No owner here is called zed."
    assert "dpo (Amara Okafor)" in there
