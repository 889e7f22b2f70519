"""A check of everything in the home that an office writes, by the readers that the program uses."""

import os
import pwd
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from dpo_console.cases.backup import why_overdue
from dpo_console.cases.notice.stated import AUDIENCES, TITLES, slugs_of
from dpo_console.cases.notice.whole import whole_notice
from dpo_console.cases.office.acts import Acts
from dpo_console.cases.office.desk import Desk, account_name, tells_apart, who_acts
from dpo_console.cases.queue.saved_views import refused_views
from dpo_console.cases.records.witness import LARGEST, read_witness, witness_file
from dpo_console.cases.settings import (
    EXPECTED,
    Level,
    SettingsFinding,
    of_fault,
    still_missing,
    unstated,
)
from dpo_console.cases.sharing.fitting import third_party_kind, unfit_cases
from dpo_console.casework.letters.wordings import CheckedWording, check_own
from dpo_console.casework.office.opening import copied
from dpo_console.casework.settings.database import database_words, of_database, server_of
from dpo_console.config import Home, Settings, load_settings
from dpo_console.config.files.incoming import read_file
from dpo_console.config.files.toml_lines import line_of
from dpo_console.config.notice.notice import Notice, read_notice
from dpo_console.config.settings.settings import RETIRED
from dpo_console.errors import BadFile, DpoConsoleError
from dpo_console.sentences import first_upper
from dpo_console.store.database import Database
from dpo_console.store.records_of import records_of
from dpo_console.text import counted
from dpo_console.toml_file import lines_of, read_toml

OTHERS = stat.S_IRWXG | stat.S_IRWXO

SYS = Path("/sys/dev/block")
"""Linux's folder of disks by number. Each has what it is made of under `slaves`."""

KeysRefused = Callable[[Settings], list[tuple[str, str]]]
"""What tells the keys in the settings that the console refuses, by command, and why."""

STOPS = "No command starts until it is corrected. An open console goes on with the settings before."

EDIT = "Correct this line with an editor."


@dataclass(frozen=True, slots=True)
class SettingsCheck:
    """Everything found in a home.

    `unread` says what wasn't looked at, and why, or ''. `database` says which server keeps the
    records, and how large they are, or ''.
    """

    findings: tuple[SettingsFinding, ...]
    unread: str = ""
    database: str = ""

    @property
    def wrong(self) -> int:
        """The number of findings that are refused or unsafe."""
        return sum(finding.level is Level.WRONG for finding in self.findings)


def check(
    home: Home,
    as_person: str | None,
    today: date,
    clock: Callable[[], datetime],
    keys: KeysRefused,
    records: Database | None = None,
) -> SettingsCheck:
    """Check a home, for the person of --as or the account. Nothing is changed.

    `records` are those to check it with, if they aren't its own. Raises BadInput if there is no
    home.
    """
    noted: list[BadFile] = []
    by_hand = () if records else _edited_by_hand(home, clock())
    try:
        settings = load_settings(home, noted)
    except BadFile as fault:
        found = [of_fault(one, STOPS, EDIT) for one in noted or [fault]]
        found += (*by_hand, *of_modes(home), *of_disk(home))
        return SettingsCheck(_sorted(found), "Correct data/dpo.toml first: the rest depends on it.")
    account, server = account_name(), server_of(settings)
    found = [
        *by_hand,
        *_of_retired(home),
        *_of_notice(home, settings, today),
        *of_accounts(home, settings, account),
        *_of_keys(home, keys(settings)),
        *of_folders(home, settings),
        *of_witness(home, settings),
        *of_database(home, server, clock()),
    ]
    unread = ""
    try:
        person = who_acts(settings, account, as_person)
        database = records or records_of(home, settings.records)
        found += _of_desk(Desk(home, settings, database, person, account, today, clock, _no_acts))
    except DpoConsoleError as refused:
        unread = f"Views, wordings and backups weren't checked: {refused}"
    found += (*still_missing(home, settings, today), *of_modes(home), *of_disk(home))
    return SettingsCheck(_sorted(found), unread, database_words(server))


def _of_desk(desk: Desk) -> Iterator[SettingsFinding]:
    """Yield what is found of views, wordings, backups and cases. Raises DpoConsoleError."""
    yield from _of_views(desk)
    yield from (one for checked in check_own(desk) for one in _of_file(checked))
    if desk.database.is_there():
        yield from (*_of_backups(desk), *_of_cases(desk))


