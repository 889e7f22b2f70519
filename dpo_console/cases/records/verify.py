"""Integrity of the records: every check, with each fault as a finding."""

import json
import re
import stat
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from dpo_console.cases.clock.basis import ground
from dpo_console.cases.clock.projection import COLUMNS, Recomputed, every_case
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records import witness
from dpo_console.cases.records.files import (
    MEND,
    letter_problems,
    letters_in_database,
    pack_leftovers,
    paper_problems,
    papers_in_database,
)
from dpo_console.cases.records.witness import why_not_held
from dpo_console.config import crash_log
from dpo_console.config.files.folders import TEMPORARY, abandoned
from dpo_console.errors import Refused
from dpo_console.london import london_day
from dpo_console.store import bulk_writes
from dpo_console.store.asking import Ask
from dpo_console.store.audit import chain, erased, messages, records, soundness
from dpo_console.store.audit.told import as_if_words, grounds_spoilt, losses, recorded_as_if
from dpo_console.store.cases.case_parts import Page, seen
from dpo_console.store.forgetting import not_forgotten
from dpo_console.store.reads import all_cases, lists, search
from dpo_console.text import counted, day_words


def erasures_told(ask: Ask, desk: Desk) -> Iterator[str]:
    """Yield a sentence about each erasure."""
    names = desk.settings.names
    for one in erased.erasures(ask):
        words = json.loads(one.detail or "{}")
        who = [str(words.get(key) or one.actor) for key in ("proposed", "approved")]
        people = " and ".join(dict.fromkeys(names.get(slug, slug) for slug in who))
        on = day_words(london_day(one.at))
        yield f"{one.reference} was erased {on} by {people}: {words.get('why', '')}"


def erasure_problems(ask: Ask, desk: Desk) -> Iterator[str]:
    """Yield each trace of an erased case, and each erasure that isn't complete."""
    for reference in not_forgotten(ask):
        yield f"{reference}: it was erased, and words about it stand in the records"
    for reference, seq in erased.words_left(ask):
        yield f"{reference}: it was erased, and the words of entry {seq} are there"
    for one in erased.erasures(ask):
        if not one.complete:
            yield f"{one.reference}: its erasure isn't complete; open the records once more"
        elif (desk.home.data / "packs" / one.reference).exists():
            yield f"{one.reference}: it was erased, and data/packs/ holds a pack of it"


T = TypeVar("T")

SOMETHING = "something is wrong with it; ask someone who may see it to look"
HELD = "the log holds the head that you kept"
WITNESSED = "the log holds every head that the witness kept"
OTHERS = "the log holds every other head that the witness kept"
SOMEBODY = "each restricted case is there for somebody who is listed"
_REFERENCE = re.compile(r"[A-Z]+-[0-9]{4}-[0-9]+")


@dataclass(frozen=True, slots=True)
class Check:
    """One check and its result."""

    name: str
    sound: bool
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """All checks, and the head of the audit log. Keep it elsewhere to detect a shortened log."""

    checks: tuple[Check, ...]
    head: chain.ChainHead

    @property
    def sound(self) -> bool:
        """True if no check found a fault."""
        return all(check.sound for check in self.checks)


Look = Callable[[Ask, Desk], Iterable[str]]
"""A check that yields each problem in a sentence."""


def verify(desk: Desk, kept: chain.ChainHead | None = None) -> Report:
    """Check the file, its layout and the audit log, and the rest against the log.

    `kept` is a head of the log that was kept elsewhere, which the records must hold.
    Every check is made and reported, even if others fail. Restricted cases are included, but one
    that this person may not see is only reported as faulty. Raises Refused if the records can't be
    opened at all.
    """
    with desk.database.whole.read() as ask:
        unseen = unseen_by(ask, desk)
        checks = tuple(
            _check(name, fine, _problems(look, ask, desk), unseen)
            for name, (fine, look) in _CHECKS.items()
        )
        listed = _check("readers", SOMEBODY, _problems(_readers, ask, desk), set())
        held = (_held(ask, desk, kept),) if kept else ()
        seen = (_witnessed(ask, desk),) if desk.settings.witness.file else ()
        gone = _erased(ask, desk, unseen)
        days = _other_days(ask, desk, unseen)
        lost = _lost(ask, desk)
        left, spoilt = _left(ask, desk), _spoilt(ask, desk)
        return Report(
            (*checks, listed, *gone, *days, *lost, *spoilt, *left, *seen, *held), _head(ask)
        )


