"""Integrity of letters and papers: every file recorded, present and unchanged.

A letter keeps a temporary name beside its own until it is recorded, and a pack a mark within it.
Remains are told from work that goes on by the number of the process in the name.

A seal tells a page of ours, and that nobody edited it. Like any hash beside a file, it can be
forged on purpose.
"""

import hashlib
import os
import re
import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path

from dpo_console.cases.papers import TEMPORARY, is_being_written, place_of
from dpo_console.config import Home
from dpo_console.letters.word.saving import is_whole
from dpo_console.store import kept_files
from dpo_console.store.asking import Ask
from dpo_console.store.audit.told import files_told, packs_told
from dpo_console.store.kept_files import LETTERS, PAPERS
from dpo_console.store.reads import lists
from dpo_console.store.reads.all_cases import KeptPaper

_SEAL = re.compile(rb"(.*)<!-- dpo-console sha256:([0-9a-f]{64}) -->\n", re.DOTALL)


def sealed_page(html: str) -> bytes:
    """Return a page with its seal."""
    content = html.encode()
    return content + f"<!-- dpo-console sha256:{sha256(content).hexdigest()} -->\n".encode()


def is_whole_page(data: bytes) -> bool:
    """Return True if a page is sealed and unchanged since."""
    found = _SEAL.fullmatch(data)
    return found is not None and sha256(found[1]).hexdigest().encode() == found[2]


REGISTER, STATISTICS, CERTIFICATES = "register", "statistics", "certificates"
NOTICE = "notice"
"""The folders of registers, reports, certificates of disposal and notices, below exports/."""

_DAY = r"\d{4}-\d\d-\d\d"
_REGISTER = rf"{REGISTER}/(?:full-)?{REGISTER}-{_DAY}"
_REPORT = rf"{STATISTICS}/{STATISTICS}-{_DAY}-to-{_DAY}"
_CERTIFICATE = rf"{CERTIFICATES}/certificate-[A-Z]+-\d{{4}}-\d+"
_NOTICE = rf"{NOTICE}/{NOTICE}-[\w.-]+\.(?:docx|html)"
_NAME = re.compile(rf"(?:{_REGISTER}|{_REPORT}|{_CERTIFICATE})(?:-\d+)?\.docx|{_NOTICE}")
_NAMED_BY_HASH = re.compile(
    rf"(?:{_REGISTER}|{STATISTICS}/{STATISTICS}-{_DAY})-([0-9a-f]{{16}})\.docx"
)
"""The names given by releases up to 0.3.0."""


def places(folder: str, name: str) -> Iterator[str]:
    """Yield the possible paths of a paper below exports/: `NAME.docx`, then -2, -3 and so on."""
    yield f"{folder}/{name}.docx"
    yield from (f"{folder}/{name}-{number}.docx" for number in count(2))


def is_paper(path: str) -> bool:
    """Return True if a file below exports/ has the name of a paper."""
    return bool(_NAME.fullmatch(path) or _NAMED_BY_HASH.fullmatch(path))


def is_as_written(path: str, data: bytes) -> bool:
    """Return True if a paper is unchanged, by its seal or by the hash in its name."""
    if path.endswith(".html"):
        return is_whole_page(data)
    named = _NAMED_BY_HASH.fullmatch(path)
    return sha256(data).hexdigest().startswith(named[1]) if named else is_whole(data)


UNRECORDED = ".unrecorded"
"""The mark in a pack until its entry is saved."""

MEND = "dpo-console settings check --mend"

_TEMPORARY = re.compile(r"\.tmp-(\d+)-[0-9a-f]{16}|\.[\w.-]+\.(\d+)\.new")
_PACK = re.compile(r"(?P<reference>[A-Z]+-\d{4}-\d+)-pack-(?P<number>\d+)")


@dataclass(frozen=True, slots=True)
class Leftover:
    """A file or folder that a killed process left, in a sentence."""

    path: Path
    says: str


