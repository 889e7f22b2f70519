"""What forms ask about people alike: who asks, whether an address is protected, who may see."""

from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.office.desk import Desk
from dpo_console.tui.forms.field import Choices
from dpo_console.tui.widgets.bars import ROLES

PROTECTED = (("no", "no"), ("yes", "yes: told to nobody else"))


def asks() -> Choices:
    """Every kind of requester, by slug, with its title."""
    return [(slug, kind.title) for slug, kind in requester_kinds().items()]


def others(desk: Desk) -> Choices:
    """Everybody who is listed but whoever sits here, by slug, with name and role."""
    return [(p.slug, f"{p.name} ({ROLES[p.role]})") for p in desk.people if p != desk.person]
