"""Recalling what went wrongly: a letter or a release that never should have reached its reader.

The recall opens a personal data breach, whose 72 hours run from when it was noticed (UK GDPR
Art 33(1)).
"""

from dataclasses import dataclass
from datetime import date

from dpo_console.cases.checklist.particulars import ABOUT, particulars
from dpo_console.cases.letters.same_address import (
    RELEASE,
    AlsoWent,
    addressed,
    also_went,
    reached_by,
    without,
)
from dpo_console.cases.office.acts import Way, Words
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import refuse_own, require
from dpo_console.cases.office.references import file_meant, resolve
from dpo_console.cases.requests import NewRequest
from dpo_console.cases.sharing.release_gate import is_gated
from dpo_console.cases.view.timeline import fact_of, named
from dpo_console.casework.change import Change, change_meant, changing
from dpo_console.casework.letter_days import OF_A_SENDING, forget, sent_after_all
from dpo_console.casework.letters.letters_sent import check_days, letter_meant, number_option
from dpo_console.casework.requests import Logged, checked, log_within
from dpo_console.config import Settings
from dpo_console.errors import BadInput, Refused
from dpo_console.law.facts import words as fact_words
from dpo_console.law.model import Moment, day_of, minute_of
from dpo_console.letters.addressees import letter_title
from dpo_console.letters.catalogue import letter_kind
from dpo_console.sentences import LetterName, Phrase, Remedy
from dpo_console.store import tables
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import LetterRow, PartyRow
from dpo_console.store.session import amend, write
from dpo_console.text import clean, clean_line, day_words, required_words


def correct_sending(
    desk: Desk,
    reference: str,
    name: str,
    *,
    number: int | None = None,
    on: date | None = None,
    why: str,
    version: int | None = None,
) -> str:
    """Correct the day on which a letter was sent, or record that it was not sent (no day).

    The log keeps the former day. `number` is that of another than the last one sent. Raises
    BadInput if none was sent, a day is out of order or no reason is given. Raises Refused if its
    sending is a fact, which is corrected itself, or nothing would change, StaleSave.
    """
    require(desk, "correct_sent")
    reason = required_words(clean(why, "why"), "why")
    with change_meant(desk, reference, "correct sent", version=version) as this:
        file = this.file()
        refuse_own(desk, file.parties, anybody=True)
        letter, before = _sent_letter(file, name, number)
        _refuse_fact(file, letter)
        if on == before:
            raise Refused(
                LetterName(name),
                f" no. {letter.number}: sent {day_words(on)} is recorded already. Give another "
                "day, or say that it was not sent.",
            )
        if on:
            check_days(this, letter, on, None)
            amend(this.session, tables.LetterTable, letter.id, sent_on=on.isoformat())
        else:
            amend(this.session, tables.LetterTable, letter.id, state="written", sent_on=None)
            this.detail |= {about: file.note(about, letter.id) for about in OF_A_SENDING}
            forget(this, letter.id, OF_A_SENDING)
        this.detail |= {"name": name, "number": letter.number, "letter": letter.id, "note": reason}
        this.detail |= {"before": before.isoformat(), "on": on.isoformat() if on else None}
    return this.case.reference


def _sent_letter(file: CaseFile, name: str, number: int | None) -> tuple[LetterRow, date]:
    """Return a sent letter with its day: the last one of that name, or that of a number."""
    sent = next((x for x in reversed(named(file.letters, name, number)) if x.sent_on), None)
    if sent and sent.sent_on:
        return sent, sent.sent_on
    last, reference = letter_meant(file, name, number), file.case.reference
    raise BadInput(
        Phrase(
            f"{reference}: letter {name} no. {last.number} was not sent yet: ",
            Remedy("letter", ("sent", reference, name, *number_option(last.number))),
        )
    )


def _refuse_fact(file: CaseFile, letter: LetterRow) -> None:
    """Raise Refused if a fact records the sending: the letter follows that."""
    if fact := fact_of(file, letter):
        raise Refused(
            f"Sending it is recorded as “{fact_words(fact.name)}”. Correct that, and the letter "
            "follows: ",
            Remedy("correct", (file.case.reference, str(fact.id), "--why ...")),
        )


def _send_after_all(this: Change, words: Words) -> None:
    letter = int(words["letter"] or 0)
    sent_after_all(this, letter, words["before"] or "")
    for about in OF_A_SENDING:
        this.note(about, letter, words.get(about) or "")


def _says(_desk: Desk, words: Words) -> str:
    day = day_words(date.fromisoformat(words["before"] or ""))
    return f"Lets “{letter_title(words['name'] or '')}” stand as sent {day}."


SENT_AFTER_ALL = Way(_send_after_all, _says)
"""The way to undo a correction of a sending."""


RECALLED = "recalled"
HAPPENED, DATA = "breach.happened", "breach.data"
"""The details of a breach that a recall fills in."""

