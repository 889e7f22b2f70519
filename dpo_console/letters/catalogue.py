"""The letters: the conditions for each, the fact it records, its questions and its demands."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

from dpo_console.errors import BadFile, BadInput
from dpo_console.letters.addressees import FOLDER, To
from dpo_console.letters.wording.conditions import (
    CONDITIONS,
    FIELDS,
    TO_PUPIL,
    Demand,
    Sentence,
    read_demand,
)
from dpo_console.text import show_line
from dpo_console.toml_file import Table, read_toml
from dpo_console.toml_marks import Key, Words, one_of, some_of
from dpo_console.toml_reader import read, read_each

WAITS = ("release", "terms")
"""The whole gate of a third party's request, or all of it except the terms a letter offers."""

WORDINGS = Path(__file__).parent / "wording"

PARTS = WORDINGS / "parts"
"""The parts that wordings share, each written once."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A condition for a letter to make sense: `name` must hold, or fail if `wanted` is False."""

    name: str
    wanted: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that the officer fills, by its name.

    `optional`: it may stay empty. `takes` names the part of the case that fills it, or is ''.
    `offers` names the part of the case that its form begins with, or is ''.
    """

    name: Annotated[str, Key("field"), one_of(FIELDS)]
    label: str
    hint: str
    optional: bool = False
    takes: Words = ""
    offers: Words = ""


_KINDS = some_of(CONDITIONS, "there is no kind of case {name!r}.")


def _fits(table: Table, key: str, _default: tuple[Fit, ...]) -> tuple[Fit, ...]:
    return tuple(_fit(entry) for entry in table.tables(key))


def _fit(table: Table) -> Fit:
    wanted = table.has("when")
    name = table.one_of("when" if wanted else "unless", tuple(CONDITIONS))
    return read(Fit, table, name=name, wanted=wanted)


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One letter.

    `records` is the fact that sending it records, or ''. `section` is its part of the picker.
    `ending` is the ending of the checklist that an answer by it reaches, or '' if that is open.
    `denies` then lists the endings it can't reach. `waits` is the part of a third party's request
    that it waits for, one of WAITS or ''. `addressee` is the one that it goes to. `to_pupil`: only
    pupils are written to. `names_subject`: it names whose information it is to a third party.
    `hides_requester`: it doesn't say who asks. `to_recipients`: only those are written to who were
    given the data before. `encloses` names another letter that its words say is enclosed, or is ''.
    """

    name: str
    title: Words
    kinds: Annotated[tuple[str, ...], _KINDS]
    records: str
    addressee: Annotated[To, one_of(tuple(To))]
    fits: Annotated[tuple[Fit, ...], _fits]
    asks: tuple[Asked, ...]
    demands: tuple[Demand, ...]
    section: str = ""
    ending: Words = ""
    denies: tuple[str, ...] = ()
    waits: Annotated[str, one_of(WAITS)] = ""
    to_pupil: bool = False
    names_subject: bool = False
    hides_requester: bool = False
    to_recipients: bool = False
    encloses: str = ""

    def read_by(self, conditions: Collection[str]) -> frozenset[str]:
        """Return the conditions, with TO_PUPIL only if it is a pupil who reads the letter."""
        requester = self.addressee is To.REQUESTER and TO_PUPIL in conditions
        pupil = {TO_PUPIL} if requester or self.to_pupil else set()
        return frozenset({*conditions} - {TO_PUPIL} | pupil)

    def why_not(self, conditions: Collection[str]) -> str:
        """Return the reason why it doesn't fit a case with these conditions, or ''.

        The conditions include the kind of case.
        """
        if not any(kind in conditions for kind in self.kinds):
            return "This letter is not for this kind of case."
        return next((f.why_not for f in self.fits if (f.name in conditions) != f.wanted), "")


