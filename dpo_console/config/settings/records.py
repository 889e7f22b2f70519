"""Where an office keeps its records, and the head of their log: [records] and [witness]."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, NamedTuple

from dpo_console.config.home import Home
from dpo_console.config.texts import text, whole_path
from dpo_console.lazy_import import later
from dpo_console.text import show_line
from dpo_console.toml_file import Table, toml_table, toml_text
from dpo_console.toml_reader import read

if TYPE_CHECKING:
    from urllib import parse

    from dpo_console.config.settings import settings_file
else:  # an office with a file needs neither
    parse = later("urllib.parse")
    settings_file = later("dpo_console.config.settings.settings_file")

_RECORDS = b"[records]"

_SERVICE = re.compile(r"\w[\w.-]*")
_PORT = re.compile(r":\d*$")
_ASKED = {
    "host", "port", "user", "sslmode", "sslrootcert", "sslcert", "sslkey", "passfile",
    "target_session_attrs",
}  # fmt: skip
"""What an address may ask of the driver. No other word can weaken how it connects."""


def _database(table: Table, key: str, default: str) -> str:
    address = text(table, key, default)
    if address and (why := _refused(address)):
        raise table.wrong(key, f"can't be used. {why}")  # it may hold a password
    return address


def _refused(address: str) -> str:
    """Return what is wrong about an address, and what to do, or ''."""
    try:
        parts = parse.urlsplit(address)
        asked = dict(parse.parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        password = parts.password
    except ValueError:
        parts, asked, password = parse.urlsplit(""), {}, None
    if parts.scheme not in ("postgresql", "postgres") or parts.path in ("", "/"):
        return "Write it like postgresql://dpo@db.example.org/dpo."
    if password is not None:
        return "Leave the password out. Put it into the file ~/.pgpass, with mode 0600."
    if unknown := asked.keys() - _ASKED:
        return f"Leave out {min(unknown)}. Known here: {', '.join(sorted(_ASKED))}."
    for word, only in (("sslmode", "verify-full"), ("target_session_attrs", "read-write")):
        if asked.get(word, only) != only:
            return f"Only {word}={only} is safe. Leave {word} out, because it is always used."
    return ""


def _service(table: Table, key: str, default: str) -> str:
    name = text(table, key, default)
    if name and not _SERVICE.fullmatch(name):
        raise table.wrong(key, f"is {show_line(name, 60)!r}. Write the name of a service.")
    return name


class RecordsKept(NamedTuple):
    """The database of the records, or its name in pg_service.conf. Neither: a file in data/."""

    database: Annotated[str, _database] = ""
    service: Annotated[str, _service] = ""

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield what contradicts itself."""
        if self.database and self.service:
            yield "service", "stands beside database. Keep one of them."

    def __bool__(self) -> bool:
        return bool(self.database or self.service)

    @property
    def address(self) -> str:
        """The address for the driver, or '' for a file."""
        return self.database or (f"service={self.service}" if self.service else "")

    @property
    def named(self) -> str:
        """The database's name for sentences."""
        if not self.database:
            return self.service
        parts = parse.urlsplit(self.database)
        hosts = dict(parse.parse_qsl(parts.query)).get("host") or parts.netloc.rpartition("@")[2]
        named = ", ".join(_PORT.sub("", host) for host in hosts.split(","))
        return f"{parse.unquote(parts.path[1:])} on {named or 'this machine'}"


IN_A_FILE = RecordsKept()
"""Of an office that names no database."""


def records_named(home: Home) -> RecordsKept:
    """Return the place of the records that data/dpo.toml names under [records] alone.

    Where that is a database, nothing else in the file counts. Raises BadFile for a wrong address.
    """
    try:
        content = home.settings.read_bytes()
    except OSError:
        return IN_A_FILE
    if _RECORDS not in content:
        return IN_A_FILE
    _, own = settings_file.apart(toml_text(home.settings, content))
    table = toml_table(home.settings, own)
    return read(RecordsKept, table.table("records")) if "records" in table.names() else IN_A_FILE


class Witness(NamedTuple):
    """The office's witness: a file, a program with its arguments that takes a line, or both."""

    file: Annotated[str, whole_path("/mnt/keep/witness.jsonl")] = ""
    command: tuple[str, ...] = ()

    @property
    def is_set(self) -> bool:
        """True if the office has a witness."""
        return bool(self.file or self.command)


NO_WITNESS = Witness()