def _erased(ask: Ask, desk: Desk, unseen: Collection[str]) -> tuple[Check, ...]:
    """Tell the erasures, and find what stands of an erased case. Without any, there is no check."""
    told = _problems(erasures_told, ask, desk)
    found = _problems(erasure_problems, ask, desk)
    if not told and not found:
        return ()
    return (_check("erased", "; ".join(but_unseen(told, unseen)), found, unseen),)


def _other_days(ask: Ask, desk: Desk, unseen: Collection[str]) -> tuple[Check, ...]:
    """Name what was recorded as if it were another day. Without any, there is no check."""

    def look(ask: Ask, desk: Desk) -> Iterable[str]:
        for one, entries in Counter(recorded_as_if(ask)).items():
            who, what = desk.settings.names.get(one.actor, one.actor), counted(entries, "change")
            days = as_if_words(one.recorded, one.given)
            yield f"{one.reference or 'about no case'}: {what} by {who}, {days}"

    found = but_unseen(_problems(look, ask, desk), unseen)
    return (Check("days", True, _few(found)),) if found else ()


def _lost(ask: Ask, desk: Desk) -> tuple[Check, ...]:
    """Tell who went on from records that lack entries. Unless somebody did, there is no check."""

    def look(ask: Ask, desk: Desk) -> Iterable[str]:
        for one in losses(ask):
            who, on = desk.settings.names.get(one.actor, one.actor), day_words(one.on)
            yield f"{who} went on from entry {one.found} on {on}, without those up to {one.lost}"

    found = _problems(look, ask, desk)
    return (Check("lost", True, _few(found)),) if found else ()


def _spoilt(ask: Ask, desk: Desk) -> tuple[Check, ...]:
    """Tell that the fingerprint of lists was changed outside. Unless it was, there is no check."""

    def look(ask: Ask, _: Desk) -> Iterable[str]:
        for day in grounds_spoilt(ask):
            yield f"installation.law was found changed outside dpo_console on {day_words(day)}"

    if found := _problems(look, ask, desk):
        return (Check("fingerprint", True, f"{_few(found)}; all dates were computed again"),)
    return ()


def _left(ask: Ask, desk: Desk) -> tuple[Check, ...]:
    """Name the copies of records that killed processes left. Without any, there is no check."""

    def look(_: Ask, desk: Desk) -> Iterable[str]:
        moved = desk.home.data.glob(f"{TEMPORARY}moving-*")
        old = desk.home.backups.glob(f"{TEMPORARY}*")
        for path in sorted([*abandoned(desk.home.data), *moved, *old]):
            yield f"{path}: a process was killed and left this, which can name people. Delete it"

    found = _problems(look, ask, desk)
    return (_check("remains", "", found, set()),) if found else ()


def _held(ask: Ask, desk: Desk, kept: chain.ChainHead) -> Check:
    def look(ask: Ask, _: Desk) -> Iterable[str]:
        return filter(None, [why_not_held(ask, kept)])

    return _check("head", HELD, _problems(look, ask, desk), set())


def _modes(_: Ask, desk: Desk) -> Iterable[str]:
    """Yield each file of the records, draft and backup that others may read."""
    data = desk.home.data
    private = [*data.glob("records.*"), *desk.home.drafts.glob("*"), *desk.home.backups.glob("*")]
    for path in (data, *sorted(private)):
        mode = stat.S_IMODE(path.lstat().st_mode)
        if mode & 0o077:
            yield f"{path}: its mode is {mode:04o}, which lets others in; take that away"