def leftovers(ask: Ask, home: Home) -> Iterator[Leftover]:
    """Yield everything that killed processes left in a home."""
    yield from letter_leftovers(dict(lists.letter_hashes(ask)), home.exports)
    yield from pack_leftovers(ask, home.data / "packs")
    for folder in (home.data, home.drafts):
        for path in sorted(folder.glob(".*")):
            if path.is_file() and is_left(path.name):
                yield Leftover(path, "a half-written file")


def letter_leftovers(kept: Mapping[str, str], exports: Path) -> Iterator[Leftover]:
    """Yield temporary files below exports/, and the whole letters beside them that nobody knows."""
    for mark in sorted(exports.rglob(".tmp-*")):
        if mark.is_symlink() or not is_left(mark.name):
            continue
        yield Leftover(mark, "a half-written file")
        for whole in sorted(mark.parent.glob("*.docx")):
            path = whole.relative_to(exports).as_posix()
            if path not in kept and not is_paper(path) and whole.samefile(mark):
                yield Leftover(whole, "a letter that was never recorded")


def pack_leftovers(ask: Ask, packs: Path) -> Iterator[Leftover]:
    """Yield the packs in their own folder that no entry tells."""
    for folder in sorted(packs.glob("*/*")):
        found = _PACK.fullmatch(folder.name)
        mark = folder / UNRECORDED
        if not found or not mark.exists():
            continue
        if int(found["number"]) in packs_told(ask, found["reference"]):
            yield Leftover(mark, "the mark of a pack that is recorded")
        else:
            yield Leftover(folder, "an evidence pack that was never recorded")


def is_working(name: str) -> bool:
    """Return True if a temporary name is of a process that still runs."""
    return bool(_TEMPORARY.fullmatch(name)) and not is_left(name)


