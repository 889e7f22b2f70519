"""The evidence pack: a whole case as one folder with an index, for the regulator."""

import csv
import fcntl
import hashlib
import io
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from pathlib import Path

from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.looking import How, look_at
from dpo_console.cases.office.permissions import ROLES, require
from dpo_console.cases.office.references import resolve
from dpo_console.cases.people.protected import protected_elsewhere
from dpo_console.cases.records.files import UNRECORDED
from dpo_console.cases.reports.pack_contents import (
    Contents,
    as_plain,
    case_data,
    contents,
    schedule_data,
)
from dpo_console.cases.reports.pack_index import blocks
from dpo_console.casework.change import Change, change
from dpo_console.casework.leaving.door import Passage, Passed, pass_door, tell
from dpo_console.casework.office.own_files import path_to_write
from dpo_console.config.files.folders import (
    HOLD,
    clear,
    make_private,
    refuse_links,
    sync,
    whole_path,
)
from dpo_console.errors import BadInput, DpoConsoleError, Refused, TryAgain, Unsure
from dpo_console.letters.letter import Letter
from dpo_console.letters.word.saving import FULL, put
from dpo_console.letters.word.word_file import docx_bytes
from dpo_console.sentences import Remedy
from dpo_console.store.audit.chain import Entry
from dpo_console.text import clean_line, day_words, spreadsheet

INDEX = "00-index.docx"
SUMS = "SHA256SUMS"
BUILDING = ".tmp-pack-"
"""The prefix of a pack's folder until the pack is complete."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A finished pack.

    `files` are its paths, and `left_out` the omitted letters and papers with the reasons.
    """

    reference: str
    folder: Path
    files: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Zipped:
    """A pack as one zip file, with its paths, and what is left out with the reasons."""

    reference: str
    data: bytes
    files: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]


def folder_for(desk: Desk, reference: str, to: str = "") -> Path:
    """Return the folder for the next pack of a case. `to` '' means data/packs/.

    It is never below exports/, which holds what the office wrote. Raises BadInput, and Refused for
    a link.
    """
    parent = whole_path(to) if to.strip() else desk.home.data / "packs" / reference
    if desk.home.exports.resolve() in (parent.resolve(), *parent.resolve().parents):
        raise BadInput(f"{parent}: exports/ is for what the office writes. Name another folder.")
    if to.strip():
        path_to_write(desk, parent)
    else:
        refuse_links(desk.home.root, parent)
    number = 1
    while os.path.lexists(parent / f"{reference}-pack-{number}"):
        number += 1
    return parent / f"{reference}-pack-{number}"


def make_pack(
    desk: Desk, reference: str, to: str = "", whom: str = "", *, papers: Sequence[int] = (),
    override: str = "",
) -> Pack:  # fmt: skip
    """Make a case's evidence pack in a new folder, whole or not at all, and record it.

    `whom` is the reader named on its first page, or '' for the regulator. `papers` are the numbers
    of the kept papers to enclose; the others are only listed. Raises NotAllowed,
    BadInput for an unusable folder, Refused if it can't be written, TryAgain if the disk is full,
    BadFile if a letter can't be read, StaleSave if the case changed meanwhile. Raises GateClosed if
    it may not leave, unless `override` says why it must.
    """
    found, reader = _begun(desk, reference, whom, papers)
    case = found.case
    folder = folder_for(desk, case.reference, to)
    look_at(desk, case.reference, How.EXPORT, "pack")
    with _whole_or_not(folder) as building:
        files = _write(desk, found, reader, building)
        with change(desk, case.reference, "pack", version=case.version) as this:
            tell(this, _pass_door(this, reader, papers, override))
            this.detail |= {"number": folder.name.rpartition("-")[2], "for": reader}
            this.detail["sums"] = hashlib.sha256((building / SUMS).read_bytes()).hexdigest()
            put(building / UNRECORDED, b"")
            building.rename(folder)
            sync(folder.parent)
        with suppress(OSError):  # it is recorded: `verify` tells a mark that stays
            (folder / UNRECORDED).unlink()
    return Pack(case.reference, folder, files, _left_out(found, papers))


def pack_zip(
    desk: Desk, reference: str, whom: str = "", *, papers: Sequence[int] = (), override: str = ""
) -> Zipped:
    """Make a case's evidence pack as the bytes of one zip file, and record it. Nothing is kept.

    Raises the errors of `make_pack`, except those of folders.
    """
    found, reader = _begun(desk, reference, whom, papers)
    case, target = found.case, io.BytesIO()
    look_at(desk, case.reference, How.EXPORT, "pack")
    files = _files(desk, found, reader)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(f"{case.reference}-pack/{name}", data)
    with change(desk, case.reference, "pack", version=case.version) as this:
        tell(this, _pass_door(this, reader, papers, override))
        this.detail |= {"number": "zip", "for": reader}
        this.detail["sums"] = hashlib.sha256(files[SUMS]).hexdigest()
    return Zipped(case.reference, target.getvalue(), tuple(files), _left_out(found, papers))


def _begun(desk: Desk, reference: str, whom: str, papers: Sequence[int]) -> tuple[Contents, str]:
    """Return what a pack holds, and its reader, if this person may make one."""
    require(desk, "pack", saves=True)
    found = contents(desk, resolve(desk, reference), papers)
    return found, clean_line(whom, "for") or desk.settings.regulator.name


