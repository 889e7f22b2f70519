"""Where an office's records live."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from dpo_console.config.files.folders import whole_path
from dpo_console.errors import BadInput


class Home(NamedTuple):
    """The folder that holds data/ and exports/, and the places inside it."""

    root: Path

    @property
    def data(self) -> Path:
        """The office's own files, the records among them."""
        return self.root / "data"

    @property
    def exports(self) -> Path:
        """Letters and registers, one folder a case."""
        return self.root / "exports"

    @property
    def settings(self) -> Path:
        """dpo.toml."""
        return self.data / "dpo.toml"

    @property
    def notice(self) -> Path:
        """notice.toml: what letters say about the data that the office uses."""
        return self.data / "notice.toml"

    @property
    def database(self) -> Path:
        """The records."""
        return self.data / "records.sqlite3"

    @property
    def backups(self) -> Path:
        """Copies taken before the records' layout changes."""
        return self.data / "backups"

    @property
    def import_columns(self) -> Path:
        """The headings of an office's own register, as they were named by hand."""
        return self.data / "import-columns.json"

    @property
    def papers(self) -> Path:
        """The papers kept with cases, one folder a case."""
        return self.data / "papers"

    @property
    def restored(self) -> Path:
        """The mark of a restored home in which later erasures are still to be made."""
        return self.data / "restored.json"

    @property
    def held(self) -> Path:
        """The mark of a restored home whose own program waits for somebody to confirm it."""
        return self.data / "program.held"

    def is_records(self, path: Path) -> bool:
        """Return True for the file of the records, or one that its engine keeps beside it."""
        return path.parent == self.data and path.name.startswith(f"{self.database.stem}.")

    @property
    def own_wording(self) -> Path:
        """The office's own letters' wording, which wins over the packaged one."""
        return self.data / "letters"

    @property
    def drafts(self) -> Path:
        """What was typed and isn't saved yet: it names people, as the records do."""
        return self.data / "drafts"

    @property
    def witness(self) -> Path:
        """The list of erasures, of an office that keeps no witness elsewhere."""
        return self.data / "witness.jsonl"

    @property
    def spool(self) -> Path:
        """E-mails that wait for the server that the settings name."""
        return self.data / "spool"

    @property
    def log(self) -> Path:
        """Reference codes of our own mistakes; never a name."""
        return self.data / "errors.log"


def find_home(given: str | Path | None, environ: Mapping[str, str], cwd: Path) -> Home:
    """Return the home to use: the given one, $DPO_CONSOLE_HOME, `cwd`, or the user's own.

    `cwd` counts only if it is a home. Raises BadInput for an invalid path.
    """
    named = given or environ.get("DPO_CONSOLE_HOME")
    if named:
        return Home(whole_path(named))
    if _is_home(cwd):
        return Home(whole_path(cwd))
    from platformdirs import user_data_path  # only when nothing nearer was found

    return Home(user_data_path("dpo-console", appauthor=False))


def is_usual(home: Home) -> bool:
    """Whether a fresh login finds it with no word said: from the account's own folder."""
    try:
        return find_home(None, {}, whole_path("~")).root == home.root
    except BadInput:
        return False


def _is_home(folder: Path) -> bool:
    """Whether it has settings, or a data/ into which this account may not look."""
    try:
        return Home(folder).settings.is_file()
    except OSError:
        return os.access(Home(folder).data, os.F_OK)
