"""Servers that are killed while eight programs save: nothing is lost, doubled or called saved.

A standby takes over each time, and the server that was killed comes back as the next standby.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from time import monotonic

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.records.witness import as_kept
from dpo_console.cases.records.witness import head as head_of
from dpo_console.cases.view.case import case_view
from dpo_console.casework.notes import add_note
from dpo_console.casework.records.mending import accept
from dpo_console.errors import Refused, TryAgain
from tests.conftest import desks, make_home
from tests.store import server
from tests.store.postgres_office import logged

if why := server.why_none():
    pytest.skip(why, allow_module_level=True)

from dpo_console.store.postgres.server_state import server_state  # after the test for the driver
from tests.failover import clusters, writers
from tests.failover.clusters import Cluster
from tests.failover.writers import Writers

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(clusters.WHY_NONE), reason=clusters.WHY_NONE or "-"),
]
TIMES = int(os.environ.get("DPO_CONSOLE_FAILOVERS", "3"))
HOW = ("not received", "received", "at once")
"""How far the last commit came as the server is killed."""

WRITERS = 8
EACH = 5
"""The acts that each writer saves before the next kill."""


@pytest.fixture
def pair() -> Iterator[list[Cluster]]:
    """Make a server and one that follows it, which every commit waits for."""
    with clusters.clusters("one", "two") as (one, two):
        one.make()
        two.follow(one)
        yield [one, two]


def office(folder: Path, *servers: Cluster) -> Desk:
    """Open a home of nine people, whose settings name the servers."""
    home = make_home(folder)
    settings = home / "data" / "dpo.toml"
    people = "".join(
        f'\n[[people]]\nslug = "w{n}"\nname = "Writer {n}"\nrole = "dpo"\n' for n in range(WRITERS)
    )
    kept = f'[records]\ndatabase = "{clusters.address(*servers)}"\n'
    settings.write_text(f"{settings.read_text()}{people}\n{kept}")
    return desks(home)()


def saved(server: Cluster) -> Counter[str]:
    """Count the notes of the writers by their words."""
    return Counter(words for (words,) in server.run("SELECT body FROM records.note"))


def each_acked(told: Writers, since: float, times: int) -> bool:
    found = Counter(one.writer for one in told.since(since, "acked", "found"))
    return len(found) == WRITERS and min(found.values()) >= times


def hang_in(how: str, primary: Cluster, standby: Cluster) -> None:
    """Have a commit wait for the standby, which has it or hasn't, or wait for nothing."""
    if how == "received":
        primary.set(synchronous_commit="remote_apply")
        standby.run("SELECT pg_wal_replay_pause()")
    if how == "not received":
        standby.hold()
    if how != "at once":
        primary.wait_for("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")


def test_servers_fail_over_while_eight_programs_save(
    pair: list[Cluster], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    primary, standby = pair
    desk = office(tmp_path / "home", *pair)
    cases = [logged(desk, f"Writer {n}") for n in range(WRITERS)]
    back: list[tuple[float, float]] = []
    with writers.writing(tmp_path / "home", cases) as told:
        for _, how in zip(range(TIMES), cycle(HOW), strict=False):
            told.wait_for(partial(each_acked, told, monotonic(), EACH))
            hang_in(how, primary, standby)
            primary.kill()
            killed = monotonic()
            standby.promote()
            told.wait_for(partial(each_acked, told, killed, 1))
            written, seen = (told.since(killed, what)[0].at for what in ("acked", "read"))
            back.append((written - killed, seen - killed))
            primary.follow(standby)
            primary, standby = standby, primary
    kept, known = saved(primary), told.words("acked", "found")
    doubted, found = told.words("doubted"), told.words("found")
    assert {words for words in known if kept[words] != 1} == set()
    assert {words for words, times in kept.items() if times > 1} == set()
    assert kept.keys() - known <= doubted | told.words("failed")
    assert told.words("refused") == set(), told.since(0, "refused")[:3]
    assert len(doubted - found) >= TIMES // 3
    assert len(found) >= TIMES // 3
    assert verify(desks(tmp_path / "home")()).sound
    with capsys.disabled():
        sys.stdout.write(
            f"\n{TIMES} failovers: {len(known)} acknowledged, none lost or doubled; {len(doubted)} "
            f"in doubt, of which {len(found)} had been saved; writes came back after "
            f"{_spread(one for one, _ in back)}, reads after {_spread(one for _, one in back)}\n"
        )


def _spread(seconds: Iterable[float]) -> str:
    found = sorted(seconds)
    return f"{found[0]:.2f} to {found[-1]:.2f} s"


def test_a_standby_is_read_and_an_old_server_that_comes_back_is_refused(
    pair: list[Cluster], tmp_path: Path
) -> None:
    one, two = pair
    desk = office(tmp_path / "home", one, two)
    case = logged(desk)
    one.run("CREATE ROLE counts LOGIN NOINHERIT")
    one.run("CREATE ROLE looks LOGIN NOINHERIT IN ROLE pg_read_all_stats")
    as_role = partial(clusters.address(one, two).replace, "postgres@")
    told = server_state(as_role("looks@")).replication
    ((name, waited_for, behind),) = told.standbys
    assert (told.told, name, waited_for, behind < 10) == (True, "two", True, True)
    counted = server_state(as_role("counts@")).replication
    assert (counted.told, len(counted.standbys)) == (False, 1)
    one.kill()
    assert desk.database.server().standing_by
    assert len(case_view(desk, case).timeline) == 1
    with pytest.raises(TryAgain, match="takes no changes"):
        add_note(desk, case, "never")
    assert "only reads now" in desk.database.engine.why_not_writable()
    assert len(case_view(desks(tmp_path / "home")(), case).timeline) == 1  # as another command
    two.promote()
    add_note(desk, case, "on the second")
    assert len(case_view(desk, case).timeline) == 2
    assert desk.database.engine.why_not_writable() == ""
    two.stop()
    one.set_alone()
    one.start()
    with pytest.raises(Refused, match="An old server may have come back"):
        desks(tmp_path / "home")()
    with pytest.raises(Refused, match="An old server may have come back"):
        case_view(desk, case)
    with pytest.raises(Refused, match="An old server may have come back"):
        add_note(desk, case, "on the first")
    one.stop()
    two.start()
    assert len(case_view(desk, case).timeline) == 2


def test_a_standby_that_lacks_the_last_changes_is_refused_until_the_dpo_accepts_it(
    tmp_path: Path,
) -> None:
    with clusters.clusters("one", "two") as (one, two):
        one.make()
        desk = office(tmp_path / "home", one, two)
        case = logged(desk)
        two.follow(one, waited_for=False)
        found = as_kept(head_of(desk))
        two.stop()
        add_note(desk, case, "lost")
        one.kill()
        two.start()
        assert len(case_view(desks(tmp_path / "home")(), case).timeline) == 1  # behind, and read
        two.promote()
        with pytest.raises(Refused, match="has seen entry"):
            desks(tmp_path / "home")()
        again = accept(desk.home, desks(tmp_path / "home"), found)
        add_note(again, case, "after")
        assert verify(again).sound