def _left_out(found: Contents, papers: Sequence[int]) -> tuple[tuple[str, str], ...]:
    """Return the letters that are not enclosed, and papers that were to be, with the reasons."""
    letters = [(one.name, one.why_not) for one in found.letters]
    wanted = [(one.name, one.why_not) for one in found.papers if one.row.number in papers]
    return tuple((name, why) for name, why in (*letters, *wanted) if why)


def _pass_door(this: Change, reader: str, papers: Sequence[int], override: str) -> Passed:
    """Return what was overridden. The pack itself leaves out protected details."""
    desk, reference, today = this.desk, this.case.reference, this.desk.today
    again = Remedy("pack", (reference, '--override "..."'), option="override")
    how = Passage("packed", again)
    file = this.file()
    going = Departure(
        file,
        desk.settings,
        today,
        today,
        packs=True,
        told=reader,
        along=[(row.name, row.sha256) for row in file.papers if row.number in papers],
        elsewhere=protected_elsewhere(desk, file, reader),
    )
    return pass_door(going, how, override)


@contextmanager
def _whole_or_not(folder: Path) -> Iterator[Path]:
    """Yield a private folder beside `folder`, to be renamed. Neither is left behind on failure."""
    try:
        make_private(folder.parent)
        clear(folder.parent, BUILDING)
        building = Path(tempfile.mkdtemp(prefix=BUILDING, dir=folder.parent))
        held = os.open(building, os.O_RDONLY)
    except OSError as problem:
        raise _cant(folder, problem) from None
    try:
        with suppress(OSError):  # not every disk has locks; then nothing is cleared
            fcntl.flock(held, HOLD)
        yield building
    except Unsure:
        raise  # it may be recorded, and its mark tells a mend
    except BaseException as problem:
        # the folder is already renamed if only saving the record failed
        shutil.rmtree(building if building.exists() else folder, ignore_errors=True)
        if isinstance(problem, OSError):
            raise _cant(folder, problem) from None
        raise
    finally:
        os.close(held)


def _cant(folder: Path, problem: OSError) -> DpoConsoleError:
    if problem.errno in FULL:
        return TryAgain(
            f"The disk is full: the pack was not made in {folder.parent}, and nothing of it was "
            "left there. Make room, then make it again."
        )
    why = os.strerror(problem.errno or 0)
    return Refused(
        f"The pack can't be made in {folder.parent} ({why}), and nothing of it was left there. "
        "Name another folder, or give this account the right to write there."
    )


def _write(desk: Desk, found: Contents, whom: str, folder: Path) -> tuple[str, ...]:
    """Write every file of the pack, and return their paths in it."""
    files = _files(desk, found, whom)
    for name, data in files.items():
        put(folder / name, data)
    return tuple(files)


def _files(desk: Desk, found: Contents, whom: str) -> dict[str, bytes]:
    """Return every file of the pack, by its path in it."""
    files = {
        INDEX: _index(desk, found, whom),
        "case.json": _case(found),
        "audit.csv": _audit(found),
        **{f"letters/{one.name}": one.data for one in found.letters if not one.why_not},
        **{f"papers/{one.name}": one.data for one in found.papers if not one.why_not},
    }
    sums = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()]
    files[SUMS] = "".join(sums).encode()
    return files


def _index(desk: Desk, found: Contents, whom: str) -> bytes:
    person, now = desk.person, desk.clock()
    role = ROLES[person.role].signs or person.role.value
    when = f"{day_words(now.date())}, {now:%H:%M} UTC"
    made = f"Made by: {person.name} ({role}), {when}."
    school = desk.settings.school(found.case.row.school)
    heads = {"school.name": school.name, "school.address": school.address,
             "controller.name": found.controller or desk.settings.name or school.name,
             "reference": found.case.reference, "dpo.email": desk.settings.dpo.email}  # fmt: skip
    title = f"Evidence pack {found.case.reference}"
    letter = Letter(
        name="evidence-pack",
        title=title,
        blocks=blocks(found, whom, made),
        letterhead=heads,
        wording=Path(INDEX),
        wording_sha256="",
        landscape=True,
    )
    author = desk.settings.name or school.name
    return docx_bytes(letter, letterhead=None, title=title, author=author, created=now)


def _case(found: Contents) -> bytes:
    """Return the case as JSON, with only the references of its linked cases."""
    links = [{"reference": x.row.reference, "nature": x.words} for x in found.case.links]
    plain = {
        "case": case_data(found),
        "belongs_with": as_plain(links, found),
        "schedule": schedule_data(found),
        "looks": as_plain(found.looks, found),
    }
    return f"{json.dumps(plain, indent=2, ensure_ascii=True)}\n".encode()


def _audit(found: Contents) -> bytes:
    """Return the case's audit entries as CSV, with each in words and no cell read as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    names = [f.name for f in fields(Entry)]
    writer.writerow([*names, "prev", "hash", "what"])
    for entry, prev, hash_ in found.entries:
        told = found.said[entry.seq]
        cells = [*(str(getattr(entry, name)) for name in names), prev, hash_, told]
        writer.writerow([spreadsheet(found.told(cell)) for cell in cells])
    return text.getvalue().encode("utf-8-sig")
