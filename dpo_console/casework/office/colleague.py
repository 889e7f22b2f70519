"""Working as a colleague on made-up records, where one officer tries every part."""

from dataclasses import replace

from dpo_console.cases.office.desk import Desk
from dpo_console.errors import NotAllowed
from dpo_console.store.audit.made_up import are_made_up

DEMO_ONLY = (
    "Only the demo has this. Elsewhere, each person opens the console under their own name: see "
    "“guide together”."
)


def as_colleague(desk: Desk, slug: str) -> Desk:
    """Return the desk with a colleague at work.

    Raises NotAllowed on real records, where each person has an account or a key of their own, and
    BadInput for nobody's slug.
    """
    with desk.database.glance() as ask:
        if not are_made_up(ask):
            raise NotAllowed(DEMO_ONLY)
    return replace(desk, person=desk.settings.person(slug), named=True, looked={})
