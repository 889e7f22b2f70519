"""The queue of writers: in order of arrival, freed by death, and given up in time."""

import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.notes import add_note
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import TryAgain
from dpo_console.store.sqlite import connections, engine
from dpo_console.store.sqlite.engine import in_turn
from tests.conftest import TODAY, DeskOf

pytestmark = pytest.mark.of_the_file


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "records.sqlite3"
    path.touch()
    return path


class Writer:
    """A writer in a process of its own: it asks for its turn, and works until told to end."""

    def __init__(self, records: Path, number: int, order: int) -> None:
        """Start it, and return once it has its ticket."""
        self.end, ends = os.pipe()
        asked, asks = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            taken = engine._next

            def tell(queue: int) -> int:
                ticket = taken(queue)
                os.write(asks, b".")
                return ticket

            engine._next = tell
            os.close(ends)
            with in_turn(records):
                os.write(order, bytes([number]))
                os.read(self.end, 1)
            os._exit(0)
        os.read(asked, 1)
        os.close(self.end)
        self.ends = ends

    def finish(self) -> None:
        """Let it end its turn."""
        os.write(self.ends, b".")
        os.waitpid(self.pid, 0)

    def die(self) -> None:
        """Kill it, and wait until it is gone."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def test_writers_come_in_the_order_in_which_they_asked(records: Path) -> None:
    said, order = os.pipe()
    writers = [Writer(records, number, order) for number in range(4)]
    assert os.read(said, 1) == b"\0"
    writers[1].die()  # while it waits: the third must not go before the first is done
    for number in (0, 2, 3):
        writers[number].finish()
        if number < 3:
            assert os.read(said, 9) == bytes([2 if number == 0 else 3])
    assert records.with_suffix(".queue").stat().st_mode & 0o777 == 0o600
    with in_turn(records):
        pass


def test_a_writer_gives_up_in_time_and_a_killed_one_holds_nobody_up(
    records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, order = os.pipe()
    holder = Writer(records, 7, order)
    os.read(said, 1)
    monkeypatch.setattr(connections, "WAIT_SECONDS", -1)
    with pytest.raises(TryAgain, match="are busy"), in_turn(records):
        raise AssertionError("it isn't this writer's turn")
    holder.die()
    with in_turn(records):
        pass


@pytest.mark.parametrize("content", [b"", b"odd", b"\xff" * 8])
def test_a_damaged_queue_starts_anew(records: Path, content: bytes) -> None:
    records.with_suffix(".queue").write_bytes(content)
    with in_turn(records):
        pass


def test_without_such_locks_writers_go_at_once(
    records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_SET", None)
    with in_turn(records), in_turn(records):
        pass


def test_whoever_only_reads_waits_briefly_on_a_new_day(
    desk: Desk, desk_of: DeskOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def patience(*, briefly: bool) -> float:
        asked.append(briefly)
        return 5.0

    log_request(desk, NewRequest("sar", TODAY, "Jane Doe"))
    monkeypatch.setattr(connections, "patience", patience)
    tomorrow = desk_of(today=TODAY + timedelta(days=1))
    assert set(asked) == {True}
    add_note(tomorrow, "SAR-2026-0001", "She rang")
    assert False in asked
