"""Other cases that bear on the disposal of one: linked, or about the same people."""

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.retention.objections import Others, is_about_same
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.queue_rows import QueueRow
from dpo_console.store.reads import conditions, lists
from dpo_console.store.reads.orders import BY_URGENCY
from dpo_console.store.reads.words.search import words

MOST = 200
"""The most cases that are read for one name."""


def others(desk: Desk, file: CaseFile) -> Others:
    """Return the linked cases and the open ones of the same people, also those out of sight."""
    with desk.database.whole.read() as ask:
        linked = lists.several(ask, [link.other_id for link in file.links])
        of_people: dict[int, QueueRow] = {}
        for place, party in enumerate(file.parties):
            if party.role in ("requester", "subject") and words(party.name):
                where = conditions.words([party.name], f"p{place}").plus("c.closed_on IS NULL")
                found = lists.cases(ask, where, BY_URGENCY, MOST)
                of_people |= {r.id: r for r in found if is_about_same(file, r)}
    of_people.pop(file.case.id, None)
    rows = (*linked, *of_people.values())
    with desk.database.glance() as ask:
        seen = lists.those_there(ask, [row.reference for row in rows]) if rows else set()
    return Others(linked, tuple(of_people.values()), frozenset(seen))


def naming_elsewhere(desk: Desk, file: CaseFile) -> tuple[str, ...]:
    """Return the other visible cases that name a person of this one. An erasure leaves them."""
    found: dict[str, None] = {}
    with desk.database.read() as ask:
        for place, party in enumerate(file.parties):
            if words(party.name):
                where = conditions.words([party.name], f"p{place}")
                rows = lists.cases(ask, where, BY_URGENCY, MOST)
                found |= dict.fromkeys(row.reference for row in rows)
    found.pop(file.case.reference, None)
    return tuple(found)
