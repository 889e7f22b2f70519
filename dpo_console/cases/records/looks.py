"""Who looked at a case, for the DPO and an auditor. UK GDPR Art 5(1)(f), 5(2)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.looking import HOW_WORDS, How, keep_look
from dpo_console.cases.office.permissions import is_concerned, require
from dpo_console.cases.office.references import reference_meant
from dpo_console.cases.people.parties import people_of
from dpo_console.config import Role
from dpo_console.errors import NotAllowed
from dpo_console.letters.addressees import letter_title
from dpo_console.london import LONDON
from dpo_console.store import looks as kept
from dpo_console.store.asking import Ask
from dpo_console.store.cases import case_file
from dpo_console.text import counted

PARTS = {"pack": "the evidence pack", "schedule": "the disclosure schedule",
         "protected": "with its protected details"}  # fmt: skip
"""Names of what else was seen of a case."""


@dataclass(frozen=True, slots=True)
class LookInWords:
    """One look of a person at a case. `at` is UTC. `did` says what they did, in words."""

    person: str
    name: str
    at: datetime
    how: str
    what: str

    @property
    def did(self) -> str:
        """What the person did, in words that follow the name."""
        return how_words(self.how, self.what)

    @property
    def local(self) -> datetime:
        """The moment in Europe/London."""
        return self.at.astimezone(LONDON)


@dataclass(frozen=True, slots=True)
class Views:
    """The looks at one case, newest first, and the months for which they are kept."""

    reference: str
    views: tuple[LookInWords, ...]
    months: int

    @property
    def kept_words(self) -> str:
        """For how long looks are kept, and what isn't among them, in a sentence each."""
        return (
            f"We record who opened a case, and keep that for {counted(self.months, 'month')}. "
            "Opening it again within ten minutes isn't recorded, unless access to the case is "
            "limited. Lists and searches are not recorded."
        )


def how_words(how: str, what: str) -> str:
    """Return what a person did, in words that follow the name."""
    did = HOW_WORDS[How(how)] if how in HOW_WORDS else "looked"
    name, _, number = what.partition("/")
    if how == How.LETTER:
        return f"{did}: {letter_title(name)}{f', no. {number}' if number else ''}"
    if how == How.PAPER:
        return f"{did}: no. {what}"
    return f"{did}: {PARTS.get(what, what)}" if what else did


def views(desk: Desk, reference: str) -> Views:
    """Return who looked at a case, newest first. Asking is a look as well.

    Raises NotAllowed if this person may not see it or is concerned in the case, BadInput if there
    is no such case in their sight.
    """
    require(desk, "views")
    waiting = kept.waiting(desk.database.path)
    with desk.database.read() as ask:
        found = reference_meant(ask, reference)
        file = case_file.load(ask, case_file.find(ask, found))
        looks = kept.looks_at(ask, file.case.id, waiting)
    names = [party.name for party in people_of(file)]
    if desk.person.role is not Role.SOLE and is_concerned(desk.person, names):
        raise NotAllowed(
            f"{desk.person.name} is concerned in this case, so somebody else reads who looked."
        )
    keep_look(desk, file.case, How.VIEWS)
    return Views(found, views_of(desk, looks), desk.settings.looks.months)


def looks_in(desk: Desk, ask: Ask, case: int) -> tuple[LookInWords, ...]:
    """Return the looks at a case that this person may see, newest first, or none."""
    return views_of(desk, kept.looks_at(ask, case, kept.waiting(desk.database.path)))


def views_of(desk: Desk, looks: tuple[kept.KeptLook, ...]) -> tuple[LookInWords, ...]:
    """Return looks as they are shown, newest first. Those whose time is over are left out."""
    names, since = desk.settings.names, oldest_kept(desk)
    return tuple(
        LookInWords(look.person, names.get(look.person, look.person), moment, look.how, look.what)
        for look in reversed(looks)
        if (moment := datetime.fromisoformat(look.at)) >= since
    )


def oldest_kept(desk: Desk) -> datetime:
    """Return the moment before which no look is kept, in UTC."""
    now = desk.clock().astimezone(UTC)
    years, month = divmod(now.year * 12 + now.month - 1 - desk.settings.looks.months, 12)
    first = date(years, month + 1, 1) + timedelta(days=now.day - 1)
    return datetime.combine(first, now.timetz())
