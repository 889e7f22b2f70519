"""What a message seems to be, field by field, each with the words or header that say so.

Nothing is guessed: a field without a clear source is left to the officer, with the reason. Pure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from dpo_console.cases.intake.asking import (
    OUR_FORM,
    AskingPassage,
    asking_in,
    is_program,
    office_of,
    site_of,
)
from dpo_console.cases.intake.forms import fields_of
from dpo_console.cases.intake.who import requester_kind_of, requester_of, subjects_of
from dpo_console.cases.people.matching.names import says
from dpo_console.cases.people.matching.squeezed import words_in
from dpo_console.config import Settings
from dpo_console.law.model import Moment
from dpo_console.law.recognising import REFERENCE, Shown, asks_protection, only_about, recognising
from dpo_console.law.regimes import regimes
from dpo_console.law.statutes import statute
from dpo_console.mail.days import read_moment
from dpo_console.mail.message import Leaver, Message, MessagePassage
from dpo_console.text import day_words

OLDEST = timedelta(days=400)
"""The age of a message from which its day is left to the officer."""


class ProposedValue(NamedTuple):
    """A proposed value, or '', and why: where it was read, or why it is left to the officer."""

    value: str
    why: str


@dataclass(frozen=True, slots=True)
class CaseProposal:
    """The fields of a request as a message seems to tell them. An empty one is for the officer.

    `cases` are the references that it names, whether or not there are such cases.
    `received` is an ISO day or minute. `subjects` is '' too if the requester asks about themselves.
    `also` are further kinds that its words show. `protected`: it asks that somebody must not learn
    where the requester lives, and `asked_on_form` says if a form does.
    """

    kind: ProposedValue
    requester: ProposedValue
    subjects: ProposedValue
    received: ProposedValue
    school: ProposedValue
    email: str = ""
    requester_kind: str = ""
    phone: str = ""
    address: str = ""
    summary: str = ""
    also: tuple[Shown, ...] = ()
    channel: str = "email"
    doubts: tuple[str, ...] = ()
    protected: bool = False
    asked_on_form: bool = False
    cases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The subjects' names."""
        return tuple(filter(None, self.subjects.value.split("; ")))

    @property
    def moment(self) -> Moment | None:
        """The day of receipt, or the minute if the kind counts hours; None if it is for them."""
        said = self.received.value
        if not said:
            return None
        hours = bool(self.kind.value) and statute(self.kind.value).counts_hours
        return moment_in(said, hours=hours)

    @property
    def is_whole(self) -> bool:
        """True if the officer needs to fill in nothing."""
        return all((self.kind.value, self.requester.value, self.received.value))


def propose(message: Message, settings: Settings, today: date) -> CaseProposal:
    """Return what a message seems to be."""
    if message.leaver:
        return _of_leaver(message.leaver, settings, today)
    office = office_of(settings, message)
    asking = asking_in(message, office)
    passage = asking.passage or (message.passages[0] if message.passages else MessagePassage(""))
    form = fields_of(message, passage.words)
    cases = references_in(message)
    kind, also = kind_of(message, asking, cases)
    kept_from = _kept_from(form, passage.words)
    requester = requester_of(asking, form)
    return CaseProposal(
        kind=ProposedValue(*kind),
        requester=ProposedValue(*requester),
        subjects=ProposedValue(*subjects_of(passage, form, requester[0], kind[0], settings)),
        received=received_of(message, asking, form, today),
        school=school_of(message, passage, settings),
        email=_email(asking, form),
        requester_kind=requester_kind_of(passage, kind[0]),
        phone=form.get("phone", "")[:60],
        address=form.get("address", "")[:200],
        summary=form.get("asks", "")[:200],
        also=also,
        doubts=(*message.doubts, *kept_from, *_doubts(asking)),
        protected=bool(kept_from),
        asked_on_form=bool(kept_from and form.get("kept_from")),
        cases=cases,
    )


def references_in(message: Message) -> tuple[str, ...]:
    """Return each reference that a message names, once, in their order."""
    words = [f"{one.subject}\n{one.words}" for one in message.passages]
    words += message.form  # the mark of an application form names its case
    found = REFERENCE.findall("\n".join(words))
    return tuple(dict.fromkeys(one.upper() for one in found))


def _kept_from(form: Mapping[str, str], words: str) -> tuple[str, ...]:
    """Return what our form or the message says of people who must not learn an address."""
    why = "Their details are protected once you log it. Name that person under “Also keep from”."
    said = form.get("kept_from", "")
    if said and said.casefold().strip(" .") not in ("no", "nobody", "none", "n/a"):
        return (f"Asked who must not learn where they live, the form says “{said[:200]}”. {why}",)
    asked = "" if said else asks_protection(words)
    return (f"It says “{asked}”. {why}",) if asked else ()


def _doubts(asking: AskingPassage) -> Iterator[str]:
    passage = asking.passage
    if passage and _asks_elsewhere(passage):
        yield (
            f"It came from {passage.address} and asks for answers at {passage.reply_to}. Enter the "
            "address once you know whose it is."
        )


def _of_leaver(leaver: Leaver, settings: Settings, today: date) -> CaseProposal:
    """Return the transfer case of a pupil who left."""
    why = "The list of leavers says so."
    schools = [one.slug for one in settings.schools if leaver.school in (one.slug, one.name)]
    only = settings.schools[0].slug if len(settings.schools) == 1 else ""
    return CaseProposal(
        kind=ProposedValue(recognising().leaver, why),
        requester=ProposedValue(leaver.to, why if leaver.to else "The list names no new school."),
        subjects=ProposedValue(leaver.name, why),
        received=_plausible(leaver.left, why, today),
        school=ProposedValue(schools[0] if schools else only, why),
        channel="other",
    )