def _edited_by_hand(home: Home, now: datetime) -> tuple[SettingsFinding, ...]:
    """Bring this machine's copy up to date, and return each file in it that was edited by hand."""
    try:
        shared = copied(home, now)
    except DpoConsoleError:  # what is wrong with the database is told with the rest
        return ()
    why, remedy = "Only the files in the database count.", "Put it in, or delete it."
    return tuple(
        SettingsFinding(level=Level.ADVICE, file=home.data, what=one, why=why, remedy=remedy)
        for one in (shared.told if shared else ())
    )


def _sorted(found: Iterable[SettingsFinding]) -> tuple[SettingsFinding, ...]:
    """Return findings by level, file and line."""
    levels = list(Level)
    return tuple(sorted(found, key=lambda f: (levels.index(f.level), f.file, f.line or 0)))


def _no_acts() -> Acts:
    raise LookupError("a check does nothing")


def _of_retired(home: Home) -> Iterator[SettingsFinding]:
    """Yield each setting that earlier releases had."""
    lines = lines_of(home.settings)
    for key in read_toml(home.settings).forget(RETIRED):
        yield SettingsFinding(
            level=Level.ADVICE, file=home.settings, line=line_of(lines, key) or None,
            what=f"{key} is a setting of an earlier release.", why="It is ignored.",
            remedy="Delete this line.",
        )  # fmt: skip


def _of_notice(home: Home, settings: Settings, today: date) -> Iterator[SettingsFinding]:
    noted: list[BadFile] = []
    try:
        slugs = [school.slug for school in settings.schools]
        notice = read_notice(home.notice, slugs, settings.notice, noted)
    except BadFile as fault:
        why = "Letters that say what data you hold can't be written, nor can the privacy notice."
        yield from (of_fault(one, why, EDIT) for one in noted or [fault])
        return
    yield from _of_points(home, settings, notice, today)


def _of_points(
    home: Home, settings: Settings, notice: Notice, today: date
) -> Iterator[SettingsFinding]:
    """Yield what the privacy notice of each audience lacks, once for all schools.

    What dpo.toml lacks for it is the same for every audience. An audience without all its
    statements is told as such.
    """
    slugs = [school.slug for school in settings.schools]
    lines = lines_of(home.notice)
    found = [whole_notice(settings, notice, slug, today) for slug in slugs_of(settings)]
    every = [gap for one in found for gap in one.gaps]
    gaps = {(gap.table and gap.audience, gap.says): gap for gap in every}
    told = [whose for whose in EXPECTED if unstated(notice, whose, slugs)]
    for audience, group in groupby(sorted(gaps, key=itemgetter(0)), key=itemgetter(0)):
        if AUDIENCES.get(audience) in told:
            continue
        first, *others = [gaps[key] for key in group]
        more = f" {counted(len(others), 'more point')} to state." if others else ""
        yield SettingsFinding(
            level=Level.MISSING,
            file=home.notice if audience else home.settings,
            line=(audience and line_of(lines, first.table)) or None,
            what=f"{TITLES.get(audience, 'The privacy notice')}: {first.says}{more}",
            why="The privacy notice can't be written or published.",
            remedy=f"{first.remedy} All of them: dpo-console notice check",
        )


def _of_keys(home: Home, refused: list[tuple[str, str]]) -> Iterator[SettingsFinding]:
    lines = lines_of(home.settings)
    for command, why in refused:
        yield SettingsFinding(
            level=Level.WRONG, file=home.settings, line=line_of(lines, f"keys.{command}") or None,
            what=f"The key for {command} doesn't count: {why}",
            why="The command keeps its own key.", remedy=EDIT,
        )  # fmt: skip


def _of_views(desk: Desk) -> Iterator[SettingsFinding]:
    lines = lines_of(desk.home.settings)
    for view in refused_views(desk):
        yield SettingsFinding(
            level=Level.WRONG, file=desk.home.settings,
            line=line_of(lines, f"view[{view.number}]") or None,
            what=first_upper(view.sentence),
            why="The console and list --view do without it.", remedy=EDIT,
        )  # fmt: skip


def _of_backups(desk: Desk) -> Iterator[SettingsFinding]:
    if overdue := why_overdue(desk):
        yield SettingsFinding(
            level=Level.ADVICE, file=desk.home.root, what=overdue,
            why="A backup that nobody has checked may not open.",
            remedy="Make one and check it: dpo-console guide backup",
        )  # fmt: skip


