"""The files of an answer go as they were checked, and the letter states how many there are."""

import re
from collections.abc import Iterator
from dataclasses import replace

from dpo_console.cases.checklist.checklists import NOTHING, REFUSED, ending_of
from dpo_console.cases.leaving.departure import PROTECTION_FILE, Departure, encloses
from dpo_console.cases.leaving.item_pages import withheld_pages
from dpo_console.cases.leaving.since_release import why_new
from dpo_console.cases.papers import AnswerFile, State, answer_files, hashes
from dpo_console.cases.sharing.release_gate import is_released
from dpo_console.law.statutes import statute
from dpo_console.sentences import Gap, Phrase, Remedy

WHY = {
    State.UNCHECKED: "goes with the answer and was never checked.",
    State.FOUND: "goes with the answer, and its check found something.",
    State.KEPT_FROM: "goes with the answer, and tells what is kept from its reader.",
    State.BY_HAND: "was only checked on paper, so it can't go by e-mail or through a portal.",
    State.UNREAD: "goes with the answer, and nobody looked at what can't be read in it.",
}
"""Why a file may not go, by the state of its check."""

SINCE = "passed its check, and something is found in it now."
"""Why a file may not go that passed, before somebody was protected or another case was logged."""

WIRES = re.compile(r"\b(email|portal|website|online|link|usb|disk)\b")
"""Words for the ways by which a file itself goes."""


def checked_files(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each file of an answer that wasn't checked, didn't pass or changed since.

    UK GDPR Art 5(1)(f) and 32. A case without files on record waits for nothing. Neither does an
    urgent release: a child comes first.
    """
    if going.urgent:
        return
    known = answer_files(going.file)
    along = {sha256 for _, sha256 in going.along}
    if going.packs or going.paper:
        yield from _unready(going, [one for one in known if one.sha256 in along])
    elif files_go(going):
        yield from _unready(going, known)
        yield from (Gap("", said) for said in withheld_pages(going.file))
        yield from _others(going, known)
        yield from _stated(going, known)
        yield from _new(going, known)
        if known and any(not item.given for item in going.file.scope_items):
            look = "Look if its files show it, and say what you saw."
            yield Gap("", f"The approval leaves something out. {look}")


def _new(going: Departure, known: tuple[AnswerFile, ...]) -> Iterator[Gap]:
    """Yield a gap for each file with a letter that nobody released, though the case was."""
    for one in known if going.letter and is_released(going.file) else ():
        if why := why_new(going, one.sha256):
            drop = Remedy("files", ("drop", going.file.case.reference, one.name))
            new = f"“{one.name}” {why}. Say why it is no new data, or leave it out: "
            yield Gap("", Phrase(new, drop))


def files_go(going: Departure) -> bool:
    """Return True if the files go with it: with an answer, a release, or the letter of one.

    A child protection file travels apart. Of a third party's request no letter carries the data
    but one that waits for the release.
    """
    if PROTECTION_FILE in (going.fact, going.letter.records if going.letter else ""):
        return False
    gated = statute(going.file.case.kind).work.gated
    if going.letter and gated:
        return going.letter.waits == "release"
    if going.letter is None and (going.ending or ending_of(going.file)) in (REFUSED, NOTHING):
        return False
    return encloses(going)


def _unready(going: Departure, files: list[AnswerFile] | tuple[AnswerFile, ...]) -> Iterator[Gap]:
    """Yield a gap for each file that may not go, with both ways to mend that."""
    reference = going.file.case.reference
    for checked in files:
        one = _as_read_now(going, checked)
        if not one.may_go or (one.state is State.BY_HAND and _goes_by_wire(going)):
            check = Remedy("files", ("check", reference, "FILE"))
            drop = Remedy("files", ("drop", reference, one.name))
            ways = Phrase("Check it: ", check, ". If it doesn't go, leave it out: ", drop)
            secret = one.state is State.KEPT_FROM
            why = SINCE if checked.may_go and not one.may_go and not secret else WHY[one.state]
            yield Gap("", Phrase(f"“{one.name}” {why} ", ways), final=secret)


def _as_read_now(going: Departure, one: AnswerFile) -> AnswerFile:
    """Return a file with what it came to as it leaves. What is protected may be so since its check.

    What somebody saw on paper or on a page stands, unless it tells what is kept from its reader.
    """
    now = going.read.get(one.sha256, one.state)
    worse = now is State.KEPT_FROM or (now is State.FOUND and one.state is State.PASSED)
    return replace(one, state=now) if worse else one


def _goes_by_wire(going: Departure) -> bool:
    """Return True if the file itself goes, with all that it hides, and not its printed pages."""
    return bool(WIRES.search(going.method.casefold().replace("e-mail", "email")))


def _others(going: Departure, known: tuple[AnswerFile, ...]) -> Iterator[Gap]:
    """Yield a gap for each file that goes along and isn't one that was checked, byte for byte."""
    checked, names = {one.sha256 for one in known}, {one.name for one in known}
    for name, sha256 in going.along:
        if sha256 not in checked:
            what = "changed since it was checked" if name in names else "was never checked"
            check = Remedy("files", ("check", going.file.case.reference, "FILE"))
            yield Gap("", Phrase(f"“{name}” {what}. Check it: ", check))


def _stated(going: Departure, known: tuple[AnswerFile, ...]) -> Iterator[Gap]:
    """Yield a gap for a letter that states other files than those there are now."""
    stated = going.stated
    if going.letter and stated is not None and (known or stated) and stated != hashes(going.file):
        write = Remedy("letter", ("write", going.file.case.reference, going.letter.name))
        told = "The files changed since this letter was written, and it states how many there are."
        yield Gap("", Phrase(f"{told} Write it again: ", write))
