"""What the check of the settings says of a database's standbys and limits."""

from datetime import UTC, datetime

import pytest

from dpo_console.casework.settings.database import of_limits, of_standbys
from tests.store import server

if why := server.why_none():
    pytest.skip(why, allow_module_level=True)

from dpo_console.store.postgres.server_state import (  # after the test for the driver
    Limits,
    Replication,
    ServerState,
    Standby,
)

WAITED_FOR, BEHIND = Standby("two", True, 0), Standby("three", False, 42)


def state(
    *standbys: Standby,
    names: str = "two",
    commit: str = "on",
    told: bool = True,
    alone: bool = False,
) -> ServerState:
    replication = Replication(names, commit, told, 7, standbys)
    now, limits = datetime(2026, 11, 25, 9, tzinfo=UTC), Limits(10, 97, 0)
    return ServerState(
        15, True, False, "UTF8", False, True, alone, True, now, replication, limits, 0
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (state(WAITED_FOR), []),
        (state(WAITED_FOR, told=False), ["Standbys of the server: 1. Their delay can't be told."]),
        (state(WAITED_FOR, BEHIND), ["The standby three is 42 seconds behind."]),
        (state(names=""), ["No standby follows the server."]),
        (state(BEHIND._replace(behind=0), names=""),
         ["A standby follows the server, and no change waits for it."]),
        (state(BEHIND._replace(behind=0)),
         ["The server waits for a standby (two), and none answers."]),
        (state(), ["The server waits for a standby (two), and none answers."]),
        (state(WAITED_FOR, commit="local"),
         ["Changes don't wait for the standby: synchronous_commit is local."]),
        (state(alone=True), ["Only a standby answers. Its last change is 7 seconds old."]),
    ],
)  # fmt: skip
def test_a_failure_that_would_cost_something_is_told(found: ServerState, said: list[str]) -> None:
    assert [what for _, what, _, _ in of_standbys(found)] == said


def test_limits_that_people_would_meet_are_told() -> None:
    assert [*of_limits(Limits(70, 97, 0))] == [*of_limits(Limits(70, 97, 60))] == []
    ((_, full, *_), (_, cut, *_), (_, pool, *_)) = of_limits(Limits(90, 97, 5, pooled=True))
    assert pool == "A pool stands between the console and the server."
    assert full == "90 of 97 connections are in use."
    assert cut == "The server cuts questions off after 5 seconds."
