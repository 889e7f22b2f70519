"""The witness: a file elsewhere that shows what the records alone can't."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.records.witness import read_witness, witness_file
from dpo_console.casework.notes import add_note
from dpo_console.casework.office.opening import open_desk
from dpo_console.casework.records.witness import keep_erasure, keep_now
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.config import Home
from dpo_console.errors import Refused
from tests.conftest import TODAY
from tests.store import spoiling

DAY = timedelta(days=1)


class Office:
    """A home with a witness, a clock that is set by hand, and all that its officers were told."""

    def __init__(self, home: Path, witness: str) -> None:
        self.home, self.now = home, datetime(2026, 11, 25, 9, tzinfo=UTC)
        self.told: list[str] = []
        file = home / "data" / "dpo.toml"
        file.write_text(f"{file.read_text()}\n[witness]\n{witness}\n")

    def desk(self) -> Desk:
        desk = open_desk(self.home, as_person="dpo", clock=lambda: self.now)
        return replace(desk, asides=self.told)

    def log(self) -> str:
        received = min(TODAY, self.now.date())  # a machine's own clock, for stamps, may be before
        return log_request(self.desk(), NewRequest("sar", received, "Jane Doe")).reference

    def note(self, days: float = 0) -> None:
        self.now += days * DAY
        add_note(self.desk(), "SAR-2026-0001", "A call")

    def found(self) -> str:
        check = next(c for c in verify(self.desk()).checks if c.name == "witness")
        return "" if check.sound else check.text


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "witness.jsonl"


@pytest.fixture
def office(home: Path, file: Path) -> Office:
    return Office(home, f'file = "{file}"')


def test_the_first_change_of_a_day_is_kept_and_names_nobody(office: Office, file: Path) -> None:
    office.log()
    office.note()
    office.note(days=1)
    lines = file.read_text().splitlines()
    assert [json.loads(line)["at"] for line in lines] == [
        "2026-11-25T09:00:00Z", "2026-11-26T09:00:00Z",
    ]  # fmt: skip
    assert "Jane" not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert (office.found(), office.told) == ("", [])


def roll_back(office: Office, before: Path) -> None:
    shutil.copyfile(before, spoiling.records_of(office.home))


def cut_short(office: Office, before: Path) -> None:
    roll_back(office, before)
    office.note()  # and go on as if nothing had happened


def make_anew(office: Office, _: Path) -> None:
    for trace in (office.home / "data").glob("records.*"):
        trace.unlink()
    office.log()
    shutil.move(office.home.parent / "witness.jsonl", office.home.parent / "set-aside")
    lines = (office.home.parent / "set-aside").read_text().splitlines()[:-1]
    (office.home.parent / "witness.jsonl").write_text("\n".join(lines) + "\n")


FRAUDS: dict[str, tuple[Callable[[Office, Path], None], str]] = {
    "rolled back": (roll_back, "rolled back or cut short"),
    "rolled back and worked on": (cut_short, "isn't the one that you kept"),
    "started again": (make_anew, "holds no head of these records"),
}


@pytest.mark.parametrize(("fraud", "says"), FRAUDS.values(), ids=FRAUDS)
@pytest.mark.of_the_file
def test_records_that_contradict_the_witness_are_found(
    fraud: Callable[[Office, Path], None], says: str, office: Office, tmp_path: Path
) -> None:
    office.log()
    shutil.copyfile(spoiling.records_of(office.home), tmp_path / "before")
    office.note(days=1)
    fraud(office, tmp_path / "before")
    assert says in office.found()


def test_a_witness_that_is_away_or_spoilt_is_told_and_stops_no_work(
    office: Office, file: Path
) -> None:
    file.mkdir()
    office.log()
    assert office.told == [
        f"The witness couldn't be written ({file}: Is a directory). The records are saved."
    ]
    assert "Nothing was compared with it" in office.found()
    file.rmdir()
    file.write_bytes(b'{"at": "2026')  # a power cut
    assert keep_now(office.desk())
    assert office.found() == f"{file}: these lines can't be understood: 1"
    assert len(read_witness(file.read_bytes()).heads) == 1


def test_a_line_that_an_earlier_release_had_stamped_counts(office: Office, file: Path) -> None:
    office.log()
    file.write_text(file.read_text().replace("}", ', "stamp": "MIIB"}'))
    assert office.found() == ""
    assert len(read_witness(file.read_bytes()).heads) == 1


def test_a_program_takes_the_line(home: Path, tmp_path: Path) -> None:
    office = Office(home, f"command = ['tee', '-a', '{tmp_path / 'taken'}']")
    office.log()
    assert json.loads((tmp_path / "taken").read_text())["head"].startswith("1:")
    for command, why in (("['false']", "false ended with 1"), ("['/none']", "No such file")):
        toml = home / "data" / "dpo.toml"
        toml.write_text(toml.read_text().rpartition("command")[0] + f"command = {command}\n")
        assert not keep_now(office.desk())
        assert why in office.told[-1]


def test_an_erasure_is_kept_and_its_return_is_found(office: Office, file: Path) -> None:
    office.log()
    with office.desk().database.read() as ask:
        [[installation]] = ask("SELECT chain FROM installation", {})
    assert keep_erasure(office.desk(), str(installation), "SAR-2026-0001", 3)
    assert json.loads(file.read_text().splitlines()[-1]) == {
        "at": "2026-11-25T09:00:00Z", "chain": installation, "erased": "SAR-2026-0001", "seq": 3,
    }  # fmt: skip
    assert office.found() == "SAR-2026-0001 was erased on 2026-11-25, and is here again"


def test_an_office_without_a_witness_keeps_erasures_at_home(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"\[witness\] in data/dpo.toml"):
        keep_now(desk)
    assert keep_erasure(desk, "ab", "SAR-2026-0001", 3)
    own = witness_file(desk.home, desk.settings)
    assert own == Home(desk.home.root).data / "witness.jsonl"
    assert [kept.reference for kept in read_witness(own.read_bytes()).erasures] == ["SAR-2026-0001"]


def test_a_clock_set_back_by_more_than_a_day_is_told(office: Office) -> None:
    office.log()
    office.note(days=-1)
    assert office.told == []
    office.note(days=3)
    office.note(days=-2)
    assert office.told == [
        "This machine's clock says 2026-11-25, but the last change was recorded on 2026-11-27. "
        "What you did is saved. Have the clock checked: dates count from it."
    ]