def _of_cases(desk: Desk) -> Iterator[SettingsFinding]:
    """Yield each open case whose date rests on a law that doesn't serve its requester."""
    for reference, why in unfit_cases(desk):
        yield SettingsFinding(
            level=Level.ADVICE, file=desk.home.root, what=f"{reference}: {why}",
            why="Its date rests on a duty that isn't owed. Nothing in the case was changed.",
            remedy="Count it as a third-party request: dpo-console reclassify"
            f" {reference} {third_party_kind()} --why ...",
        )  # fmt: skip


def _of_file(checked: CheckedWording) -> Iterator[SettingsFinding]:
    """Yield what is wrong with a wording or a letterhead."""
    path, letter = checked.path, checked.path.suffix == ".md"
    why = f"The letter {path.stem} is refused." if letter else "Every letter with it is refused."
    remedy = "Correct it, or move it away: then the packaged one is used."
    if checked.fault:
        yield of_fault(checked.fault, why, remedy)
        return
    for what in checked.problems:
        yield SettingsFinding(level=Level.WRONG, file=path, what=what, why=why, remedy=remedy)


def of_accounts(home: Home, settings: Settings, account: str) -> Iterator[SettingsFinding]:
    """Yield that nobody may work with this account, and accounts that are lacking or not shared."""
    named = {person.account for person in settings.people} - {""}
    if tells_apart(settings) and account not in named | {settings.service.account}:
        yield _in_settings(
            home, Level.WRONG, "people", f"The account {account} is nobody's.",
            "With it, no command starts and the console doesn't open.",
            f'Write account = "{account}" in your own entry.',
        )  # fmt: skip
    for number, person in enumerate(settings.people, 1):
        if person.account and person.account == settings.service.account:
            yield _in_settings(
                home, Level.ADVICE, f"people[{number}].account",
                f"The shared account {person.account} is {person.name}'s own as well.",
                "With it, nobody else can act.", "Take this line out of their entry.",
            )  # fmt: skip
        if person.account and not _is_account(person.account):
            yield _in_settings(
                home, Level.ADVICE, f"people[{number}].account",
                f"This machine has no account {person.account}.",
                f"{person.name} can't log in under it.",
                "Correct it, or have the account made.",
            )  # fmt: skip
    if settings.people and not (settings.only_today or settings.made_up):
        yield _in_settings(
            home, Level.ADVICE, "only_today",
            "Anybody at this machine can backdate a change with --today.",
            "The history and dpo-console verify show it. The case's dates follow the day typed.",
            "Write only_today = true at the top.",
        )  # fmt: skip


