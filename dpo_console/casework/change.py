"""One act of an officer: one transaction, one audit entry, and the row that lists show.

`each` does an act to many cases in turn, and none of them stops another.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, time
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from dpo_console.cases.clock.projection import project
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import refuse_looking, refuse_other_school
from dpo_console.cases.office.references import resolve
from dpo_console.cases.records.looks import oldest_kept
from dpo_console.casework.records.audit_log import append, is_new_day, tell_settings
from dpo_console.errors import BadInput, Refused, TryAgain
from dpo_console.law.model import Fact
from dpo_console.store import tables
from dpo_console.store.asking import Value
from dpo_console.store.audit.records import (
    VOUCHED,
    changed_outside,
    record_digest,
    words_digest,
)
from dpo_console.store.cases.case_file import CaseFile, whole
from dpo_console.store.cases.case_parts import Page, row_of_case
from dpo_console.store.looks import forget_before
from dpo_console.store.reads import search
from dpo_console.store.reads.all_cases import ERASURE_FACTS
from dpo_console.store.reads.search import KEPT
from dpo_console.store.session import (
    RowsWritten,
    add,
    ask_in,
    case_for,
    known_of,
    narrow,
    new_case,
    next_number,
    put,
    write,
    written,
)
from dpo_console.text import says_something

if TYPE_CHECKING:
    from dpo_console.store.session import Session

Result = TypeVar("Result")

TAKEN_BACK = "Taken back by whoever recorded it"
"""The reason recorded with a fact that an undo struck out or restored."""

UNVOUCHED = ""
"""The digest recorded when nobody can vouch for the content."""


class Change:
    """A change to one case, saved together or not at all.

    `outside` names the part that another program changed before: 'record', 'words' or ''. `is_new`
    is set for a case that begins with this change.
    """

    outside = ""
    is_new = False

    def __init__(self, session: "Session", desk: Desk, case: "tables.CaseTable") -> None:
        """Begin a change to a case that is already in the session."""
        self.session = session
        self.desk = desk
        self.case = case
        self.stamp = desk.stamp()
        self.detail: dict[str, str | int | None] = {}
        self._read: tuple[RowsWritten, Page] | None = None

    @property
    def case_id(self) -> int:
        """The case's number in the records."""
        if self.case.id is None:
            self.session.flush()
        return int(self.case.id or 0)

    def page(self) -> Page:
        """Return the rows of the case as they stand inside this change.

        Those of a table are read again once rows of it changed.
        """
        number, now = self.case_id, written(self.session)
        earlier = self._read
        if earlier is None or earlier[0] != now:
            known = known_of(self.session) if earlier is None else None
            page = Page(ask_in(self.session), [number], also=(KEPT,), known=known)
            changed = now.since(earlier[0]) if earlier else None
            if earlier and changed is not None:
                page.take_over(earlier[1], changed, row_of_case(self.case.model_dump()))
            self._read = earlier = now, page
        return earlier[1]

    def file(self) -> CaseFile:
        """Return the case as it stands inside this change."""
        return whole(self.page())

    def fact(
        self, name: str, on: date, *, at: time | None = None, note: str = "",
        answers: int | None = None, supersedes: int | None = None, struck: bool = False,
        method: str = "", former_kind: str = "", letter: int | None = None,
        reasoned: bool | None = None,
    ) -> int:  # fmt: skip
        """Record a dated fact, with its words kept apart, and return its number.

        A fact that supersedes another was given by the same method. `reasoned` says if its words
        are the reason that belongs to it, if not simply by saying something.
        """
        old = self.session.get(tables.FactTable, supersedes) if supersedes else None
        row = self.row(
            name=name,
            on_day=on.isoformat(),
            at_minute=at.isoformat("minutes") if at else None,
            answers=answers,
            supersedes=supersedes,
            struck=int(struck),
            reasoned=int(says_something(note) if reasoned is None else reasoned),
            method=method or (old.method if old else ""),
            former_kind=former_kind,
            letter_id=letter,
        )
        number = add(self.session, tables.FactTable, row)
        self.note("fact", number, note)
        return number

    def first_facts(self, facts: Iterable[Fact]) -> None:
        """Record the facts that a new case brings with it, all at once."""
        rows = [
            self.row(
                name=fact.name,
                on_day=fact.on.isoformat(),
                at_minute=fact.at.isoformat("minutes") if fact.at else None,
            )
            for fact in facts
        ]
        put(self.session, tables.FactTable, *rows)

    def note(self, about: str, about_id: int, body: str, *, even_empty: bool = False) -> None:
        """Keep free text about a record, and empty text only if it clears earlier words."""
        if body or even_empty:
            row = self.row(about=about, about_id=about_id, body=body)
            put(self.session, tables.NoteTable, row)

    def row(self, **values: Value) -> dict[str, Value]:
        """Return the values of a new row of the case, with who records it and when."""
        who, stamp = self.desk.person.slug, self.stamp
        return {"case_id": self.case_id, **values, "recorded_by": who, "recorded_at": stamp}


