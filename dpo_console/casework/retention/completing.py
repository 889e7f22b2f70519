"""The rest of an erasure, after its words are gone: files, the file of the records, the witness.

The fact `erased` is the intent. Until the fact `erasure_complete` follows it, each opening of the
records and each `erase` of the case goes on from here. Each step may be done twice.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dpo_console.cases.backup import last_holder
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.files.kept_papers import CERTIFICATES
from dpo_console.cases.records.files.leftovers import is_left
from dpo_console.casework.change import begun, settle
from dpo_console.casework.records.witness import keep_erasure
from dpo_console.casework.retention.certificate import write_certificate
from dpo_console.casework.retention.files import remove_files
from dpo_console.errors import DpoConsoleError, TryAgain
from dpo_console.store.audit import chain
from dpo_console.store.audit.erased import COMPLETE, Erasure, erasures
from dpo_console.store.reads.erasures import unfinished
from dpo_console.store.reads.messages import gone_with
from dpo_console.store.session import case_for, write

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
    desk.database.wipe()
    with desk.database.whole.read() as ask:
        left = tuple(last_holder.told(ask, desk))
    certificate = write_certificate(desk, erasure, _words(erasure), left)
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
