"""Sent letters: when, how and to whom, and drafts for the officer's own mail program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from pathlib import Path

from dpo_console.cases.bundle import FileToCheck, read_again
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.letters.going_out import as_shown
from dpo_console.cases.letters.kept_file import kept_file
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.home_files import at_hand
from dpo_console.cases.office.looking import How, keep_look
from dpo_console.cases.office.permissions import refuse_own, require
from dpo_console.cases.office.references import file_meant, resolve
from dpo_console.cases.papers import State
from dpo_console.cases.people.addressee import addressee_of
from dpo_console.cases.people.hidden import refuse_hidden
from dpo_console.cases.view.timeline import named
from dpo_console.casework.bundle import hashes_of
from dpo_console.casework.change import Change, change, tell_of_case
from dpo_console.casework.facts import check_open
from dpo_console.casework.leaving import door, letters_out
from dpo_console.casework.letter_days import refuse_unwritten
from dpo_console.casework.letters.enclosing import AttachedFiles, enclosed
from dpo_console.casework.office.drafts import drop_filling
from dpo_console.config.methods import method_named, sent_by
from dpo_console.errors import BadInput, Refused
from dpo_console.law.facts import facts_for
from dpo_console.law.statutes import statute
from dpo_console.letters.catalogue import LetterKind, letter_kind
from dpo_console.letters.email_draft import email_draft
from dpo_console.sentences import Phrase, Remedy, TypedOnly
from dpo_console.store import tables
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import LetterRow
from dpo_console.store.session import amend
from dpo_console.text import clean, clean_line, day_words


def mark_sent(
    desk: Desk,
    reference: str,
    name: str,
    on: date,
    method: str = "",
    *,
    at: time | None = None,
    to: str = "",
    given: date | None = None,
    along: Sequence[FileToCheck] = (),
    override: str = "",
    number: int | None = None,
    version: int | None = None,
) -> str:
    """Record that the last letter of that name was sent, and the fact that this establishes.

    `number` is that of another one, where several readers each have theirs. `at` is the minute,
    which counts where a limit is in hours. `given` is the day on which the reader got it, if known
    to be another: a notice counts from then. `along` are the files that went with it: each must be
    one that was checked. Raises BadInput if none was written or a day is out of order, Refused if
    it was sent already, StaleSave. Raises GateClosed if the door out would have stopped it, unless
    `override` says why it went all the same.
    """
    require(desk, "letter")
    kind, how, whom = letter_kind(name), clean(method, "method"), clean_line(to, "to")
    before = file_meant(desk, reference)
    found, read = before.case.reference, _read_along(desk, before, kind, on, along)
    sending = Sending(on, at, how, whom, given, hashes_of(along), read, number)
    with change(desk, found, "sent", version=version) as this:
        send_within(this, kind, sending, override)
    drop_filling(desk, found, name)
    return found


@dataclass(frozen=True, slots=True)
class Sending:
    """How and when a letter went, to whom if not to its reader, and when it was `given`, if later.

    `at` is the minute, if known. `along` are the hashes of the files that went with it, and `read`
    what those come to now. `number` is the letter's, if not the last of its name.
    """

    on: date
    at: time | None = None
    method: str = ""
    to: str = ""
    given: date | None = None
    along: Sequence[tuple[str, str]] = ()
    read: Mapping[str, State] = field(default_factory=dict)
    number: int | None = None


def send_within(
    this: Change, kind: LetterKind, sending: Sending, override: str, *, spare: bool = False
) -> None:
    """Record within a change that a letter of a kind was sent.

    Raises as mark_sent, but an override may be `spare`.
    """
    last, on, how = _to_send(this, kind, sending.number), sending.on, sending.method
    given = sending.given
    check_days(this, last, on, given)
    going = letters_out.kept_letter(
        this.desk, this.file(), last, on, how, sending.to, sending.along
    )
    passed = _pass_door(replace(going, read=sending.read), kind, override, spare=spare)
    amend(this.session, tables.LetterTable, last.id, state="sent", sent_on=on.isoformat())
    this.note("letter.method", last.id, how)
    this.note("letter.to", last.id, sending.to)
    this.detail |= {"name": kind.name, "number": last.number, "on": on.isoformat(), "method": how}
    this.detail |= {"to": sending.to, "given": given.isoformat() if given else ""}
    fact = _record(this, kind, last, sending)
    _keep_override(this, last, fact, passed)


def _to_send(this: Change, kind: LetterKind, number: int | None) -> LetterRow:
    """Return the letter to send. Raises BadInput, NotAllowed, and Refused if it was sent."""
    check_open(this)
    if kind.records == statute(this.case.kind).work.answered_by:
        refuse_own(this.desk, this.file().parties)
    last, reference = letter_meant(this.file(), kind.name, number), this.case.reference
    if last.state == "sent":
        raise Refused(
            f"{reference}: letter {kind.name} no. {last.number} was sent on {last.sent_on}. If "
            "it went again, record that with: ",
            Remedy("letter", ("sent-again", reference, kind.name, *number_option(number))),
            TypedOnly(" For another letter of that name, give its --number." if not number else ""),
        )
    return last


def _read_along(
    desk: Desk, file: CaseFile, kind: LetterKind, on: date, along: Sequence[FileToCheck]
) -> dict[str, State]:
    """Return what the files come to now that go with a letter of this kind, by hash."""
    going = Departure(file, desk.settings, desk.today, on, fact=kind.records, letter=kind)
    return read_again(desk, going, along)


def number_option(number: int | None) -> tuple[str, ...]:
    """Return the option that says which letter of a name is meant, if one was said."""
    return () if number is None else (f"--number {number}",)


def _pass_door(
    going: Departure, kind: LetterKind, override: str, act: str = "sent", *, spare: bool = False
) -> door.Passed:
    """Return what was overridden: it was sent already, so the record takes it with a reason."""
    reference = going.file.case.reference
    how = letters_out.how(kind, reference, "recorded as sent", act, gone=True)
    return door.pass_door(going, how, override, spare=spare)


def _keep_override(this: Change, letter: LetterRow, fact: int | None, passed: door.Passed) -> None:
    """Keep an override with the fact that the sending recorded, or else with the letter."""
    if fact and passed.gaps:
        door.keep_open_checks(this, fact, passed.gaps, passed.why)
        door.tell(this, passed)
    else:
        door.keep_on_letter(this, letter.id, passed)


def _record(this: Change, kind: LetterKind, letter: LetterRow, sending: Sending) -> int | None:
    """Record the fact that sending this letter establishes, if its case has such a fact."""
    if not _known(this, kind):
        return None
    how, on = sending.method, sending.given or sending.on
    at = sending.at if on == sending.on and statute(this.case.kind).counts_hours else None
    parts = (f"{kind.title}, letter no. {letter.number}", sent_by(how))
    note = ", ".join(part for part in parts if part)
    fact = this.fact(kind.records, on, at=at, note=note, method=method_named(how), letter=letter.id)
    this.detail["fact"] = fact
    return fact


def _known(this: Change, kind: LetterKind) -> bool:
    """Return True if the case has the fact that sending a letter of this kind establishes."""
    return kind.records in {f.name for f in facts_for(this.case.kind)}


def mark_sent_again(
    desk: Desk,
    reference: str,
    name: str,
    on: date,
    method: str = "",
    *,
    to: str = "",
    why: str,
    override: str = "",
    number: int | None = None,
    version: int | None = None,
) -> str:
    """Record that a letter already sent was sent once more, without a new fact.

    It is the last of its name, or that of a `number`. Raises BadInput if none was sent, a day is
    out of order, or no reason is given, StaleSave. Raises GateClosed if the door out would have
    stopped it, unless `override` says why it went.
    """
    require(desk, "letter")
    how, whom = clean(method, "method"), clean_line(to, "to")
    reason = clean(why, "why")
    if not reason:
        raise BadInput("why is missing: say why the letter went out again.")
    found = resolve(desk, reference)
    with change(desk, found, "sent again", version=version) as this:
        last = letter_meant(this.file(), name, number)
        if last.state != "sent":
            raise BadInput(
                Phrase(
                    f"{found}: letter {name} no. {last.number} was not sent yet: ",
                    Remedy("letter", ("sent", found, name, *number_option(number))),
                )
            )
        check_days(this, last, on, None)
        ways = f"{how}\n{reason}"
        going = letters_out.kept_letter(desk, this.file(), last, on, ways, whom)
        passed = _pass_door(going, letter_kind(name), override, "sent-again")
        said = (f"sent again {on.isoformat()}", how, f"to {whom}" if whom else "", reason)
        this.note("letter.again", last.id, "; ".join(part for part in said if part))
        this.detail |= {"name": name, "number": last.number, "on": on.isoformat()}
        this.detail |= {"method": how, "to": whom, "note": reason}
        door.keep_on_letter(this, last.id, passed)
    return found


def check_days(this: Change, letter: LetterRow, on: date, given: date | None) -> None:
    """Raise BadInput for a day of sending or of giving that is out of order."""
    today = this.desk.today
    if on < date.fromisoformat(this.case.received[:10]):
        raise BadInput(f"Sent {day_words(on)} is before the request came.")
    for day, word in ((on, "Sent"), (given or on, "Given")):
        if day > today:
            raise BadInput(
                f"{word} {day_words(day)} is in the future: today is {day_words(today)}."
            )
    if given and given < on:
        raise BadInput(f"Given {day_words(given)} is before it was sent, {day_words(on)}.")
    kind = letter_kind(letter.name)
    refuse_unwritten(this.desk, this.file(), letter, on, kind.records if _known(this, kind) else "")


def letter_meant(file: CaseFile, name: str, number: int | None = None) -> LetterRow:
    """Return the last letter of that name, or that of a number. Raises BadInput if none is."""
    if letters := named(file.letters, name, number):
        return letters[-1]
    reference, which = file.case.reference, f" no. {number}" if number is not None else ""
    raise BadInput(
        Phrase(
            f"No letter {letter_kind(name).name}{which} was written for {reference} yet: ",
            Remedy("letter", ("write", reference, name)),
        )
    )


def last_unsent(desk: Desk, reference: str, number: int | None = None) -> LetterRow:
    """Return the letter written last and not sent. Raises BadInput if every letter was sent."""
    file = file_meant(desk, reference)
    waiting = [
        letter for letter in file.letters
        if letter.state == "written" and number in (None, letter.number)
    ]  # fmt: skip
    if not waiting:
        raise BadInput(f"No letter of {file.case.reference} waits to be sent.")
    return waiting[-1]


def latest_letter(
    desk: Desk,
    reference: str,
    name: str | None = None,
    *,
    number: int | None = None,
    override: str = "",
) -> tuple[Path, bytes]:
    """Return the path and content of the last letter (of that name), a Word file.

    `number` is that of another one, where several readers each have theirs. Raises BadInput if none
    was written, Refused if the file isn't the one recorded, GateClosed with every reason why it may
    not leave, unless `override` says why it must.
    """
    row, _ = _take_out(desk, reference, name, "fetch", override, number)
    path, data = desk.home.exports / row.path, kept_file(desk, row)
    at_hand(desk, path, data)
    return path, data


def letter_email(
    desk: Desk, reference: str, name: str | None = None, *, override: str = ""
) -> bytes:
    """Return an e-mail draft with the last letter (of that name) and its answer's files attached.

    It is for the officer's mail program, and addressed to the letter's addressee alone, or to
    nobody. Neither its subject nor its words name anybody. `desk.asides` gets a sentence for each
    file that isn't attached. Raises the same errors as latest_letter.
    """
    row, files = _take_out(desk, reference, name, "email", override)
    file, dpo = file_meant(desk, reference), desk.settings.dpo.email
    return email_draft(
        to=addressee_of(file, desk.settings, letter_kind(row.name), on=desk.today).email,
        subject=f"Our reference {file.case.reference}",
        words=EMAIL.format(sender=desk.person.name, us=f"us at {dpo}" if dpo else "us"),
        attached=[(Path(row.path).name, kept_file(desk, row)), *((f.name, f.data) for f in files)],
        sent_from=dpo,
    )


TAKEN = {"fetch": "fetched", "email": "e-mailed"}
"""The ways in which a letter's file is taken out, by the command's name."""


def _take_out(
    desk: Desk,
    reference: str,
    name: str | None,
    way: str,
    override: str,
    number: int | None = None,
) -> tuple[LetterRow, tuple[FileToCheck, ...]]:
    """Return the letter whose file may leave, and the files that an e-mail carries with it.

    An override is kept with the letter. Whoever may not ask for protected details gets no letter
    with them, but for a sheet to rule on. Raises BadInput if none was written, Refused if its file
    isn't the one recorded, GateClosed.
    """
    require(desk, f"{way}_letter")
    file = file_meant(desk, reference)
    letters = [
        letter for letter in file.letters
        if name in (None, letter.name) and number in (None, letter.number)
    ]  # fmt: skip
    if not letters:
        what = f"letter {name}" if name else "letter"
        what += f" no. {number}" if number else ""
        raise BadInput(f"No {what} was written for {file.case.reference} yet.")
    row = letters[-1]
    kept_file(desk, row)
    keep_look(desk, file.case, How.LETTER, f"{row.name}/{row.number}")
    kind, going = letter_kind(row.name), letters_out.kept_letter(desk, file, row, desk.today)
    if not kind.addressee.internal and going.words != as_shown(
        desk, file, kind, going.words, going.said
    ):
        refuse_hidden(desk, file)
    how = letters_out.how(kind, file.case.reference, TAKEN[way], way)
    going = replace(going, read=read_again(desk, going)) if way == "email" else going
    passed = door.pass_door(going, how, override)
    files, left = enclosed(desk, going) if way == "email" else AttachedFiles()
    told: dict[str, str | int] = {"name": row.name, "number": row.number, "way": way}
    if files:
        told["files"] = ", ".join(one.name for one in files)
        told["enclosed"] = " ".join(sha256 for _, sha256 in hashes_of(files))
    if passed.gaps:
        require(desk, "letter")
        door.record(desk, file, passed, letter=row.id, **told)
    else:
        told["sha256"] = row.sha256
        tell_of_case(desk, file.case.reference, "letter out", told)
    desk.asides.extend(left)
    return row, files


EMAIL = """Hello,

Our letter is attached.

Not for you? Please tell {us} and delete this e-mail.

{sender}
"""
