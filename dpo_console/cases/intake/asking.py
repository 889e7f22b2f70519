"""The passage of a message in which somebody asks, told from covering notes and old answers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from dpo_console.cases.intake.forms import fields, own_form
from dpo_console.cases.people.matching.names import near, same_name
from dpo_console.cases.people.same.bodies import domain_of
from dpo_console.config import Settings
from dpo_console.law.recognising import Shown, hinted, is_from, shown
from dpo_console.mail.message import Message, MessagePassage

OUR_FORM = "our own form"
"""What shows the kind of a message to which our own form is attached."""

AUTOMATIC = ("noreply", "no-reply", "donotreply", "do-not-reply", "notifications", "notification",
             "mailer", "forms", "webform", "system", "postmaster", "mailer-daemon")  # fmt: skip
"""Names of mailboxes from which programs write."""


@dataclass(frozen=True, slots=True)
class Office:
    """The addresses and domains of the school itself, from which nobody asks from outside."""

    addresses: Collection[str]
    domains: Collection[str]
    names: Collection[str] = ()

    def has(self, passage: MessagePassage) -> bool:
        """Return True if somebody of the office wrote a passage."""
        named = not passage.address and any(same_name(passage.name, one) for one in self.names)
        return named or self.owns(passage.address)

    def owns(self, address: str) -> bool:
        """Return True for an address of the office."""
        return is_from(address, self.domains) or address in self.addresses


def office_of(settings: Settings, message: Message) -> Office:
    """Return the office as the settings know it, or by the domain to which the message came.

    That domain counts only where no other is known, because a stranger writes it. A domain open to
    everybody, such as gmail.com, shows no office.
    """
    people = [(person.name, person.email) for person in settings.people]
    people.append((settings.dpo.name, settings.dpo.email))
    sites = [school.website for school in settings.schools]
    domains = {
        *(one.casefold().strip("@. ") for one in settings.intake.domains),
        *(site_of(site) for site in sites),
    }
    addresses = {email.casefold() for _, email in people if email}
    domains = (domains | {domain_of(address) for address in addresses}) - {""}
    if not domains and message.passages:
        domains = {domain_of(address) for address in message.passages[0].to[:1]} - {""}
    return Office(addresses, domains, tuple(name for name, _ in people if name))


def site_of(website: str) -> str:
    """Return the domain of a website, or ''."""
    host = website.casefold().rpartition("//")[2].partition("/")[0]
    return host.removeprefix("www.")


@dataclass(frozen=True, slots=True)
class AskingPassage:
    """The passage in which somebody asks, or None with the reason why it can't be told.

    `shows` are the kinds that its words show, and `hints` those that words of any passage from
    outside may show. `form` is True of a form, and `inside` if somebody of
    the office wrote it. `by` is another person outside who passed it on, and `elsewhere` the
    address to which it was sent first.
    """

    passage: MessagePassage | None
    shows: tuple[Shown, ...] = ()
    hints: tuple[Shown, ...] = ()
    form: bool = False
    why: str = ""
    inside: bool = False
    by: str = ""
    elsewhere: str = ""


def asking_in(message: Message, office: Office) -> AskingPassage:
    """Return the passage that asks: the first of those from outside whose words show a kind.

    A message is read from its innermost passage outwards, because that was written first. Pure.
    """
    found = [_looked_at(passage, office) for passage in reversed(message.passages)]
    outside = [one for one in found if not one.inside]
    every = (hint for told in outside or found for hint in told.hints)
    hints: dict[str, Shown] = {}
    for hint in sorted(every, key=lambda one: not one.beside):
        hints.setdefault(hint.kind, hint)
    return replace(_asking(message, found, outside, office), hints=tuple(hints.values()))


def _asking(
    message: Message,
    found: Sequence[AskingPassage],
    outside: Sequence[AskingPassage],
    office: Office,
) -> AskingPassage:
    """Return the passage that asks, of those `found` and those from `outside`."""
    if (form := own_form(message)) and found:
        return _with_our_form((outside or found)[0], form.kind)
    asks = [one for one in outside if one.shows]
    asks = asks or [one for one in outside if any(hint.beside for hint in one.hints)]
    if asks:
        return _passed_on(asks[0], outside, office)
    if len(outside) > 1 and not _one_writer([one.passage for one in outside if one.passage]):
        return AskingPassage(
            None, why="Several people wrote in it, and no words say which of them asks."
        )
    if outside:
        return _passed_on(outside[0], outside, office)
    inside = [one for one in found if one.shows] or found[-1:]
    return inside[0] if inside else AskingPassage(None, why=message.problem or "It has no words.")


def _with_our_form(asking: AskingPassage, kind: str) -> AskingPassage:
    """Return a passage that asks by our own form for a kind, whoever sent that."""
    shows = (Shown(kind, OUR_FORM), *(one for one in asking.shows if one.kind != kind))
    return replace(asking, shows=shows, form=True, inside=False)


def _passed_on(
    asks: AskingPassage, outside: Sequence[AskingPassage], office: Office
) -> AskingPassage:
    """Return a passage with whoever else outside sent it on to the school, and where it went."""
    passage = asks.passage
    if passage is None:
        return asks
    outer = [one.passage for one in outside[outside.index(asks) + 1 :] if one.passage]
    by = next((one.name or one.address for one in outer if not _same_writer(one, passage)), "")
    ours = any(office.owns(address) for address in passage.to)
    first_to = passage.to[0] if passage.to and not ours else ""
    return replace(asks, by="" if asks.form else by, elsewhere=first_to)


def _looked_at(passage: MessagePassage, office: Office) -> AskingPassage:
    form = bool(fields(passage.words))
    inside = office.has(passage) and not form
    shows = shown(passage.subject, passage.words, passage.address)
    return AskingPassage(passage, shows, hinted(passage.subject, passage.words), form, "", inside)


def _one_writer(passages: Sequence[MessagePassage]) -> bool:
    first, *others = passages
    return all(_same_writer(first, other) for other in others)


def _same_writer(one: MessagePassage, other: MessagePassage) -> bool:
    if one.address and other.address:
        return one.address == other.address
    return near(one.name, other.name)


def is_program(passage: MessagePassage) -> bool:
    """Return True if a passage comes from a mailbox from which programs write."""
    box = passage.address.partition("@")[0]
    return any(box == one or box.startswith((f"{one}.", f"{one}-", f"{one}+")) for one in AUTOMATIC)
