"""The request that a message seems to be: its sender, day, kind and school, each with a reason.

Only headers, the words of recognising.toml and our own forms tell anything. No name is read from
prose: a field without a certain source is left to the officer, with the reason. Pure.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from dpo_console.approval.model import PublicForm
from dpo_console.cases.application import form_marked
from dpo_console.config import Settings
from dpo_console.law.model import Moment
from dpo_console.law.recognising import (
    REFERENCE,
    Shown,
    asks_protection,
    hinted,
    is_from,
    only_about,
    shown,
)
from dpo_console.law.regimes import regimes
from dpo_console.law.statutes import statute
from dpo_console.mail import Message
from dpo_console.text import day_words

OLDEST = timedelta(days=400)
"""The age of a message from which its day is left to the officer."""

OWN = "My own"
"""The choice in our own form of somebody who asks for their own information."""

NOBODY = ("", "no", "nobody", "none", "n/a")
"""What a form says if no address must be kept from anybody."""

_ON_FORM = {
    "who.identity/name": "requester", "points.listed/name": "requester",
    "who.identity/reach": "reach", "points.listed/reach": "reach",
    "search.complete/whose": "whose", "points.listed/whose": "whose",
    "search.complete/person": "subject", "points.listed/person": "subject",
    "search.complete/what": "asks", "points.listed/what": "asks",
    "delivery.protected": "kept_from", "outcome.protected": "kept_from",
}  # fmt: skip
"""The fields of our own forms, by what they tell."""

_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+")
_NUMBER = re.compile(r"\+?\d[\d ()-]{7,}\d")
_FORWARDED = re.compile(r"fwd?:", re.IGNORECASE)


class ProposedValue(NamedTuple):
    """A proposed value, or '', and why: where it was read, or why it is left to the officer."""

    value: str
    why: str


@dataclass(frozen=True, slots=True)
class CaseProposal:
    """The fields of a request as a message tells them. An empty one is for the officer.

    `cases` are the references that it names, whether or not there are such cases.
    `received` is an ISO day or minute. `subjects` is '' too if the requester asks about themselves.
    `also` are further kinds that its words show. `protected`: it asks that somebody must not learn
    where the requester lives, and `asked_on_form` says if our form does.
    """

    kind: ProposedValue
    requester: ProposedValue
    subjects: ProposedValue
    received: ProposedValue
    school: ProposedValue
    email: str = ""
    phone: str = ""
    address: str = ""
    summary: str = ""
    also: tuple[Shown, ...] = ()
    doubts: tuple[str, ...] = ()
    protected: bool = False
    asked_on_form: bool = False
    cases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The subjects' names."""
        return tuple(filter(None, (self.subjects.value,)))

    @property
    def moment(self) -> Moment | None:
        """The day of receipt, or the minute if the kind counts hours; None if it is for them."""
        said = self.received.value
        if not said:
            return None
        hours = bool(self.kind.value) and statute(self.kind.value).counts_hours
        minute = "T" in said and hours
        return datetime.fromisoformat(said) if minute else date.fromisoformat(said[:10])

    @property
    def is_whole(self) -> bool:
        """True if the officer needs to fill in nothing."""
        return all((self.kind.value, self.requester.value, self.received.value))


def propose(message: Message, settings: Settings, today: date) -> CaseProposal:
    """Return the request that a message seems to be."""
    form = next(filter(None, map(form_marked, message.form)), None)
    said = _on_form(message.form) if form else {}
    cases = _references_in(message)
    kind, also = _kind_of(message, form, cases)
    sent_on = _sent_on(message, settings)
    reports = bool(kind.value) and statute(kind.value).work.requester == "staff"
    asks_elsewhere = message.reply_to not in ("", message.address)
    protects = _protects(said, message.words)
    email = "" if (sent_on and not reports) or asks_elsewhere else message.address
    return CaseProposal(
        kind=kind,
        requester=_requester_of(message, said, "" if reports else sent_on),
        subjects=_subject_of(said),
        received=_received_of(message, sent_on, today),
        school=_school_of(message, settings),
        email=said.get("email", "") if form else email,
        phone=said.get("phone", "")[:60],
        address=said.get("address", "")[:200],
        summary=said.get("asks", "")[:200],
        also=also,
        doubts=(*message.doubts, *protects, *(_elsewhere(message) if asks_elsewhere else ())),
        protected=bool(protects),
        asked_on_form=bool(protects and said.get("kept_from")),
        cases=cases,
    )