class _Section(NamedTuple):
    """One part of the picker, and its letters in order."""

    title: Words
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All letters by name, in the order in which they are offered, and all required sentences."""

    letters: Mapping[str, LetterKind]
    sentences: Mapping[str, Sentence]


def catalogue() -> Mapping[str, LetterKind]:
    """Return every letter by name, in the order in which they are offered. Raises BadFile."""
    return read_catalogue().letters


def sentences() -> Mapping[str, Sentence]:
    """Return every sentence that some letter must have. Raises BadFile."""
    return read_catalogue().sentences


def letter_kind(name: str) -> LetterKind:
    """Return the letter of that name. Raises BadInput with similar names."""
    try:
        return catalogue()[name]
    except KeyError:
        close = get_close_matches(name, catalogue(), n=3, cutoff=0.5) or tuple(catalogue())
        raise BadInput(
            f"There is no letter {show_line(name, 60)!r}. Did you mean {' or '.join(close)}?"
        ) from None


def part_path(name: str, conditions: Collection[str] = ()) -> Path:
    """Return the path of a part that wordings share, for pupils if a pupil reads it.

    There is no file if there is no such part.
    """
    return _first(name, conditions, [PARTS])


def wording_path(name: str, conditions: Collection[str] = (), folders: Iterable[Path] = ()) -> Path:
    """Return the path of the wording to use.

    The office's own wording comes first, from the first of its `folders` that has it. The packaged
    one comes last. If a pupil asked, a wording for pupils comes before any other. Raises BadInput
    for an unknown letter.
    """
    kind = letter_kind(name)
    return _first(kind.name, kind.read_by(conditions), [*folders, WORDINGS])


def _first(name: str, conditions: Collection[str], folders: Sequence[Path]) -> Path:
    """Return the first file there is, one for pupils before others. The last folder is ours."""
    everyone = f"{name}.md"
    files = (f"{name}.pupil.md", everyone) if TO_PUPIL in conditions else (everyone,)
    there = (folder / file for file in files for folder in folders)
    return next((path for path in there if path.is_file()), folders[-1] / everyone)


@cache
def read_catalogue(folder: Path = FOLDER) -> Catalogue:
    """Read a folder like catalogue/. Raises BadFile naming file and key."""
    shared = read_toml(folder / "shared.toml")
    known = _sentences(shared)
    groups = _groups(shared.table("group"), known)
    shared.done()
    letters: dict[str, LetterKind] = {}
    for name, section in _index(folder).items():
        table = read_toml(folder / f"{name}.toml")
        own = _sentences(table)
        _check_new(table, own, known)
        known |= own
        demands = _demands(table, known, groups)
        letters[name] = read(LetterKind, table, name=name, demands=demands, section=section)
    return Catalogue(letters, known)


def _index(folder: Path) -> dict[str, str]:
    """Return each letter's section, in order. Raises BadFile if a file and the index disagree."""
    path = folder / "index.toml"
    top = read_toml(path)
    found: dict[str, str] = {}
    for section in (read(_Section, entry) for entry in top.tables("section")):
        found |= dict.fromkeys(section.letters, section.title)
    top.done()
    there = {file.stem for file in folder.glob("*.toml")} - {"index", "shared"}
    for name in there.symmetric_difference(found):
        raise BadFile(path, name, "each letter has its file, and each file its place here.")
    return found


def _sentences(table: Table) -> dict[str, Sentence]:
    return read_each(Sentence, table.table("sentence")) if table.has("sentence") else {}


def _check_new(table: Table, own: Collection[str], known: Collection[str]) -> None:
    for name in set(own).intersection(known):
        raise table.wrong(f"sentence.{name}", "stands in another file already; name it otherwise.")


def _groups(table: Table, known: Mapping[str, Sentence]) -> dict[str, tuple[Demand, ...]]:
    return {
        name: tuple(read_demand(entry, known) for entry in table.tables(name))
        for name in table.names()
    }


def _demands(
    table: Table, known: Mapping[str, Sentence], groups: Mapping[str, tuple[Demand, ...]]
) -> tuple[Demand, ...]:
    """Return what a letter must have: its own demands, and those of the groups that it shares."""
    shares = some_of(groups, "there is no group {name!r} in shared.toml.")(table, "shares", ())
    own = [read_demand(entry, known) for entry in table.tables("demand")]
    return (*own, *(demand for group in shares for demand in groups[group]))