ENCLOSED = "schedule"
"""The field of a letter that lists its enclosures."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """A recall: the case, the breach that it opened, and what else went to the same address."""

    reference: str
    breach: Logged
    also: tuple[AlsoWent, ...]


@dataclass(frozen=True, slots=True)
class Went:
    """A letter or a release. `letter` is the letter's number in the records, None for a release.

    `encloses`: other documents went with it.
    """

    title: str
    letter: int | None
    on: date | None
    method: str
    to: PartyRow | None
    encloses: bool = False


def recall(
    desk: Desk,
    reference: str,
    what: str,
    why: str,
    *,
    noticed: Moment | None = None,
    to: str = "",
    version: int | None = None,
) -> Recalled:
    """Record that a letter, or the release, went wrongly, and open a linked breach.

    `what` is the letter's name, or `release`. `noticed` is when we became aware, now if not said.
    `to` is where it really went, if not to the address on record. Raises BadInput if it never went,
    for no reason or a moment out of order, Refused if it was recalled already, StaleSave.
    """
    require(desk, "recall")
    reason, there = required_words(clean(why, "why"), "why"), clean_line(to, "to")
    found = resolve(desk, reference)
    aware = noticed or desk.now.replace(second=0, microsecond=0)
    with (
        write(desk.database) as session,
        changing(session, desk, found, "recall", version=version) as this,
    ):
        file = this.file()
        went = _went(file, what, desk.settings)
        _check(file, went, aware)
        request = _breach(this, went, aware, f"{_happened(file, went, there)} {reason}")
        this.fact(RECALLED, day_of(aware), at=minute_of(aware), note=reason, letter=went.letter)
        logged = log_within(session, desk, checked(desk, request), this)
        this.detail |= {"what": what, "title": went.title, "note": reason, "sent_to": there}
        _prefill(this, logged.reference, file, went, request.summary, elsewhere=bool(there))
    return Recalled(found, logged, else_there(desk, found, what, there))


def else_there(desk: Desk, reference: str, what: str, to: str = "") -> tuple[AlsoWent, ...]:
    """Return what else went to the same address, e-mail or name, in the cases in sight."""
    require(desk, "recall")
    file = file_meant(desk, reference)
    went = _went(file, what, desk.settings)
    return without(also_went(desk, reached_by(went.to, to)), file.case.reference, what)


def _went(file: CaseFile, what: str, settings: Settings) -> Went:
    """Return the last letter of that name, or the release. Raises BadInput."""
    if what == RELEASE:
        for fact in file.standing_facts():
            if fact.name == "released":
                return Went("Release", None, fact.on, fact.note, file.recipient)
        raise BadInput(
            f"{file.case.reference}: nothing was released, so there is nothing to recall."
        )
    kind = letter_kind(what)
    letters = [letter for letter in file.letters if letter.name == kind.name]
    if not letters:
        raise BadInput(f"{file.case.reference}: no letter {kind.name} was written.")
    last = letters[-1]
    to = addressed(file, last, settings)
    encloses = any(asked.name == ENCLOSED for asked in kind.asks)
    return Went(f"Letter “{kind.title}”", last.id, last.sent_on, last.method, to, encloses)


def _check(file: CaseFile, went: Went, aware: Moment) -> None:
    """Raise Refused if this was recalled already, BadInput if it was noticed before it went."""
    for fact in file.standing_facts():
        if fact.name == RECALLED and fact.letter_id == went.letter:
            raise Refused(
                f"{file.case.reference}: {went.title} was recalled already, on "
                f"{day_words(fact.on)}. Record what is new on the breach."
            )
    if went.on and day_of(aware) < went.on:
        raise BadInput(
            f"Noticed {day_words(day_of(aware))} is before it went, {day_words(went.on)}."
        )


def _breach(this: Change, went: Went, aware: Moment, happened: str) -> NewRequest:
    """Return the breach that a recall opens, with what is known. It has the same readers."""
    file = this.file()
    return NewRequest(
        particulars()[HAPPENED].kinds[0],
        aware,
        this.desk.person.name,
        subjects=_whose(file),
        school=file.case.school,
        summary=happened,
        readers=file.readers if file.case.restricted else (),
    )


def _happened(file: CaseFile, went: Went, there: str) -> str:
    """Say what went to whom. `there` is where it really went, if not to the recorded reader."""
    on = f" on {day_words(went.on)}" if went.on else ""
    how = f" ({went.method})" if went.method else ""
    what = f"{went.title} of {file.case.reference}"
    if there:
        meant = f", meant for {went.to.name}," if went.to else ""
        return f"{what}{meant} was recorded as sent{on}{how}. It went to {there}."
    to = f" to {went.to.name}" if went.to else ""
    return f"{what} was sent by mistake{on}{to}{how}."


def _prefill(
    this: Change, breach: str, file: CaseFile, went: Went, happened: str, *, elsewhere: bool
) -> None:
    """Say among the details of the breach what is known of it."""
    whose = ", ".join(_whose(file)) or (file.scope.cohort if file.scope else "")
    if elsewhere and went.to and went.to.name not in whose:
        whose = f"{whose}; name and address of {went.to.name}"
    with changing(this.session, this.desk, breach, "particulars") as theirs:
        for name, words in ((HAPPENED, happened), (DATA, f"{_data(file, went)}: {whose}")):
            theirs.note(f"{ABOUT}{name}", theirs.case_id, words, even_empty=True)
            theirs.detail[name] = words


def _data(file: CaseFile, went: Went) -> str:
    """Say which data went: the letter with its enclosures, or the items of the release."""
    if went.letter:
        with_it = " and what was enclosed with it (see the disclosure schedule)"
        return f"{went.title}{with_it if went.encloses else ''}"
    items = "; ".join(item.title for item in file.scope_items if item.given)
    return items or (file.scope.items if file.scope else "") or went.title


def _whose(file: CaseFile) -> tuple[str, ...]:
    """Return the names of the people whose data went. A third party asks about others."""
    return file.subjects if file.subjects or is_gated(file) else (file.requester.name,)
