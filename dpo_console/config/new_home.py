"""Makes a home for an office's records."""

import os
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from dpo_console.config.files.folders import make_private, write_new
from dpo_console.config.home import Home
from dpo_console.config.notice import notice
from dpo_console.errors import Refused

EXAMPLE = "dpo.example.toml"
"""What a new dpo.toml says, in this package: every setting, commented."""


def make_home(root: Path, settings: str | None = None, statements: str | None = None) -> Home:
    """Make data/ with its settings, and exports/, under `root`: or nothing at all.

    Folders are 0700, files 0600. `settings` is what dpo.toml says, and `statements` what
    notice.toml says: examples if not given, which state nothing. Raises Refused where there is a
    home already, or where none can be made.
    """
    home = Home(root)
    folders = (*reversed(root.parents), root, home.data, home.exports)
    missing = [folder for folder in folders if not os.path.lexists(folder)]
    refuse_another(home)
    try:
        stated = notice.unsaid(notice.example("primary")) if statements is None else statements
        _make(home, example() if settings is None else settings, stated)
    except OSError as problem:
        for folder in reversed(missing):
            with suppress(OSError):
                folder.rmdir()
        raise _none_at(root, problem) from None
    return home


def example() -> str:
    """Return the text of a new dpo.toml."""
    return files(__package__).joinpath(EXAMPLE).read_text("utf-8")


def refuse_another(home: Home) -> None:
    """Raise Refused if a folder has records already, or can't be looked into."""
    for place in (home.settings, home.database):
        try:
            place.lstat()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as problem:
            raise _none_at(home.root, problem) from None
        raise Refused(
            f"Your records are in {home.root} already. Nothing was changed. To open them: "
            "dpo-console"
        )


def _none_at(root: Path, problem: OSError) -> Refused:
    why = os.strerror(problem.errno or 0)
    return Refused(f"No home can be made at {root}: {why}. Choose another folder.")


def _make(home: Home, settings: str, statements: str) -> None:
    for folder in (home.data, home.exports):
        make_private(folder)
        folder.chmod(0o700)
    write_new(home.notice, statements.encode("utf-8"))
    write_new(home.settings, settings.encode("utf-8"))