def _on_form(answers: Mapping[str, str]) -> Mapping[str, str]:
    """Return what our form says, by field. The ways to reach somebody are told by their look."""
    found = {_ON_FORM[tag]: words for tag, words in answers.items() if words and tag in _ON_FORM}
    reach = found.pop("reach", "")
    for way, looks in (("email", _EMAIL), ("phone", _NUMBER)):
        if told := looks.search(reach):
            found[way] = told[0].casefold()
            reach = reach.replace(told[0], ",")
    if any(c.isdigit() for c in reach) or not found.keys() & {"email", "phone"}:
        parts = (part.strip() for part in re.split(r"[,;\n]", reach))
        found["address"] = "\n".join(part for part in parts if part.casefold() not in ("", "or"))
    return found


def _references_in(message: Message) -> tuple[str, ...]:
    """Return each reference that a message or the mark of its form names, once, in their order."""
    words = "\n".join((message.subject, message.words, *message.form))
    return tuple(dict.fromkeys(one.upper() for one in REFERENCE.findall(words)))


def _sent_on(message: Message, settings: Settings) -> str:
    """Return why a message isn't its sender's own request, or ''.

    The school's day of receipt is then an earlier one, which the officer knows.
    """
    if is_from(message.address, _domains(settings)) or message.address in _addresses(settings):
        who = message.name or message.address
        return f"Somebody of the school sent it ({who})."
    return "It was forwarded." if _FORWARDED.match(message.subject) else ""


def _domains(settings: Settings) -> set[str]:
    """Return the e-mail domains of the schools: those in the settings, and of their websites."""
    domains = {one.casefold().strip("@. ") for one in settings.intake.domains}
    return (domains | {_site(school.website) for school in settings.schools}) - {""}


def _site(website: str) -> str:
    """Return the domain of a website, or ''."""
    return website.casefold().rpartition("//")[2].partition("/")[0].removeprefix("www.")


def _addresses(settings: Settings) -> set[str]:
    emails = (settings.dpo.email, *(person.email for person in settings.people))
    return {email.casefold() for email in emails if email}


def _requester_of(message: Message, said: Mapping[str, str], sent_on: str) -> ProposedValue:
    """Return who asks: as our form says, or the sender."""
    if name := said.get("requester", "")[:120]:
        return ProposedValue(name, "The form says so.")
    if sent_on:
        return ProposedValue("", f"{sent_on} Enter who asks.")
    if message.name:
        return ProposedValue(message.name, "The sender.")
    return ProposedValue("", f"No name stands beside its address: {message.address or 'none'}.")


def _subject_of(said: Mapping[str, str]) -> ProposedValue:
    if said.get("whose") == OWN:
        return ProposedValue("", "Themselves.")
    name = said.get("subject", "").partition(",")[0].strip()[:120]
    return ProposedValue(name, "The form says so." if name else "Enter whom it is about.")


def _received_of(message: Message, sent_on: str, today: date) -> ProposedValue:
    """Return the minute at which the school received the request, and where that was read."""
    said = message.arrived or message.sent
    if sent_on:
        return ProposedValue("", f"{sent_on} Enter the day on which the school first had it.")
    if not said:
        return ProposedValue("", "No day stands in its headers.")
    where = "the stamp of the server that took it" if message.arrived else "the date on it"
    day = date.fromisoformat(said[:10])
    if day > today:
        return ProposedValue("", f"Read from {where}. {day_words(day)} is in the future.")
    if today - day > OLDEST:
        return ProposedValue("", f"Read from {where}. {day_words(day)} is long ago.")
    return ProposedValue(said, f"Read from {where}.")


