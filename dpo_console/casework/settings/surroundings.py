"""What the machine adds to an office's settings: accounts, folders, modes of files, the disk."""

import os
import pwd
import shutil
import stat
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from dpo_console.cases.office.desk import tells_apart
from dpo_console.cases.records.witness import LARGEST, read_witness, witness_file
from dpo_console.cases.settings import Level, SettingsFinding, of_fault
from dpo_console.config import Home, Settings
from dpo_console.config.files.incoming import read_file
from dpo_console.config.files.toml_lines import line_of
from dpo_console.errors import BadFile
from dpo_console.toml_file import lines_of

OTHERS = stat.S_IRWXG | stat.S_IRWXO


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


SYS = Path("/sys/dev/block")
"""Linux's folder of disks by number. Each has what it is made of under `slaves`."""


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
