"""A strict reader of one statute file."""

from pathlib import Path

from dpo_console.law.statutes.duties import Duty, RulesVersion
from dpo_console.law.statutes.statute import Statute
from dpo_console.toml_file import Table, read_toml
from dpo_console.toml_reader import read


def read_statute(path: Path) -> Statute:
    """Read the statute in a file, named after its kind. Raises BadFile naming file and key."""
    table = read_toml(path)
    versions = tuple(_version(version) for version in table.tables("version"))
    return read(Statute, table, kind=path.stem, versions=versions)


def _version(table: Table) -> RulesVersion:
    """Return a version, its duties parted into those commenced and those switched off."""
    found: dict[bool, list[Duty]] = {True: [], False: []}
    for duty in table.tables("duty"):
        found[duty.take("commenced", bool, True)].append(read(Duty, duty))
    return read(RulesVersion, table, duties=tuple(found[True]), switched_off=tuple(found[False]))