def _is_account(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def of_folders(home: Home, settings: Settings) -> Iterator[SettingsFinding]:
    """Yield what is wrong with the places of backups and of the witness."""
    to, witness = settings.backup.to, settings.witness
    if to and (why := _why_no_folder(Path(to))):
        yield _in_settings(
            home, Level.WRONG, "backup.to", f"The folder for backups, {to}, {why}.",
            "Backups are refused.", "Mount or make it, or name another one.",
        )  # fmt: skip
    elif to and Path(to).stat().st_dev == home.root.stat().st_dev:
        yield _in_settings(
            home, Level.ADVICE, "backup.to", "Backups lie on the same disk as the records.",
            "If the disk fails, both are lost.", "Name a folder on another disk.",
        )  # fmt: skip
    if witness.file and (why := _why_no_folder(Path(witness.file).parent)):
        yield _in_settings(
            home, Level.WRONG, "witness.file", f"The folder of {witness.file} {why}.",
            "No head of the audit log is kept outside the records.",
            "Mount or make it, or name another one.",
        )  # fmt: skip
    if witness.command and not shutil.which(witness.command[0]):
        yield _in_settings(
            home, Level.WRONG, "witness.command",
            f"This machine has no program {witness.command[0]}.",
            "No head of the audit log is kept outside the records.",
            "Correct it, or install the program.",
        )  # fmt: skip


def of_witness(home: Home, settings: Settings) -> Iterator[SettingsFinding]:
    """Yield a program that is held back, and each line of the file that can't be understood."""
    if settings.witness.command and home.held.exists():
        program = " ".join(settings.witness.command)
        yield _in_settings(
            home, Level.MISSING, "witness.command", f"The program came with a backup: {program}",
            "It isn't run, and the witness is told nothing, until you confirm it.",
            "If it is yours, confirm it: dpo-console settings check --confirm",
        )  # fmt: skip
    path = witness_file(home, settings)
    if not path.exists():
        return
    why = "What it kept of the records on that line proves nothing."
    try:
        unread = read_witness(read_file(path, LARGEST)).unread
    except BadFile as fault:
        yield of_fault(fault, why, "Let this account read it.")
        return
    for line in unread:
        yield SettingsFinding(
            level=Level.WRONG, file=path, line=line, what="This line can't be understood.", why=why,
            remedy="Compare the file with a backup of it. Lines are only ever added.",
        )  # fmt: skip


def _why_no_folder(folder: Path) -> str:
    try:
        if not folder.is_dir():
            return "isn't there"
    except OSError as problem:
        return f"can't be reached ({problem.strerror})"
    return "" if os.access(folder, os.W_OK) else "can't be written by this account"


def _in_settings(
    home: Home, level: Level, key: str, what: str, why: str, remedy: str
) -> SettingsFinding:
    line = line_of(lines_of(home.settings), key) or None
    return SettingsFinding(
        level=level, file=home.settings, line=line, what=what, why=why, remedy=remedy
    )  # fmt: skip


def of_modes(home: Home) -> Iterator[SettingsFinding]:
    """Yield the folders and files that other accounts can reach: wrong if they name people."""
    if not all(_is_open(folder) for folder in (home.root, home.data)):
        open_folders = [home.exports] if _is_open(home.root) else []
    else:
        open_folders = [home.data, home.exports]
    naming = {home.database, home.drafts, home.backups, home.own_wording}
    for folder in open_folders:
        within = sorted(folder.iterdir()) if folder.is_dir() else []
        for path in [p for p in within if _is_open(p)] or ([folder] if _is_open(folder) else []):
            names_people = path in naming - {home.own_wording} or folder == home.exports
            yield SettingsFinding(
                level=Level.WRONG if names_people and path != folder else Level.ADVICE, file=path,
                what=f"Other accounts on this machine can open {path.name}.",
                why="They can read what stands there." if not path.is_dir() else
                "They can look inside.",
                remedy=f"Close it: chmod go= {path}",
            )  # fmt: skip


def _is_open(path: Path) -> bool:
    try:
        return bool(stat.S_IMODE(path.stat().st_mode) & OTHERS)
    except OSError:
        return False


def of_disk(home: Home) -> Iterator[SettingsFinding]:
    """Yield that the home's disk isn't encrypted, or that this can't be told."""
    found = encrypted(home.root)
    if found is Encrypted.YES:
        return
    unknown = found is Encrypted.UNKNOWN
    yield SettingsFinding(
        level=Level.ADVICE, file=home.root,
        what="I cannot tell if the disk of the records is encrypted." if unknown else
        "Linux doesn't encrypt the disk of the records.",
        why="Whoever steals a disk that isn't encrypted can read every name.",
        remedy="Ask the person who looks after this machine. A disk may also encrypt by itself, "
        "which can't be seen from here.",
    )  # fmt: skip


class Encrypted(Enum):
    """Linux's answer about a disk."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def encrypted(path: Path, disks: Path = SYS) -> Encrypted:
    """Return if the disk of a file is encrypted by dm-crypt, as LUKS is.

    A disk on the network, one that is several disks in one (ZFS, Btrfs, a container's layers), and
    one that encrypts by itself can't be told.
    """
    try:
        number = path.stat().st_dev
    except OSError:
        return Encrypted.UNKNOWN
    return of_device(os.major(number), os.minor(number), disks)


def of_device(major: int, minor: int, disks: Path) -> Encrypted:
    """Return if a disk, or each disk that it is made of, is encrypted."""
    disk = disks / f"{major}:{minor}"
    if not disk.is_dir():
        return Encrypted.UNKNOWN
    return _encrypted(disk.resolve())


def _encrypted(disk: Path) -> Encrypted:
    if _text(disk / "dm" / "uuid").startswith("CRYPT-"):
        return Encrypted.YES
    parts = disk / "slaves"
    below = {_encrypted(part.resolve()) for part in parts.iterdir()} if parts.is_dir() else set()
    return Encrypted.YES if below == {Encrypted.YES} else Encrypted.NO


def _text(file: Path) -> str:
    try:
        return file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