def is_left(name: str) -> bool:
    """Return True if a temporary name is of a process that has ended."""
    found = _TEMPORARY.fullmatch(name)
    if not found:
        return False
    try:
        os.kill(int(found[1] or found[2]), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        return False
    return False


MISSING = "the file is missing"
UNKNOWN = "no case knows this file"

IsUnchanged = Callable[[bytes], bool]
"""A comparison of a file's bytes with what the records say of it."""


def file_problems(
    folder: Path, kept: Collection[str], known: Callable[[str], IsUnchanged | None]
) -> Iterator[tuple[str, str]]:
    """Yield the path of each file below `folder` with a problem, and the problem.

    `kept` are the paths that the records know. `known` returns the comparison for a path, or None
    for a file that nobody knows. Nothing outside is ever read: a symbolic link is reported.
    """
    if folder.is_symlink():
        yield str(folder), "this is a link, and no link is followed"
        return
    unread: dict[Path, OSError] = {}
    found = set(_files(folder, unread))
    for place, problem in unread.items():
        yield str(place), f"it can't be read ({_why(problem)})"
    for path in sorted(set(kept) - found):
        if not unread.keys() & set((folder / path).parents):
            yield path, MISSING
    for path in sorted(found):
        if is_unchanged := known(path):
            yield from ((path, what) for what in _problems(folder / path, is_unchanged))
        else:
            yield path, UNKNOWN


def _files(top: Path, unread: dict[Path, OSError]) -> Iterator[str]:
    """Yield the paths of all files below a folder, and note the folders that can't be read."""

    def note(problem: OSError) -> None:
        if not isinstance(problem, FileNotFoundError):
            unread[Path(problem.filename)] = problem

    for folder, folders, files in os.walk(top, onerror=note):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in (*files, *links):
            yield (Path(folder) / name).relative_to(top).as_posix()


def _problems(file: Path, is_unchanged: IsUnchanged) -> Iterator[str]:
    try:
        mode = file.lstat().st_mode
        if not stat.S_ISREG(mode):
            yield "this is no file of its own but a link or a device"
            return
        if stat.S_IMODE(mode) != 0o600:
            yield f"its mode is {stat.S_IMODE(mode):04o}, which lets others read it; set it to 0600"
        if not is_unchanged(file.read_bytes()):
            yield "the file was changed after it was written"
    except OSError as problem:
        yield f"it can't be read ({_why(problem)})"


def _why(problem: OSError) -> str:
    return os.strerror(problem.errno or 0)


LEFT = "a process was killed as it kept this file; run verify with an account that may write"


def paper_problems(kept: tuple[KeptPaper, ...], home: Home) -> Iterator[str]:
    """Yield each problem of the papers' files, in a sentence that names case and number."""
    by_path = {place_of(one.reference, one.sha256).as_posix(): one for one in kept}

    def known(path: str) -> IsUnchanged | None:
        return partial(_is, by_path[path].sha256) if path in by_path else None

    for path, what in file_problems(home.papers, by_path, known):
        if one := by_path.get(path):
            yield f"{one.reference}, paper {one.number} (data/papers/{path}): {what}"
        elif not path.rpartition("/")[2].startswith(TEMPORARY):
            yield f"data/papers/{path}: {what}"
        elif not is_being_written(home.papers / path):
            yield f"data/papers/{path}: {LEFT}"


def _is(sha256: str, data: bytes) -> bool:
    return hashlib.sha256(data).hexdigest() == sha256


def letter_problems(kept: Mapping[str, str], exports: Path) -> Iterator[str]:
    """Yield each problem below `exports`, in a sentence.

    `kept` maps the path of each recorded letter to its SHA-256. A register or report carries its
    own proof.
    """

    def known(path: str) -> IsUnchanged | None:
        ours = path in kept or is_paper(path)
        return partial(_is_as_written, path, kept.get(path)) if ours else None

    left = {str(one.path.relative_to(exports)): one.says for one in letter_leftovers(kept, exports)}
    for path, what in file_problems(exports, kept, known):
        if says := left.get(path):
            yield f"{path}: {says}, left by a process that was ended; clear it with: {MEND}"
        elif not is_working(Path(path).name):
            yield f"{path}: {what}"


def _is_as_written(path: str, sha256: str | None, data: bytes) -> bool:
    return hashlib.sha256(data).hexdigest() == sha256 if sha256 else is_as_written(path, data)


def letters_in_database(ask: Ask, hashes: Mapping[str, str]) -> Iterator[str]:
    """Yield each problem of the letters, in a sentence. `hashes` has each by its path."""
    there = kept_files.office_files(ask)
    for path, digest in sorted(files_told(ask).items()):
        if path not in there or there[path].sha256 != digest:
            yield f"{path}: it was changed in the database, and the log doesn't tell it"
    for path in kept_files.damaged(ask, "data/"):
        if kept_files.is_office_file(path):
            yield f"{path}: the file in the database was changed after it was saved"
    yield from _in_database(ask, LETTERS, {f"{LETTERS}{path}": sha for path, sha in hashes.items()})
    for reference in kept_files.of_erased(ask):
        yield f"{reference}: it was erased, and the database holds a file of it"


def papers_in_database(ask: Ask, kept: tuple[KeptPaper, ...]) -> Iterator[str]:
    """Yield each problem of the papers, in a sentence."""
    places = {place_of(one.reference, one.sha256).as_posix(): one.sha256 for one in kept}
    yield from _in_database(ask, PAPERS, {f"{PAPERS}{place}": sha for place, sha in places.items()})


def _in_database(ask: Ask, folder: str, due: Mapping[str, str]) -> Iterator[str]:
    there = kept_files.files_below(ask, folder)
    damaged = set(kept_files.damaged(ask, folder))
    for path, digest in sorted(due.items()):
        if path not in there:
            yield f"{path}: the database doesn't hold this file"
        elif there[path].sha256 != digest or path in damaged:
            yield f"{path}: the file in the database was changed after it was written"
