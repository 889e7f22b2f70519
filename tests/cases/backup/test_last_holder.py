"""The day on which the last backup of an erased case dies, stated by what was backed up where."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from dpo_console.cases import backup
from dpo_console.cases.backup import gone_by
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.backup.backing_up import back_up, stream_backup
from dpo_console.config.settings.settings import Backups, Keep
from dpo_console.store.audit import backups
from dpo_console.text import day_words
from tests.casework.backup.made import PLAIN, quiet

FIRST = datetime(2026, 9, 1, 3, tzinfo=UTC)
KEEP = Keep(daily=7, weekly=4, monthly=3)


def told(desk: Desk) -> str:
    with desk.database.read() as ask:
        return " ".join(backup.still_held(ask, desk))


def at(desk: Desk, moment: datetime) -> Desk:
    return replace(desk, clock=lambda: moment)


def test_no_backup_in_the_log_is_said(desk: Desk) -> None:
    assert told(desk).startswith("No backup in the audit log holds the case. Copies of the home")
    desk.home.restored.touch()
    assert "restored from holds it" in told(desk)


def test_the_day_is_the_one_on_which_the_rule_deletes_the_last(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out"
    wanted = Backups(to=str(out), keep=KEEP)
    office = replace(desk, settings=desk.settings._replace(backup=wanted))
    for days in range(3):
        back_up(at(office, FIRST + timedelta(days=days)), out, PLAIN, quiet)
    held = {path.name for path in out.iterdir()}
    erased = FIRST.date() + timedelta(days=2)
    dies = gone_by(erased, KEEP)
    assert f"3 backups in the office's folder held it when it was erased. The last of them is " \
        f"deleted on {day_words(dies)}" in told(office)  # fmt: skip
    last = (dies - FIRST.date()).days
    for days in (40, last - 1, last):
        assert held & {path.name for path in out.iterdir()}
        back_up(at(office, FIRST + timedelta(days=days)), out, PLAIN, quiet)
    assert not held & {path.name for path in out.iterdir()}
    with desk.database.read() as ask:
        assert held <= backups.removed(ask)
    assert "3 backups in the office's folder" in told(office)


def test_backups_that_went_elsewhere_are_for_the_officer_to_delete(
    desk: Desk, tmp_path: Path
) -> None:
    back_up(desk, tmp_path / "elsewhere", PLAIN, quiet)
    with (tmp_path / "stream").open("wb") as stream:
        stream_backup(desk, stream, PLAIN, quiet)
    day = day_words(date(2026, 11, 25))
    assert f"2 backups went elsewhere until {day}, and may hold it." in told(desk)
    assert "no backup" not in told(desk)
