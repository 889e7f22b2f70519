"""The records of a home moved from their file into a database, or back, settings and all."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.records.files import CERTIFICATES
from dpo_console.casework.home_files.copy import files_here, lay_down, sentences
from dpo_console.config import Home
from dpo_console.config.files.folders import read_inside
from dpo_console.config.settings.records import RecordsKept
from dpo_console.config.settings.settings_file import (
    SettingsFile,
    apart,
    read_settings_file,
    replace_settings,
    settings_after,
    with_database,
)
from dpo_console.errors import BadInput, Refused
from dpo_console.store import kept_files, moving
from dpo_console.store.asking import Ask
from dpo_console.store.audit.chain import ChainHead
from dpo_console.store.database import Database
from dpo_console.store.kept_files import SETTINGS, SavedBy, hash_of
from dpo_console.store.session import ask_in, write
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
    require(desk, "settings", saves=True)
    if bool(address) == bool(desk.settings.records):
        raise BadInput(f"The records are in {desk.database.place} already. Nothing was moved.")
    file = read_settings_file(desk.home)
    text = with_database(file.text, address)
    after = settings_after(file, text)
    kept = after.records
    if kept.address != address or after != file.settings._replace(records=kept):
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
    return FinishedMove(to.place, head, aside)


def _into_file(desk: Desk, file: SettingsFile, text: str, told: Told) -> FinishedMove:
    home, now = desk.home, desk.clock()
    to = Database(home.database, home.backups)

    def settle() -> None:
        carry_out(desk)
        replace_settings(file, text, now, "move-back")

    head = moving.to_file(desk.database.whole, to, settle, told)
    return FinishedMove(to.place, head, None)


def carry_in(desk: Desk, database: Database, settings: str) -> None:
    """Put the files of a home into a database that holds the same records, whole or not at all.

    `settings` are those that name the database. What an earlier try left there is replaced. A file
    that is missing is left out, and `verify` tells of it. Raises Refused if one can't be read, or
    didn't arrive as it is.
    """
    office = files_here(desk.home) | {SETTINGS: apart(settings)[0].encode()}
    saving = SavedBy(desk.person.slug, desk.stamp())
    with desk.database.whole.read() as ask:
        cases = {**kept_files.due(ask), **dict.fromkeys(_certificates(desk.home))}
    with sentences(desk.home), write(database) as session:
        ask = ask_in(session)
        sums = {}
        kept_files.forget_all(ask)
        for name, data in chain(office.items(), _contents(desk.home, cases)):
            kept_files.keep(ask, name, data, saving, cases.get(name))
            sums[name] = hash_of(data)
        _refuse_difference(ask, sums, database)


def _certificates(home: Home) -> Iterator[str]:
    for path in sorted((home.exports / CERTIFICATES).glob("*.docx")):
        yield path.relative_to(home.root).as_posix()


def _contents(home: Home, cases: dict[str, int | None]) -> Iterator[tuple[str, bytes]]:
    for name in cases:
        path = home.root / name
        if path.exists():
            yield name, read_inside(home.root, path)


def _refuse_difference(ask: Ask, sums: dict[str, str], database: Database) -> None:
    there = {name: file.sha256 for name, file in kept_files.files_below(ask, "").items()}
    damaged = kept_files.damaged(ask, "")
    if there != sums or damaged:
        differing = (*damaged, *sorted(dict(there.items() ^ sums.items())))
        raise Refused(f"{differing[0]} didn't arrive in {database.place} as it is. Move again.")


def carry_out(desk: Desk) -> None:
    """Put the files of records in a database into the home, each as its hash says.

    Raises Refused for one that isn't, or that can't be written.
    """
    with desk.database.whole.read() as ask, sentences(desk.home):
        here = files_here(desk.home)
        for name, file in kept_files.files_below(ask, "").items():
            data = kept_files.content(ask, name)
            if hash_of(data) != file.sha256:
                raise Refused(
                    f"{name} in {desk.database.place} isn't as it was saved, so nothing was moved. "
                    "Look what else is off: dpo-console verify"
                )
            if hash_of(here.get(name)) != file.sha256 and not _is_there(desk.home, name, data):
                lay_down(desk.home, name, data)


def _is_there(home: Home, name: str, data: bytes | None) -> bool:
    path: Path = home.root / name
    return path.exists() and path.read_bytes() == data
