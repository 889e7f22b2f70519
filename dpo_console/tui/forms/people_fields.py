"""Fields about people that several forms share: how a request came, requester kind, readers."""

from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.roles import ROLES
from dpo_console.config.methods import CHANNEL_WORDS
from dpo_console.tui.forms.field import Choices, Field

CAME = tuple((slug, words or "in another way") for slug, words in CHANNEL_WORDS.items())
"""The ways by which a request comes, as choices."""

PROTECT = "Protect address"
PROTECTED = (("no", "no"), ("yes", "yes: in no letter to others"))

KEPT_FROM = "who must not learn the address"
"""The hint of the field for the people that protected details are kept from."""

ACTS_FOR = "whom: for the DPO or DSL to say"
"""The hint of the field for the people for whom somebody acts."""

NOT_SAID = "not said yet"
"""The words for a kind of requester that nobody has said."""


def asks() -> Choices:
    """Return every kind of requester, by slug, with its title."""
    return [(slug, kind.title) for slug, kind in requester_kinds().items()]


def who_is(name: str, kind: str) -> Field:
    """Return a field for the kind of requester. '' is one that nobody has said yet."""
    unsaid = [] if kind else [("", NOT_SAID)]
    return Field(name, "They are", kind, choices=[*unsaid, *asks()])


def others(desk: Desk) -> Choices:
    """Return everyone listed except the person at work, by slug, with name and role."""
    return [(p.slug, f"{p.name} ({ROLES[p.role].beside})") for p in desk.people if p != desk.person]