def _school_of(message: Message, settings: Settings) -> ProposedValue:
    """Return the only school, or the one to whose domain the message came, by its slug."""
    schools = settings.schools
    if len(schools) < 2:
        return ProposedValue(schools[0].slug if schools else "", "It is the only one.")
    to = {address.rpartition("@")[2] for address in message.to}
    found = [school.slug for school in schools if _site(school.website) in to - {""}]
    if len(found) == 1:
        return ProposedValue(found[0], "It came to the school's own domain.")
    return ProposedValue("", "It didn't come to the domain of one school alone.")


def _protects(said: Mapping[str, str], words: str) -> tuple[str, ...]:
    """Return what our form or the message says of people who must not learn an address."""
    why = "Their details are protected once you log it. Name that person under “Also keep from”."
    on_form = said.get("kept_from", "")
    if on_form.casefold().strip(" .") not in NOBODY:
        return (
            f"Asked who must not learn where they live, the form says “{on_form[:200]}”. {why}",
        )
    asked = "" if on_form else asks_protection(words)
    return (f"It says “{asked}”. {why}",) if asked else ()


def _elsewhere(message: Message) -> Iterator[str]:
    """Yield that a message asks for its answer at another address than its sender's.

    Anybody can write a sender's name and address, and only the answer reaches them.
    """
    yield (
        f"It came from {message.address} and asks for answers at {message.reply_to}. Enter the "
        "address once you know whose it is."
    )


def _kind_of(
    message: Message, form: PublicForm | None, cases: tuple[str, ...]
) -> tuple[ProposedValue, tuple[Shown, ...]]:
    """Return the kind of the request with the reason, and the other kinds that its words show."""
    subject, words = message.subject, message.words
    shows, hints = shown(subject, words, message.address), hinted(subject, words)
    if form:
        rest = tuple(one for one in shows if one.kind != form.kind)
        return ProposedValue(form.kind, "It is our own form, filled in."), rest
    if not shows:
        return ProposedValue("", message.problem or _hints(hints, cases)), ()
    known = {one.kind for one in shows}
    told = (*shows, *(one for one in hints if one.beside and one.kind not in known))
    if message.automatic:
        return ProposedValue("", f"A program or a mailing list sent it: {message.automatic}."), told
    first = _leading(shows)
    if about := only_about(first.kind if first else "", subject, words):
        return ProposedValue("", f"It may only be about a request: “{about}”."), told
    if first is None:
        return ProposedValue("", f"It may be any of these: {_titles(told, ', ')}."), ()
    mark = f"{statute(first.kind).prefix}-"
    if ours := [one for one in cases if one.startswith(mark)]:
        return ProposedValue("", _for_which(ours[0])), told
    rest = tuple(one for one in told if one != first)
    return ProposedValue(first.kind, f"It says “{first.words}”."), rest


def _hints(hints: tuple[Shown, ...], cases: tuple[str, ...]) -> str:
    """Return why no kind is proposed, with the words that hint at one or at several."""
    if hints:
        return f"It may be {_titles(hints, ' or ')}: which is it?"
    return _for_which(cases[0]) if cases else "No words in it show a kind of request."


def _for_which(reference: str) -> str:
    return f"It names {reference}: is it for that case, or a new request?"


def _titles(kinds: tuple[Shown, ...], between: str) -> str:
    return between.join(f"{statute(one.kind).title} (“{one.words}”)" for one in kinds)


def _leading(shows: tuple[Shown, ...]) -> Shown | None:
    """Return the kind of which the law says that it may be all the others too, or None."""
    pairs = {(overlap.kind, overlap.also) for overlap in regimes().overlaps}
    for one in shows:
        if all((one.kind, other.kind) in pairs for other in shows if other != one):
            return one
    return None
