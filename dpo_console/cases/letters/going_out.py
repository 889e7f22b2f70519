"""A letter about to be written, as the door out sees it."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.leaving.reader.earlier_recipients import nothing_given
from dpo_console.cases.leaving.reader.houses import houses_elsewhere
from dpo_console.cases.letters.typed_pupils import office_words, pupils_elsewhere, strangers_named
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.cases.people.addressee import addressee_of
from dpo_console.cases.people.hidden import hiding, why_hidden
from dpo_console.cases.people.protected import HIDDEN, ProtectedElsewhere, protected_elsewhere
from dpo_console.cases.sharing.earlier import Refusal, refused_addressee, refused_before
from dpo_console.config.files.folders import refuse_links
from dpo_console.letters.addressees import TYPED
from dpo_console.letters.catalogue import LetterKind
from dpo_console.letters.letter import LetterDraft, Value, preview
from dpo_console.letters.word.reading import words_around
from dpo_console.letters.wording.conditions import LETTERHEAD_FIELDS
from dpo_console.store.audit.backups import LAST_RESTORED, last_restored
from dpo_console.store.cases.case_file import AuditRow, CaseFile, entries_of, history
from dpo_console.store.reads import all_cases


@dataclass(frozen=True, slots=True)
class LetterChoice:
    """A letter as the picker shows it: if it fits the case, and its gaps.

    `asks` are the fields that only the officer can fill, name and label. `needs` are the names of
    those required. `against` are the checks that keep it back, though it suits the case. `takes`
    has the values that the letter takes from the case. `offers` has the first values of its form.
    `filled` has the words of the asked fields that the case or earlier entries fill. They are ''
    for a list, and in a case with protected details. `denied` says in few words what the case shows
    that this letter denies. `last_days` has the last day to answer that guidance allows, by
    field. `details` are the names of the asked fields that the case details fill.
    """

    name: str
    title: str
    fits: bool
    why_not: str
    missing: tuple[str, ...]
    asks: tuple[tuple[str, str], ...]
    needs: tuple[str, ...]
    against: tuple[str, ...] = ()
    takes: Mapping[str, str] = field(default_factory=dict)
    offers: Mapping[str, str] = field(default_factory=dict)
    filled: Mapping[str, str] = field(default_factory=dict)
    denied: str = ""
    last_days: Mapping[str, date] = field(default_factory=dict)
    details: tuple[str, ...] = ()


class Before(NamedTuple):
    """What the office knows besides the case itself.

    `history` is the log of the case, `refusals` are earlier ones to the same people, and
    `elsewhere` are other cases that protect somebody. `restored` is the last restore from a
    backup: its number in the log and its moment (UTC), or (0, '').
    """

    history: tuple[AuditRow, ...]
    refusals: tuple[Refusal, ...]
    elsewhere: tuple[ProtectedElsewhere, ...]
    restored: tuple[int, str]


def before(desk: Desk, file: CaseFile, words: str = "") -> Before:
    """Return what happened before in a case and to its people, and who protects what words tell."""
    entries = entries_of(file.case.reference)
    desk.database.whole.ask_ahead(*all_cases.QUESTIONS, entries, LAST_RESTORED)
    with desk.database.whole.read() as ask:
        log, restored = history(ask, file.case.reference), last_restored(ask)
    elsewhere = protected_elsewhere(desk, file, words)
    return Before(log, refused_before(desk, file), elsewhere, restored)


def new_letter(
    desk: Desk,
    file: CaseFile,
    kind: LetterKind,
    words: str,
    said: Mapping[str, str],
    earlier: Before,
) -> Departure:
    """Return the departure of a letter with all its words, the letterhead's too.

    `said` is what the officer typed in its fields.
    """
    return Departure(
        file,
        desk.settings,
        desk.today,
        desk.today,
        fact=kind.records,
        letter=kind,
        words=words,
        said=said,
        history=earlier.history,
        refusals=earlier.refusals,
        to_refused=typed_and_refused(desk, file, kind, said),
        elsewhere=earlier.elsewhere,
        others=pupils_elsewhere(desk, file, kind, words, said),
        strangers=strangers_named(desk, file, kind, said.get(TYPED.get(kind.addressee, ""), "")),
        ungiven=nothing_given(desk, file, kind, said),
        houses=houses_elsewhere(desk, file, kind, said, office_words(desk)),
        clerks=bool(why_may_not(desk, "release")),
        restored=earlier.restored,
    )


def typed_and_refused(
    desk: Desk, file: CaseFile, kind: LetterKind, said: Mapping[str, str]
) -> tuple[Refusal, ...]:
    """Return the refusals to the addressee of a letter, where the officer typed one."""
    typed = said.get(TYPED[kind.addressee], "") if kind.addressee in TYPED else ""
    return refused_addressee(desk, file, typed) if typed else ()


def words_that_go(letter: LetterDraft, fields: Mapping[str, Value], letterhead: Path | None) -> str:
    """Return the words of a letter as far as it goes, and of its letterhead."""
    heads = (str(fields.get(name, "")) for name in LETTERHEAD_FIELDS)
    return "\n".join((preview(letter), *heads, *_own_words(letterhead)))


def as_shown(
    desk: Desk, file: CaseFile, kind: LetterKind, words: str, said: Mapping[str, str]
) -> str:
    """Return the words of a letter as this officer may see them on a page or a screen.

    People who may not ask for protected details get `[protected]` in their place, and in place of
    the whole address of a protected addressee.
    """
    if not why_hidden(desk, file):
        return words
    to = addressee_of(file, desk.settings, kind, said, desk.today)
    if to.party and to.party.protected and to.lines:
        words = words.replace("\n".join(to.lines), HIDDEN)
    with desk.database.read() as ask:
        hide = hiding(desk, file, history(ask, file.case.reference))
    return hide(words) if hide else words


def letterhead_of(desk: Desk, file: CaseFile) -> Path | None:
    """Return the school's own letterhead, or the office's, or None for the packaged one.

    Raises Refused if a link stands in the place of one.
    """
    school = desk.home.own_wording / file.case.school / "letterhead.docx"
    places = (school, desk.home.data / "letterhead.docx")
    for path in places:
        refuse_links(desk.home.root, path)
    return next((path for path in places if path.is_file()), None)


def _own_words(letterhead: Path | None) -> Iterator[str]:
    """Yield the words of the office's own letterhead. What is no Word file is told elsewhere."""
    if letterhead:
        with suppress(OSError, ValueError):
            yield words_around(letterhead.read_bytes())