def _witnessed(ask: Ask, desk: Desk) -> Check:
    """Compare the log with the witness, and tell what was lost with a restore."""
    lost: list[str] = []

    def look(ask: Ask, desk: Desk) -> Iterable[str]:
        path = witness.witness_file(desk.home, desk.settings)
        if found := [*witness.problems(ask, path)]:
            return found
        lost.extend(witness.lost_told(ask, path))
        return ()

    found = _problems(look, ask, desk)
    return _check("witness", "; ".join([*lost, OTHERS]) if lost else WITNESSED, found, set())


def _problems(look: Look, ask: Ask, desk: Desk) -> list[str]:
    try:
        return [*look(ask, desk)]
    except Exception as problem:  # a failed check is a finding too
        return [f"this can't be looked at: {str(problem) or type(problem).__name__}"]


def unseen_by(ask: Ask, desk: Desk) -> set[str]:
    """Return the references of the cases that this person may not see."""
    if desk.database.reader is None:
        return set()
    try:
        with desk.database.read() as theirs:
            seen = lists.references(theirs).values()
        return {*lists.references(ask).values()}.difference(seen)
    except Exception:  # then no case can be described
        return set()


def but_unseen(problems: Sequence[str], unseen: Collection[str]) -> list[str]:
    """Return the problems, naming only the reference of a case not visible here, once."""
    told: dict[str, None] = {}
    for problem in problems:
        about = [ref for ref in _REFERENCE.findall(problem) if ref in unseen]
        told |= dict.fromkeys([f"{ref}: {SOMETHING}" for ref in about] or [problem])
    return [*told]


def _check(name: str, fine: str, found: Sequence[str], unseen: Collection[str]) -> Check:
    problems = but_unseen(found, unseen) if unseen else [*found]
    return Check(name, not problems, _few(problems) if problems else fine)


def _few(sentences: Sequence[str]) -> str:
    """Return the first five, and how many more there are."""
    more = f" (and {len(sentences) - 5} more)" if len(sentences) > 5 else ""
    return "; ".join(sentences[:5]) + more


def _head(ask: Ask) -> chain.ChainHead:
    try:
        return chain.head(ask)
    except Exception:  # the audit check has reported it already
        return chain.ChainHead(0, "")


def _audit(ask: Ask, _: Desk) -> Iterable[str]:
    broken = chain.first_break(ask)
    return [f"the log breaks at entry {broken.seq}: {broken.what}"] if broken else []


def _words(ask: Ask, _: Desk) -> Iterable[str]:
    return [
        f"{reference or 'people and roles'}: the words of entry {seq} are gone, and no entry says "
        "they were erased"
        for reference, seq in erased.lost_words(ask)
    ]


def _records(ask: Ask, _: Desk) -> Iterable[str]:
    for reference, what in _of_each_case(ask, records.changed_outside):
        if isinstance(what, Exception):
            yield f"{reference}: {_unreadable(what)}"
        elif what:
            yield f"{reference}: its {what} changed outside dpo_console"


def _dates(ask: Ask, desk: Desk) -> Iterable[str]:
    if bulk_writes.ground(ask) != ground(desk):
        yield (
            "what lists show was computed under other law, schools or people; open these records "
            "once with an account that may write them"
        )
    references = lists.references(ask)
    for told in every_case(ask, desk.settings, desk.today):
        if told.computed != told.shown:
            yield f"{references[told.case]}: {_difference(told)}"


def _difference(told: Recomputed) -> str:
    if isinstance(told.computed, Exception):
        return _unreadable(told.computed)
    pairs = zip(COLUMNS, told.computed, told.shown, strict=True)
    names = [name for name, computed, shown in pairs if computed != shown]
    return f"{', '.join(names)} shown is not what its facts give"


def _search(ask: Ask, _: Desk) -> Iterable[str]:
    for reference, in_step in _of_each_case(ask, search.in_step):
        if isinstance(in_step, Exception):
            yield f"{reference}: {_unreadable(in_step)}"
        elif not in_step:
            yield f"{reference}: it isn't found by the words that it holds"
    if strays := search.of_no_case(ask):
        yield f"the words of {strays} cases that are not there can be searched"


