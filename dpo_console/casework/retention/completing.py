"""The rest of an erasure, after its words are gone: files, the file of the records, the witness.

The fact `erased` is the intent. Until the fact `erasure_complete` follows it, each opening of the
records and each `erase` of the case goes on from here. Each step may be done twice.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dpo_console.cases import backup
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.files import CERTIFICATES, REGISTER, is_left
from dpo_console.casework.change import begun, settle
from dpo_console.casework.home_files.keeping import keep_written
from dpo_console.casework.records.witness import keep_erasure
from dpo_console.casework.reports.papers import Paper, Written, body, issued, table, write_paper
from dpo_console.config import Home
from dpo_console.config.files.folders import TEMPORARY, clear, refuse_links, sync
from dpo_console.errors import DpoConsoleError, TryAgain
from dpo_console.law.statutes import statute
from dpo_console.letters.word.reading import words_of
from dpo_console.london import london_day
from dpo_console.store.audit import chain
from dpo_console.store.audit.erased import COMPLETE, Erasure, erasures
from dpo_console.store.cases import case_file
from dpo_console.store.reads.all_cases import unfinished
from dpo_console.store.reads.messages import gone_with
from dpo_console.store.session import case_for, write
from dpo_console.store.sqlite.whole_file import holds
from dpo_console.text import day_words


def remove_files(home: Home, reference: str) -> None:
    """Remove every file of the home that is about a case, and what killed processes left there.

    Raises OSError, Refused for a link.
    """
    clear(home.data)
    for folder in (
        home.exports / reference, home.data / "packs" / reference, home.papers / reference
    ):  # fmt: skip
        refuse_links(home.root, folder)
        if folder.is_dir():
            shutil.rmtree(folder)
            sync(folder.parent)
    for file in (*_drafts(home, reference), *_copies(home, reference), *_papers(home, reference)):
        file.unlink(missing_ok=True)
        sync(file.parent)


def _drafts(home: Home, reference: str) -> Iterator[Path]:
    """Yield what anybody typed about the case and didn't save, and half-written drafts."""
    for draft in home.drafts.glob("*.json"):
        try:
            if json.loads(draft.read_bytes())["reference"] == reference:
                yield draft
        except (OSError, ValueError, KeyError, TypeError):
            yield draft  # nobody can go on with it, and it may be about the case
    yield from home.drafts.glob(".tmp-*")


def _copies(home: Home, reference: str) -> Iterator[Path]:
    """Yield the copies made before an upgrade or a move that hold the case.

    They can't be erased within.
    """
    stem = home.database.stem
    for made_for in ("layout", "moved"):
        for copy in home.backups.glob(f"{stem}-{made_for}-*.sqlite3"):
            if holds(copy, reference):
                yield copy
    yield from home.backups.glob(f"{TEMPORARY}{stem}.sqlite3*")
    yield from home.data.glob(f"{TEMPORARY}moving-{stem}.sqlite3*")


def _papers(home: Home, reference: str) -> Iterator[Path]:
    """Yield the full registers in Word that tell of the case. They can be written again."""
    for paper in (home.exports / REGISTER).glob(f"full-{REGISTER}-*.docx"):
        try:
            if reference in words_of(paper.read_bytes()):
                yield paper
        except (OSError, ValueError):
            continue  # verify tells of a paper that can't be read


COMPLETED = "erasure_complete"


@dataclass(frozen=True, slots=True)
class Completed:
    """A completed erasure. `left` says what may hold the case still, and until when."""

    certificate: Path
    left: tuple[str, ...]


def is_pending(desk: Desk, reference: str) -> bool:
    """Return True if a case was erased and something remains to be done."""
    with desk.database.whole.read() as ask:
        return reference in unfinished(ask)


def complete(desk: Desk, reference: str) -> Completed:
    """Remove the files of an erased case, write its certificate, and record that all is done.

    Raises TryAgain or Refused if a file can't be removed or the records are busy. The next opening
    goes on.
    """
    with desk.database.whole.read() as ask:
        erasure = next(one for one in erasures(ask) if one.reference == reference)
        installation, messages = chain.installation(ask), gone_with(ask, reference)
    keep_erasure(desk, installation, reference, erasure.seq, messages)
    try:
        remove_files(desk.home, reference)
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise TryAgain(
            f"The words of {reference} are erased, but a file of it couldn't be removed: "
            f"{problem.filename} ({why}). The next opening tries again."
        ) from None
    _clear_certificates(desk)
    desk.database.engine.wipe()
    words = _words(erasure)
    with desk.database.whole.read() as ask:
        left = (*words.get("files", "").splitlines(), *backup.still_held(ask, desk))
    certificate = write_certificate(desk, erasure, words, left)
    _record(desk, reference, left)
    return Completed(certificate.path, left)


def complete_all(desk: Desk, waiting: Sequence[str]) -> None:
    """Complete erasures that were cut short. What can't be done now waits for the next time."""
    for reference in waiting:
        try:
            complete(desk, reference)
        except DpoConsoleError as problem:
            desk.asides.append(f"The erasure of {reference} isn't complete. {problem}")


def _clear_certificates(desk: Desk) -> None:
    """Clear a half-written certificate that a killed process left."""
    for mark in (desk.home.exports / CERTIFICATES).glob(".tmp-*"):
        if is_left(mark.name):
            mark.unlink(missing_ok=True)


def _words(erasure: Erasure) -> dict[str, str]:
    said = json.loads(erasure.detail or "{}")
    return {key: str(value or "") for key, value in said.items()}


def _record(desk: Desk, reference: str, left: tuple[str, ...]) -> None:
    """Record the completion, whoever may see the case: nothing of it is told here."""
    with write(desk.database) as session:
        this = begun(session, desk, case_for(session, reference, None))
        this.fact(COMPLETED, desk.today)
        this.detail["left"] = " ".join(left)
        settle(this, COMPLETE)


GONE = (
    "Erased: the names, addresses and other details of its people, every free word, the letters "
    "and their files, papers, drafts, evidence packs, the search index, and the words of its "
    "entries in the audit log."
)
STAYS = (
    "What stays names nobody: the reference, the kind of request, days, the outcome, and what the "
    "published register tells."
)


def write_certificate(
    desk: Desk, erasure: Erasure, words: Mapping[str, str], left: Sequence[str]
) -> Written:
    """Write the certificate of a disposal below exports/. Raises Refused, TryAgain."""
    with desk.database.whole.read() as ask:
        case = case_file.load(ask, case_file.find(ask, erasure.reference)).case
    on = day_words(london_day(erasure.at))
    rows = [
        ("Reference", erasure.reference),
        ("Kind of request", statute(case.kind).title),
        ("Closed", day_words(case.closed_on)),
        ("Erased on", on),
        ("Proposed by", _name(desk, words.get("proposed", ""))),
        ("Agreed by", _name(desk, words.get("approved", ""))),
        ("On what evidence", words.get("evidence", "")),
        ("Reason", words.get("why", "")),
        ("Lawful all the same, because", words.get("although", "")),
        ("Entry of the audit log", str(erasure.seq)),
    ]
    blocks = (
        issued(desk),
        table(("", ""), [(label, value) for label, value in rows if value]),
        *(body(sentence) for sentence in (GONE, STAYS, *left)),
    )
    name = f"certificate-{erasure.reference}"
    written = write_paper(desk, Paper(name, "Certificate of disposal", blocks), CERTIFICATES)
    keep_written(desk, written.path)
    return written


def _name(desk: Desk, slug: str) -> str:
    return desk.settings.names.get(slug, slug)
