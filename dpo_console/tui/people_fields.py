"""What forms ask about people alike: whether an address is protected, who may see a case."""

from dpo_console.casework.desk import Desk
from dpo_console.tui.field import Choices

PROTECTED = (("no", "no"), ("yes", "yes: told to nobody else"))


def others(desk: Desk) -> Choices:
    """Everybody who is listed but whoever sits here, by slug, with name and role."""
    return [(p.slug, f"{p.name} ({p.role})") for p in desk.people if p != desk.person]
