"""The records of a home moved from their file into a database, or back, settings and all."""

from dataclasses import dataclass, replace
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import refuse_looking, require
from dpo_console.casework.home_files.carrying import carry_in, carry_out, drop_drafts
from dpo_console.config.settings.records import RecordsKept
from dpo_console.config.settings.writing.records_written import with_database
from dpo_console.config.settings.writing.settings_file import (
    SettingsFile,
    read_settings_file,
    replace_settings,
    settings_after,
)
from dpo_console.errors import BadInput, Refused
from dpo_console.store import moving
from dpo_console.store.audit.chain import ChainHead
from dpo_console.store.database import Database
from dpo_console.store.sums import Told


def _in_silence(_table: str, _done: int, _many: int) -> None:
    """Tell nobody how far it is."""


@dataclass(frozen=True, slots=True)
class FinishedMove:
    """A finished move: the new place, the head of the log, and the old file if there is one."""

    place: str
    head: ChainHead
    aside: Path | None


def move(desk: Desk, address: str, told: Told = _in_silence) -> FinishedMove:
    """Move the records into the empty database at an address, or with '' back into the file.

    `told` hears of each table's rows as they are copied. A move that was cut short goes on, or is
    begun again. Nobody else may work meanwhile. Raises BadInput if they are there already, Refused
    if the database can't take them. Raises NotAllowed.
    """
    require(desk, "settings")
    refuse_looking(desk)
    if bool(address) == bool(desk.settings.records):
        raise BadInput(f"The records are in {desk.database.place} already. Nothing was moved.")
    file = read_settings_file(desk.home)
    text = with_database(file.text, address)
    after = settings_after(file, text)
    kept = after.records
    if kept.address != address or after != replace(file.settings, records=kept):
        raise Refused(
            f"[records] can't be written into {file.path} as it stands. Begin it on a line of its "
            "own, and move again."
        )
    if address:
        return _into_database(desk, file, text, kept, told)
    return _into_file(desk, file, text, told)


def _into_database(
    desk: Desk, file: SettingsFile, text: str, kept: RecordsKept, told: Told
) -> FinishedMove:
    home, now = desk.home, desk.clock()
    to = Database(home.database, home.backups, address=kept.address, named=kept.named)
    home.backups.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = home.backups / f"{home.database.stem}-moved-{now:%Y%m%dT%H%M%S}.sqlite3"

    def settle() -> None:
        carry_in(desk, to, text)
        replace_settings(file, text, now, "move")

    head = moving.to_database(desk.database.whole, to, aside, settle, told)
    drop_drafts(home)
    return FinishedMove(to.place, head, aside)


def _into_file(desk: Desk, file: SettingsFile, text: str, told: Told) -> FinishedMove:
    home, now = desk.home, desk.clock()
    to = Database(home.database, home.backups)

    def settle() -> None:
        carry_out(desk)
        replace_settings(file, text, now, "move-back")

    head = moving.to_file(desk.database.whole, to, settle, told)
    return FinishedMove(to.place, head, None)
