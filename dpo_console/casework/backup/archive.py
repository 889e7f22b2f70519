"""A backup as a stream: a tar archive, compressed, of the records at one moment and their files."""

import hashlib
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from os import SEEK_END
from typing import BinaryIO

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.papers import is_coming, place_of
from dpo_console.cases.records.files import is_left
from dpo_console.casework.backup.about import ABOUT, RECORDS, SETTINGS, SUMS, About, sums
from dpo_console.casework.backup.contents import Found, contents, of_bytes, with_kept
from dpo_console.casework.backup.tar_stream import END, PIECE, Member, header, padding
from dpo_console.casework.papers.keeping import mend_papers
from dpo_console.casework.records.audit_log import tell_settings
from dpo_console.config import load_settings
from dpo_console.config.files.folders import TEMPORARY
from dpo_console.config.settings.settings_file import with_database
from dpo_console.store import kept_files
from dpo_console.store.asking import Ask
from dpo_console.store.audit import chain
from dpo_console.store.audit.chain import ChainHead
from dpo_console.store.database import newest_layout
from dpo_console.store.reads import lists
from dpo_console.store.reads.all_cases import all_papers
from dpo_console.store.session import write

Tell = Callable[[int, int], None]
"""A function that is told how many bytes are done, of how many."""


class FileChanged(Exception):
    """A file that was changed or erased while the backup was made: it must be made again."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup that is ready to be written."""

    about: About
    files: tuple[Found, ...]
    left_out: tuple[str, ...]

    def pieces(self, tell: Tell) -> Iterator[bytes]:
        """Yield the archive, piece by piece. Raises Changed, or Refused for a link."""
        packer = zlib.compressobj(6, wbits=31)
        for piece in self._tar(tell):
            if packed := packer.compress(piece):
                yield packed
        yield packer.flush()

    def _tar(self, tell: Tell) -> Iterator[bytes]:
        at = datetime.fromisoformat(self.about.made_at).timestamp()
        first = self.about.content()
        hashes = {ABOUT: hashlib.sha256(first).hexdigest()}
        yield header(Member(ABOUT, len(first)), at) + first + padding(len(first))
        done = 0
        for found in self.files:
            yield header(Member(found.name, found.size), at)
            hashed = hashlib.sha256()
            for piece in self._content(found):
                hashed.update(piece)
                done += len(piece)
                yield piece
                tell(done, self.about.size)
            hashes[found.name] = hashed.hexdigest()
            yield padding(found.size)
        last = sums(hashes)
        yield header(Member(SUMS, len(last)), at) + last + padding(len(last)) + END

    def _content(self, found: Found) -> Iterator[bytes]:
        left = found.size
        try:
            with found.opened() as file:
                while left and (piece := file.read(min(left, PIECE))):
                    yield piece
                    left -= len(piece)
        except FileNotFoundError:
            raise FileChanged(found.name) from None
        if left:
            raise FileChanged(found.name)


@contextmanager
def archive(desk: Desk) -> Iterator[Archive]:
    """Copy the records, and yield the archive of the home at that moment.

    The records come first: every letter and paper that they know was written before. Raises Changed
    if one of those was erased meanwhile.
    """
    for left in desk.home.data.glob(f"{TEMPORARY}*"):
        if left.is_file() and is_left(left.name):
            left.unlink()  # an empty copy of a killed process, whose name was still there
    mend_papers(desk)
    made_at, settings = desk.stamp(), _settings(desk)
    with write(desk.database) as session:  # it takes in the looks that wait: they aren't copied
        tell_settings(session, replace(desk, settings=load_settings(desk.home)), made_at)
    copy, (name, head, known) = desk.database.engine.snapshot(desk.home.data, _told)
    with copy:
        found = contents(desk.home, known)
        if desk.database.address:
            with desk.database.whole.read() as ask:
                kept = kept_files.files_below(ask, "").values()
            found = with_kept(found, desk.database.whole, kept, known)
        _refuse_changed(desk, known - {one.name for one in found.files})
        records = Found(RECORDS, copy.seek(0, SEEK_END), partial(_rewound, copy))
        files = (settings, records, *found.files)
        about = About(newest_layout(), name, head, made_at, {f.name: f.size for f in files})
        yield Archive(about, files, found.left_out)


def _told(ask: Ask) -> tuple[str, ChainHead, set[str]]:
    """Return the name of the records, the head of their log, and the files that they know."""
    return chain.installation(ask), chain.head(ask), _known(ask)


@contextmanager
def _rewound(file: BinaryIO) -> Iterator[BinaryIO]:
    file.seek(0)
    yield file


def _settings(desk: Desk) -> Found:
    """Return the settings. Those of a database don't name it: a restored home has a file."""
    data = desk.home.settings.read_bytes()  # they may be a link
    if desk.database.address:
        data = with_database(data.decode("utf-8-sig"), "").encode()
    return of_bytes(SETTINGS, data)


def _known(ask: Ask) -> set[str]:
    """Return the letters and papers that the records know, by their names in a backup."""
    papers = (place_of(one.reference, one.sha256) for one in all_papers(ask))
    return {
        *(f"exports/{path}" for path, _ in lists.letter_hashes(ask)),
        *(f"data/papers/{place.as_posix()}" for place in papers),
    }


def _refuse_changed(desk: Desk, missing: set[str]) -> None:
    """Raise Changed if a letter or paper was erased after the records were copied.

    Raise it too while a paper is being put in its place. One that is simply missing doesn't stop a
    backup: `verify` tells of it.
    """
    if not missing:
        return
    with desk.database.whole.read() as ask:
        erased = missing - _known(ask)
    coming = (name for name in missing if is_coming(desk.home.root / name))
    if changed := [*erased, *coming]:
        raise FileChanged(min(changed))
