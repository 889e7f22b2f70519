"""`calendar --ics`: due dates by reference, as a calendar program follows them, and no names."""

from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import pytest

from tests.cli.conftest import Run
from tests.cli.test_shared_account import switch


def entries(dpo: Run, *more: str, person: str = "dpo") -> dict[str, icalendar.Event]:
    """Return the entries of the feed by reference, as the library reads them."""
    ran = dpo("calendar", "--ics", *more, person=person)
    assert ran.code == 0, ran.err
    feed = icalendar.Calendar.from_ical(ran.out)
    assert isinstance(feed, icalendar.Calendar)
    assert (str(feed["version"]), str(feed["method"])) == ("2.0", "PUBLISH")
    assert "X-PUBLISHED-TTL:PT1H" in ran.out
    return {str(one.summary).split(" ")[0]: one for one in feed.events}


def test_an_entry_has_the_day_and_no_name(dpo: Run, sar: str) -> None:
    ran = dpo("calendar", "--ics")
    assert not [name for name in ("Jane", "Tom", "Doe") if name in ran.out]
    assert ran.out.isascii()
    entry = entries(dpo)[sar]
    assert entry.summary == f"{sar} due: Subject access request"
    assert entry.start == date(2026, 12, 2)
    assert not entry.errors


def test_a_moved_date_moves_and_keeps_its_uid(dpo: Run, sar: str) -> None:
    before = entries(dpo)[sar]
    assert dpo("correct", sar, "1", "--on", "2026-11-09", "--why", "It came later").code == 0
    after = entries(dpo)[sar]
    assert after.uid == before.uid
    assert (before.start, after.start) == (date(2026, 12, 2), date(2026, 12, 9))
    assert after.sequence > before.sequence


def test_a_closed_paused_or_restricted_case_has_no_entry(dpo: Run, sar: str) -> None:
    def foi() -> str:
        line = ("add", "foi", "--received", "2026-11-02", "--requester", "Ida Wren", "--json")
        return str(dpo(*line).json["reference"])

    gone, hidden, stays = foi(), foi(), foi()
    assert entries(dpo).keys() == {sar, gone, hidden, stays}
    dpo("close", gone, "--outcome", "withdrawn")
    dpo("restrict", hidden, "--to", "head", "--why", "A colleague's own")
    dpo("fact", sar, "clarification_requested", "--note", "Which years do you mean?")
    assert entries(dpo).keys() == {stays}
    assert entries(dpo, person="head").keys() == {stays}


def test_a_limit_in_hours_ends_at_its_minute(dpo: Run) -> None:
    line = ("add", "breach", "--received", "2026-11-24T08:20", "--requester", "Sam Clerk", "--json")
    reference = dpo(*line).json["reference"]
    assert entries(dpo)[reference].start == datetime(2026, 11, 27, 8, 20, tzinfo=UTC)


def test_a_file_to_subscribe_to_is_replaced_and_another_is_not(
    dpo: Run, sar: str, tmp_path: Path
) -> None:
    file = tmp_path / "due.ics"
    line = ("calendar", "--ics", "-o", str(file))
    assert dpo(*line).out == f"{file}\n"
    file.chmod(0o644)
    dpo("close", sar, "--outcome", "withdrawn")
    assert dpo(*line).code == 0
    assert b"VEVENT" not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o644
    file.write_text("mine")
    assert dpo(*line).code == 1
    assert (file.read_text(), [*tmp_path.glob(".*")]) == ("mine", [])


@pytest.mark.parametrize(
    "line", ["calendar 2026-12 --ics", "calendar -o x", "calendar --ics --view x"]
)
def test_what_means_nothing_is_refused(dpo: Run, line: str) -> None:
    assert dpo("calendar", *line.split()).code == 2


def test_people_of_a_shared_account_take_it_on_stdout(dpo: Run, home: Path, tmp_path: Path) -> None:
    switch(home, writes_files=False)
    assert dpo("calendar", "--ics", "-o", str(tmp_path / "due.ics")).code == 1
    assert dpo("calendar", "--ics", "-o", "-").code == 0