@contextmanager
def change(
    desk: Desk, reference: str, action: str, *, version: int | None = None
) -> Iterator[Change]:
    """Open a case to change it. The change is settled and audited when the block ends.

    `version` is the one that the officer saw. If another officer has saved since, StaleSave says
    what they did, and nothing changes. Raises BadInput if the case doesn't exist.
    """
    with (
        write(desk.database, of_case=True) as session,
        changing(session, desk, reference, action, version=version) as this,
    ):
        yield this


@contextmanager
def change_meant(
    desk: Desk, typed: str, action: str, *, version: int | None = None
) -> Iterator[Change]:
    """Open the case that a typed reference means, to change it. Raises as `resolve` too."""
    with change(desk, resolve(desk, typed), action, version=version) as this:
        yield this


@contextmanager
def changing(
    session: "Session", desk: Desk, reference: str, action: str, *, version: int | None = None
) -> Iterator[Change]:
    """Open a case in a session already open for writing.

    Changes to several cases then succeed or fail together.
    """
    refuse_looking(desk)
    case = case_for(session, reference, desk.database.reader, also=(VOUCHED, KEPT))
    this = begun(session, desk, case)
    if not ERASURE_FACTS.isdisjoint(fact.name for fact in this.file().facts):
        raise Refused(f"{reference} was erased. Nothing of it can be changed.")
    if version is not None and this.case.version != version:
        from dpo_console.cases.view.timeline import stale

        raise stale(desk, reference, version)
    yield this
    settle(this, action)


def begun(session: "Session", desk: Desk, case: "tables.CaseTable") -> Change:
    """Begin a change to a case in the records."""
    this = Change(session, desk, case)
    ((_, this.outside),) = changed_outside(this.page())
    return this


@contextmanager
def beginning(session: "Session", desk: Desk, case: "tables.CaseTable") -> Iterator[Change]:
    """Begin a case that has its reference, in an open session.

    It is settled when the block ends.
    """
    refuse_looking(desk)
    narrow(session, desk.database.reader)
    before = written(session)
    new_case(session, case)
    this = Change(session, desk, case)
    this.is_new = True
    this._read = before, Page.of_nothing(ask_in(session), this.case_id)
    yield this
    settle(this, "log")


def next_reference(session: "Session", prefix: str, year: int) -> str:
    """Return the next reference, such as SAR-2026-0042, with at least four digits."""
    return f"{prefix}-{year}-{next_number(session, prefix, year):04d}"


def settle(this: Change, action: str) -> None:
    """Update the row that lists show and the search index, and write the audit entry.

    The case's row is written once, with its new version.
    """
    refuse_other_school(this.desk, this.case.school)
    file = this.file()
    for column, value in project(file, this.desk.settings, this.desk.today)._asdict().items():
        setattr(this.case, column, value)
    if not this.is_new:
        this.case.version += 1
    vouched = _vouched(this)
    search.index(this.page(), file)
    _log(this, action, *vouched)


def _vouched(this: Change) -> tuple[str, str]:
    """Return the digests of the case's words and record, which no computed column is part of.

    A case changed outside the program stays unvouched for: `verify` goes on naming it.
    """
    words = UNVOUCHED if this.outside else words_digest(this.page())
    record = UNVOUCHED if this.outside == "record" else record_digest(this.page())
    return words, record


def _log(this: Change, action: str, words: str, record: str) -> None:
    """Write the audit entry of a change."""
    begins = is_new_day(this.session, this.stamp)
    if tell_settings(this.session, this.desk, this.stamp) or begins:
        oldest = oldest_kept(this.desk).isoformat(timespec="seconds")
        forget_before(ask_in(this.session), oldest)
    append(
        this.session,
        this.desk,
        action,
        this.detail | {"words": words},
        at=this.stamp,
        reference=this.case.reference,
        version=this.case.version,
        record=record,
    )


def tell_of_case(desk: Desk, reference: str, action: str, said: Mapping[str, str | int]) -> None:
    """Add an entry to a case's history on what was shown or taken out of it.

    It changes nothing, so the version stays and nobody's open form is out of date. A restored copy
    that is read-only takes no entry. Raises TryAgain, Refused if the log can't be written: then
    nothing is shown or taken out.
    """
    if desk.read_only:
        return
    with write(desk.database, of_case=True) as session:
        this = begun(session, desk, case_for(session, reference, desk.database.reader))
        this.detail |= said
        _log(this, action, *_vouched(this))


class Outcome(NamedTuple, Generic[Result]):
    """The result for one case of many: the act's return value, or the reason it was refused.

    `place` is its position among `total` cases. `refused` is '' if the act was done.
    """

    reference: str
    place: int
    total: int
    result: Result | None
    refused: str


def each(references: Sequence[str], act: Callable[[str], Result]) -> Iterator[Outcome[Result]]:
    """Apply an act to each case in turn, as the iteration proceeds."""
    for place, reference in enumerate(references, 1):
        result, refused = None, ""
        try:
            result = act(reference)
        except (Refused, BadInput, TryAgain) as problem:
            refused = str(problem)
        yield Outcome(reference, place, len(references), result, refused)