def _email(asking: AskingPassage, form: Mapping[str, str]) -> str:
    """Return the address to answer to, or '' where a program or the office wrote."""
    if form:
        said = form.get("email", "").casefold()
        return said if "@" in said and " " not in said else ""
    passage = asking.passage
    if passage is None or asking.inside or is_program(passage):
        return ""
    return "" if _asks_elsewhere(passage) else passage.address


def _asks_elsewhere(passage: MessagePassage) -> bool:
    """Return True for a message that asks for its answer at another address than its sender's.

    Anybody can write a sender's name and address, and only the answer reaches them.
    """
    return passage.reply_to.casefold() not in ("", passage.address.casefold())


def received_of(
    message: Message, asking: AskingPassage, form: Mapping[str, str], today: date
) -> ProposedValue:
    """Return the day on which the school received the request, and where that was read."""
    passage = asking.passage
    if passage is None:
        return ProposedValue("", asking.why)
    outer = passage == message.passages[0]
    if not outer and (asking.by or asking.elsewhere):
        whom = asking.elsewhere or asking.by
        return ProposedValue("", f"It first went to {whom}, not to the school.")
    said, where = (message.arrived or passage.sent, passage.when) if outer else (
        passage.sent, passage.when
    )  # fmt: skip
    if form.get("received"):
        told = read_moment(form["received"])
        if not told:
            return ProposedValue(
                "", f"The form says “{form['received'][:60]}”, which may be two days."
            )
        if not said or told[:10] <= said[:10]:
            said, where = told, "the form"
    if not said:
        return ProposedValue("", f"No day can be read for certain: {where or 'nothing tells one'}.")
    return _plausible(said, f"Read from {where}.", today)


def moment_in(said: str, *, hours: bool) -> Moment:
    """Return an ISO minute as it is, if the kind counts hours, or else its day."""
    minute = "T" in said and hours
    return datetime.fromisoformat(said) if minute else date.fromisoformat(said[:10])


def _plausible(said: str, why: str, today: date) -> ProposedValue:
    day = date.fromisoformat(said[:10])
    if day > today:
        return ProposedValue("", f"{why} {day_words(day)} is in the future.")
    if today - day > OLDEST:
        return ProposedValue("", f"{why} {day_words(day)} is long ago.")
    return ProposedValue(said, why)


def school_of(message: Message, passage: MessagePassage, settings: Settings) -> ProposedValue:
    """Return the school that the message names, by its slug, or by its own domain."""
    schools = settings.schools
    if len(schools) < 2:
        return ProposedValue(schools[0].slug if schools else "", "It is the only one.")
    words = f"{passage.subject}\n{passage.words}"
    named = {one.slug for one in schools if says(words, words_in(one.name))}
    if len(named) == 1:
        return ProposedValue(named.pop(), "The message names it.")
    to = {address.rpartition("@")[2] for one in message.passages for address in one.to} - {""}
    by_site = {one.slug for one in schools if site_of(one.website) in to} if not named else set()
    if len(by_site) == 1:
        return ProposedValue(by_site.pop(), "It came to the school's own domain.")
    return ProposedValue("", "It names several schools." if named else "It names no school.")


Said = tuple[str, str]
"""A value, or '', and why."""


def kind_of(
    message: Message, asking: AskingPassage, cases: Sequence[str]
) -> tuple[Said, tuple[Shown, ...]]:
    """Return the kind of the request with the reason, and the other kinds that its words show.

    `cases` are the references that the message names.
    """
    passage, shows = asking.passage, asking.shows
    if passage is None or not shows:
        return ("", _no_kind(asking, cases)), ()
    known = {one.kind for one in shows}
    told = (*shows, *(one for one in asking.hints if one.beside and one.kind not in known))
    if message.automatic and not asking.form and passage == message.passages[0]:
        return ("", f"A program or a mailing list sent it: {message.automatic}."), told
    if shows[0].words == OUR_FORM:
        return (shows[0].kind, f"It is {OUR_FORM}, filled in."), told[1:]
    first = _leading(shows)
    if words := only_about(first.kind if first else "", passage.subject, passage.words):
        return ("", f"It may only be about a request: “{words}”."), told
    if first is None:
        named = ", ".join(f"{statute(one.kind).title} (“{one.words}”)" for one in told)
        return ("", f"It may be any of these: {named}."), ()
    if asking.inside and statute(first.kind).work.requester != "staff":
        return ("", f"Somebody of the school wrote “{first.words}”: who asks?"), told
    mark = f"{statute(first.kind).prefix}-"
    if ours := [one for one in cases if one.startswith(mark)]:
        return ("", f"It names {ours[0]}: is it for that case, or a new request?"), told
    rest = tuple(one for one in told if one != first)
    return (first.kind, f"It says “{first.words}”."), rest


def _no_kind(asking: AskingPassage, cases: Sequence[str]) -> str:
    """Return why no kind is proposed, with the words that hint at one or at several."""
    if not asking.hints and cases:
        return f"It names {cases[0]}: is it for that case, or a new request?"
    if not asking.hints:
        return asking.why or "No words in it show a kind of request."
    named = " or ".join(f"{statute(one.kind).title} (“{one.words}”)" for one in asking.hints)
    return " ".join(filter(None, (asking.why, f"It may be {named}: which is it?")))


def _leading(shows: tuple[Shown, ...]) -> Shown | None:
    """Return the kind of which the law says that it may be all the others too, or None."""
    pairs = {(overlap.kind, overlap.also) for overlap in regimes().overlaps}
    for one in shows:
        if all((one.kind, other.kind) in pairs for other in shows if other != one):
            return one
    return None
