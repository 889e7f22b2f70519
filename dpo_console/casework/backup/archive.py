"""A backup as a stream: a tar archive, compressed, of the records at one moment and their files."""

import hashlib
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.papers import is_coming, place_of
from dpo_console.casework.backup.about import ABOUT, RECORDS, SETTINGS, SUMS, About, sums
from dpo_console.casework.backup.contents import Found, contents, with_kept
from dpo_console.casework.backup.tar_stream import END, PIECE, Member, header, padding
from dpo_console.casework.papers.keeping import mend_papers
from dpo_console.config.files.folders import open_inside, write_new
from dpo_console.config.files.incoming import open_file
from dpo_console.config.settings.settings_file import with_database
from dpo_console.store import kept_files
from dpo_console.store import looks as spool
from dpo_console.store.asking import Ask
from dpo_console.store.audit import chain
from dpo_console.store.reads import lists
from dpo_console.store.reads.all_cases import all_papers
from dpo_console.store.session import write

Tell = Callable[[int, int], None]
"""A function that is told how many bytes are done, of how many."""


class FileChanged(Exception):
    """A file that was changed or erased while the backup was made: it must be made again."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup that is ready to be written. `place` holds the copy of the records until then."""

    about: About
    files: tuple[Found, ...]
    left_out: tuple[str, ...]
    desk: Desk

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
        if found.in_records:
            yield self._kept(found)
            return
        left = found.size
        try:
            with self._opened(found) as file:
                while left and (piece := file.read(min(left, PIECE))):
                    yield piece
                    left -= len(piece)
        except FileNotFoundError:
            raise FileChanged(found.name) from None
        if left:
            raise FileChanged(found.name)

    def _kept(self, found: Found) -> bytes:
        with self.desk.database.whole.read() as ask:
            data = kept_files.content(ask, found.name)
        if data is None or len(data) != found.size:
            raise FileChanged(found.name)
        return data

    def _opened(self, found: Found) -> AbstractContextManager[BinaryIO]:
        if found.name in (RECORDS, SETTINGS):  # the copy of the records; settings may be a link
            return open_file(found.path)
        return open_inside(self.desk.home.root, found.path)


def archive(desk: Desk, place: Path) -> Archive:
    """Copy the records into `place`, and return the archive of the home at that moment.

    The records come first: every letter and paper that they know was written before. Raises Changed
    if one of those was erased meanwhile.
    """
    mend_papers(desk)
    made_at = desk.stamp()
    if spool.waiting(desk.database.path):  # the copy is of the records alone
        with write(desk.database):
            pass
    copy = desk.database.whole.snapshot(place / "records.sqlite3")
    with copy.read() as ask:
        name, head = chain.installation(ask), chain.head(ask)
        known = _known(ask)
    found = contents(desk.home, known)
    if desk.database.address:
        with desk.database.whole.read() as ask:
            kept = kept_files.files_below(ask, "").values()
        found = with_kept(found, desk.home, kept, known)
        found = found._replace(files=(_settings(desk, place), *found.files[1:]))
    _refuse_changed(desk, known - {one.name for one in found.files})
    size = copy.path.stat().st_size
    files = (found.files[0], Found(RECORDS, copy.path, size), *found.files[1:])
    about = About(copy.layout(), name, head, made_at, {f.name: f.size for f in files})
    return Archive(about, files, found.left_out, desk)


def _settings(desk: Desk, place: Path) -> Found:
    """Return the settings of this machine without the database, which a restored home has not."""
    path = place / "dpo.toml"
    write_new(path, with_database(desk.home.settings.read_text("utf-8-sig"), "").encode())
    return Found(SETTINGS, path, path.stat().st_size)


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