def _of_each_case(
    ask: Ask, look: Callable[[Page], Iterable[tuple[int, T]]]
) -> Iterator[tuple[str, T | Exception]]:
    """Yield a check's result for each case, by its reference."""
    references = lists.references(ask)
    for number, told in seen(ask, list(references), look):
        yield references[number], told


def _unreadable(problem: Exception) -> str:
    return f"this can't be told: {str(problem) or type(problem).__name__}"


def _letters(ask: Ask, desk: Desk) -> Iterable[str]:
    hashes, exports = dict(lists.letter_hashes(ask)), desk.home.exports
    if desk.database.address:  # this machine has copies of some
        yield from letters_in_database(ask, hashes)
        hashes = {path: sha256 for path, sha256 in hashes.items() if (exports / path).exists()}
    yield from letter_problems(hashes, exports)
    for one in pack_leftovers(ask, desk.home.data / "packs"):
        yield f"{one.path.relative_to(desk.home.data)}: {one.says}; clear it with: {MEND}"


def _papers(ask: Ask, desk: Desk) -> Iterable[str]:
    kept = all_cases.all_papers(ask)
    if desk.database.address:
        return papers_in_database(ask, kept)
    return paper_problems(kept, desk.home)


def _readers(ask: Ask, desk: Desk) -> Iterable[str]:
    listed = {person.slug for person in desk.people}
    for reference, to in lists.readers(ask).items() if listed else ():
        if not to & listed:
            yield (
                f"{reference}: it is restricted to {', '.join(sorted(to))}, of whom data/dpo.toml "
                "lists nobody, so it is seen by nobody; list one of them again"
            )


_CHECKS: dict[str, tuple[str, Look]] = {
    "database": (
        "the file is whole and its links hold",
        lambda ask, desk: [
            *desk.database.engine.faults(),
            *soundness.problems(ask),
            *soundness.never_written(ask),
        ],
    ),
    "layout": (
        "tables, indexes and triggers are as they were made",
        lambda ask, desk: desk.database.changed_layout(ask),
    ),
    "audit": ("each entry of the log follows from the last", _audit),
    "words": ("no entry of the log has lost its words", _words),
    "references": (
        "each case is in the log, each case of the log is there, no number is missing",
        lambda ask, _: soundness.miscounted_references(ask),
    ),
    "records": ("each case is as its last entry says", _records),
    "dates": ("what lists show is what the facts give", _dates),
    "search": ("each case is found by the words that it holds", _search),
    "modes": ("the records, drafts and backups are for this account alone", _modes),
    "letters": ("each letter is as it was written, and nothing else lies with them", _letters),
    "messages": (
        "each message that came is as its last entry says",
        lambda ask, _: messages.problems(ask),
    ),
    "papers": ("each paper is as it was kept, and nothing else lies with them", _papers),
}


NAMED = 5
"""The number of problems listed. `verify` lists them all."""


def refusal(desk: Desk, mistake: BaseException) -> Refused | None:
    """Return a refusal naming what the program never writes, or None if the records are sound.

    The mistake is logged all the same, in case it has another cause.
    """
    found: list[str] = []
    with suppress(Exception), desk.database.whole.read() as ask:
        odd = [*soundness.never_written(ask), *soundness.miscounted_references(ask)]
        found = but_unseen(odd, unseen_by(ask, desk))
    if not found:
        return None
    more = [f"  and {len(found) - NAMED} more"] if len(found) > NAMED else []
    lines = "\n".join([*(f"  - {problem}" for problem in found[:NAMED]), *more])
    code = crash_log.record(mistake, desk.home.log).reference
    return Refused(
        f"This can't be done. The records were changed outside dpo_console:\n{lines}\n"
        "Restore a backup, or ask who did it; dpo-console verify tells all. "
        f"If it still can't be done then, please report the reference {code}."
    )
