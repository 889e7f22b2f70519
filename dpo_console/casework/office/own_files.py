"""Files outside the records that an officer names: read and written with the account's own rights.

People who share a service account have no files on this machine, and its rights are not theirs. One
of them could plant the office's letterhead, or read what only the account may. So they send and
take files by the streams of their own connection, unless an administrator allows more. Their key's
forced command names them by --as.
"""

from pathlib import Path

from dpo_console.cases.office.desk import Desk, account_name, is_shared
from dpo_console.config import Home, Settings, load_settings
from dpo_console.config.files.folders import whole_path
from dpo_console.config.files.incoming import read_file
from dpo_console.errors import BadInput, DpoConsoleError, NotAllowed
from dpo_console.text import required

_OF_THE_SYSTEM = ("/proc", "/sys")

STREAM = "-"
"""The name of a file that comes on stdin, or goes to stdout."""


def read_own_file(desk: Desk, name: str | Path, largest: int) -> bytes:
    """Return the content of a file that the officer named.

    Raises BadInput where none is named, NotAllowed for people who share an account, BadFile if it
    can't be read or is too large.
    """
    return read_file(path_to_read(desk, name), largest)


def path_to_read(desk: Desk, name: str | Path) -> Path:
    """Return the whole path of a file to read.

    Raises BadInput where none is named, NotAllowed for people who share an account.
    """
    path = whole_path(required(str(name), "file"))
    if not reads_files(desk):
        what = "so its people read no files here. Send it over SSH, with - as its name"
        raise _not_allowed(desk.account, what, "reads_files")
    _refuse_home(desk, path)
    return path


def reads_files(desk: Desk) -> bool:
    """Return True if this officer may name files to read."""
    return not desk.shared or desk.settings.service.reads_files


def path_to_write(desk: Desk, name: str | Path) -> Path:
    """Return the whole path of a file or folder to write.

    Raises NotAllowed for people who share an account.
    """
    path = whole_path(name)
    if desk.shared and not desk.settings.service.writes_files:
        what = "so its people write no files on this machine. Take it on stdout, with -"
        raise _not_allowed(desk.account, what, "writes_files")
    _refuse_home(desk, path)
    return path


def word_file_to_write(desk: Desk, typed: str, what: str, instead: str) -> Path:
    """Return the path of a new Word file outside exports/. Raises BadInput, and NotAllowed."""
    path = whole_path(typed)
    if path.suffix.lower() != ".docx":
        raise BadInput(f"{typed}: {what} is a Word file. Give it a name that ends in .docx.")
    if path.resolve().is_relative_to(desk.home.exports.resolve()):
        raise BadInput(f"{typed}: exports/ is kept by the console. {instead}")
    return path_to_write(desk, path)


def refuse_editor(desk: Desk) -> None:
    """Raise NotAllowed for people who share an account: an editor can open any file of it."""
    for switch in ("reads_files", "writes_files"):
        if desk.shared and not getattr(desk.settings.service, switch):
            what = "so its people open no editor. Send the file on stdin, as -"
            raise _not_allowed(desk.account, what, switch)


def refuse_move(desk: Desk) -> None:
    """Raise NotAllowed for people who share an account and would move the records elsewhere."""
    if desk.shared and not desk.settings.service.writes_files:
        raise _not_allowed(desk.account, "so its people move no records", "writes_files")


def _refuse_home(desk: Desk, path: Path) -> None:
    """Raise NotAllowed for a place in a home, which people who share an account never name.

    What the system tells of its programs is refused too: it may hold their passwords.
    """
    if not desk.shared:
        return
    real = path.resolve()
    if any(real.is_relative_to(place) for place in _OF_THE_SYSTEM):
        raise NotAllowed(f"{path} is no file of an office. Name a place elsewhere.")
    homes = (Home(folder) for folder in (real, *real.parents))
    if any(home.root == desk.home.root.resolve() or home.settings.exists() for home in homes):
        raise NotAllowed(f"{path} is among the records. Name a place elsewhere.")


def refuse_new_home(home: Home, as_person: str | None) -> None:
    """Raise NotAllowed if the person of --as shares this account in the home that it works in."""
    settings = _shared_settings(home, as_person)
    if settings and not settings.service.makes_homes:
        raise _not_allowed(account_name(), "so its people make no homes", "makes_homes")


def refuse_files(home: Home, as_person: str | None) -> None:
    """Raise NotAllowed if the person of --as shares this account, and may read no files here.

    It stands for `path_to_read` where no desk is opened, such as for a restore.
    """
    settings = _shared_settings(home, as_person)
    if settings and not settings.service.reads_files:
        what = "so its people read no files here. Send it over SSH, with - as its name"
        raise _not_allowed(account_name(), what, "reads_files")


def _shared_settings(home: Home, as_person: str | None) -> Settings | None:
    """Return the settings of a home in which the person of --as shares this account, or None."""
    if as_person is None:
        return None
    try:
        settings = load_settings(home)
    except DpoConsoleError:  # there is no home whose people share the account
        return None
    return settings if is_shared(settings, account_name()) else None


def _not_allowed(account: str, what: str, switch: str) -> NotAllowed:
    return NotAllowed(
        f"The account {account} is shared, {what}. An administrator can allow it: "
        f"{switch} = true under [service] in data/dpo.toml."
    )
