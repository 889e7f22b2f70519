"""A whole case as JSON."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.cases.people.rows import Party
from dpo_console.cases.retention.holds import Hold
from dpo_console.cases.view.views import CaseView, Event, Linked
from dpo_console.cli.as_json import (
    checklist_json,
    clock_json,
    queue_json,
    schedule_json,
    search_json,
    sharing_json,
)
from dpo_console.cli.as_json.values import Json, moment
from dpo_console.law.model import Deadline
from dpo_console.letters.titles import letter_title
from dpo_console.store.cases.case_rows import FactRow, LetterRow, PaperRow

if TYPE_CHECKING:
    from dpo_console.cases.office.desk import Desk


def case(value: CaseView, desk: "Desk") -> Json:
    """Return a whole case, as it stands at a desk."""
    return queue_json.row(value.row, desk.now) | {
        "facts": [_fact(fact) for fact in value.facts],
        "parties": [_party(party) for party in value.parties],
        "deadlines": [_deadline(deadline) for deadline in value.clock.deadlines],
        "checklist": checklist_json.checklist(value),
        "particulars": {row.name: row.value for row in value.particulars if row.value},
        "flags": list(value.flags),
        "letters": [_letter(letter, desk.home.exports) for letter in value.letters],
        "papers": papers(value.papers),
        "decision": sharing_json.decision(value.decision) if value.decision else None,
        "timeline": [_event(event) for event in value.timeline],
        "schedule": schedule_json.totals(value.schedule),
        "search": search_json.plan(value.places, desk.today),
        "version": value.version,
        "clock": clock_json.clock(value.clock),
        "released": sharing_json.released(value.released, desk.today) if value.released else None,
        "links": [_link(link) for link in value.links],
        "logged_as": value.logged_as or value.row.kind,
        "restricted": value.row.restricted,
        "readers": list(value.readers),
        "hold": _hold(value.hold, desk.today) if value.hold else None,
        "notice": value.notice,
    }


def _hold(hold: Hold, today: date) -> Json:
    return {
        "since": hold.since.isoformat(),
        "by": hold.by,
        "why": hold.why,
        "review_on": hold.review_on.isoformat(),
        "overdue": hold.is_overdue(today),
    }


def _link(link: Linked) -> Json:
    return {
        "reference": link.row.reference,
        "kind": link.row.kind,
        "nature": link.nature,
        "towards": link.towards,
        "due": link.row.due,
    }


def _fact(fact: FactRow) -> Json:
    return {
        "id": fact.id,
        "name": fact.name,
        "on": f"{fact.on.isoformat()}T{fact.at:%H:%M}" if fact.at else fact.on.isoformat(),
        "note": fact.note,
        "by": fact.by,
        "recorded_at": fact.recorded_at.isoformat(),
        "superseded_by": fact.superseded_by,
    }


def _party(party: Party) -> Json:
    return {
        "role": party.role,
        "name": party.name,
        "kind": party.kind,
        "organisation": party.organisation,
        "email": party.email,
        "phone": party.phone,
        "address": party.address,
        "number": party.number,
        "protected": party.protected,
        "relation": party.relation,
        "kept_from": party.kept_from,
        "acts_for": party.acts_for,
        "salutation": party.salutation,
        "their_ref": party.their_ref,
    }


def parties(values: Iterable[Party]) -> list[Json]:
    """Return the people of a case, with a protected one's contact details only on request."""
    return [_party(party) for party in values]


def _deadline(deadline: Deadline) -> Json:
    return {
        "what": deadline.what,
        "due": moment(deadline.due),
        "statutory": deadline.statutory,
        "met_on": moment(deadline.met_on),
    }


def _letter(letter: LetterRow, exports: Path) -> Json:
    return {
        "name": letter.name,
        "title": letter_title(letter.name),
        "path": str(exports / letter.path),
        "sha256": letter.sha256,
        "state": letter.state,
        "to": letter.to,
        "again": letter.again,
        "by": letter.by,
        "written_at": letter.written_at.isoformat(),
        "sent_on": moment(letter.sent_on),
        "method": letter.method,
        "edited": bool(letter.edited),
    }


def papers(values: Iterable[PaperRow]) -> list[Json]:
    """Return the papers kept with a case."""
    return [paper(row) for row in values]


def paper(row: PaperRow) -> Json:
    """Return a paper kept with a case."""
    return {
        "number": row.number,
        "name": row.name,
        "size": row.size,
        "sha256": row.sha256,
        "by": row.by,
        "added_at": row.added_at.isoformat(),
    }


def _event(event: Event) -> Json:
    return {
        "at": event.at.isoformat(),
        "on": moment(event.on),
        "text": event.text,
        "by": event.by,
    }
