"""The officer's desk: the office's home, its people, today's date, and the records."""

import os
import pwd
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from dpo_console.config import Home, Person, Role, Settings
from dpo_console.errors import NotAllowed
from dpo_console.london import in_london
from dpo_console.store.asking import Reader
from dpo_console.store.database import Database

if TYPE_CHECKING:
    from dpo_console.cases.office.acts import Acts

MOVED = (
    "These dates have changed since the records were last opened, because the law kept here, the "
    "settings or the program changed"
)
"""The words before the dates that moved."""

UNFIT = (
    "Your own wordings of these letters lack something that the law now asks of them, so the "
    "letters are refused. See: dpo-console wording check"
)
"""The words before the letters whose own wordings no longer serve."""


def utc_now() -> datetime:
    """Return the moment in UTC, for a front end to pass in as the clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """An officer at work. `today` rules dates, and `clock` (UTC) stamps the audit log.

    `account` is the Unix account, from its uid. `person` is the officer acting with it. `database`
    hides the cases that this person may not see. `declared` returns the acts, which are
    declared in a higher layer and read when they are first needed. `moved` are the due dates that
    moved without an act since the records were last opened, in a sentence each. `unfit` are the own
    wordings that no longer serve, if the program changed since then. `named`: --as says who acts.
    `as_if`: --today names another day, and these records are real. `looks_only`: nothing may be
    changed for that reason.
    `asides` collects sentences for the officer about something beside what was done and saved.
    `looked` has the moment of the last look that was kept here, by the number of the case.
    """

    home: Home
    settings: Settings
    database: Database
    person: Person
    account: str
    today: date
    clock: Callable[[], datetime]
    declared: "Callable[[], Acts]"
    moved: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()
    named: bool = False
    as_if: bool = False
    looks_only: bool = False
    read_only: str = ""
    asides: list[str] = field(default_factory=list, compare=False)
    looked: dict[int, datetime] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        """Limit the database to the cases that this person may see."""
        person, whole = self.person, self.database.whole
        schools = person.schools if person.role is Role.LEAD else None
        seen = whole.seen_by(Reader(person.slug, schools))
        object.__setattr__(self, "database", whole if person.role is Role.SOLE else seen)

    @property
    def now(self) -> datetime:
        """The minute in Europe/London, naive, or midday if `today` isn't the real date."""
        real = in_london(self.clock())
        return real if real.date() == self.today else datetime.combine(self.today, time(12))

    @property
    def shared(self) -> bool:
        """True if several people share the account of this desk, and --as told them apart."""
        return self.named and is_shared(self.settings, self.account)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody listed in dpo.toml."""
        return self.settings.people

    @property
    def acts(self) -> "Acts":
        """Everything that an officer may do."""
        return self.declared()

    def stamp(self) -> str:
        """Return the moment of recording, UTC, as text."""
        return self.clock().astimezone(UTC).isoformat(timespec="seconds")


def account_name() -> str:
    """Return the Unix account of this process, from its uid, because $USER can be set freely."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid-{os.getuid()}"


def is_shared(settings: Settings, account: str) -> bool:
    """Return True if several people share an account, each by a key with a forced command."""
    own = any(person.account == account for person in settings.people)
    return bool(settings.people) and not own and account == settings.service.account


def tells_apart(settings: Settings) -> bool:
    """Return True if an account is named for anybody, or as the one that people share."""
    own = any(person.account for person in settings.people)
    return bool(settings.people) and (own or bool(settings.service.account))


def who_acts(settings: Settings, account: str, as_person: str | None) -> Person:
    """Return the person who acts.

    Where no account is named for anybody, this one does everything, as if nobody were listed. So
    nobody is locked out by listing people for letters and decisions. Several people can share a
    service account. Each is fixed by an SSH key's forced command with --as. A person's own account
    can't act for another person.
    """
    if not tells_apart(settings):
        if as_person:
            raise NotAllowed(
                f"--as {as_person}: data/dpo.toml names nobody's account, so the account {account} "
                "does everything itself. Write account in each entry under [[people]], or under "
                "[service] the one that people share."
            )
        return Person(account, account, Role.SOLE, account)
    own = next((p for p in settings.people if p.account == account), None)
    if own:
        if as_person and as_person != own.slug:
            raise NotAllowed(
                f"The account {account} is {own.name}'s own; it can't act as {as_person}."
            )
        return own
    if account != settings.service.account:
        raise NotAllowed(
            f"The account {account} is nobody's in data/dpo.toml. Give a person "
            f'account = "{account}" there, or name it under [service] if people share it.'
        )
    slug = as_person or settings.service.person
    if not slug:
        raise NotAllowed(f"The account {account} is shared: say who acts with --as PERSON.")
    return settings.person(slug)
