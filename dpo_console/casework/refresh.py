"""Dates that lists show are computed anew when law, calendars or the office's schools change."""

from dataclasses import asdict
from hashlib import sha256

from dpo_console.casework.desk import Desk
from dpo_console.law import fingerprint
from dpo_console.store import projections


def refresh(desk: Desk) -> int:
    """Rewrite what lists show of every case if it may have changed; how many were rewritten."""
    now = ground(desk)
    with desk.database.read() as ask:
        if projections.ground(ask) == now:
            return 0
    # What follows loads the clock and the tables, which a login banner should not wait for.
    from dpo_console.casework.projection import project
    from dpo_console.store import case_file, reads
    from dpo_console.store.session import ask_in

    with desk.database.write() as session:
        ask = ask_in(session)
        numbers = reads.every_case(ask)
        for number in numbers:
            shown = project(case_file.load(ask, number), desk.settings, desk.today)
            projections.rewrite(ask, number, asdict(shown))
        projections.set_ground(ask, now)
    return len(numbers)


def ground(desk: Desk) -> str:
    """A fingerprint of all that dates are computed from, but for the facts themselves."""
    schools = [
        (s.slug, s.type.value, str(s.terms and (s.terms.spans, sorted(s.terms.closures))))
        for s in desk.settings.schools
    ]
    roles = sorted(person.role.value for person in desk.people)
    return sha256(repr((fingerprint(), schools, roles)).encode()).hexdigest()
