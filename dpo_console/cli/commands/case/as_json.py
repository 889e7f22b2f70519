"""The views of casework as JSON: the keys that scripts rely on, and no others."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.cases.letters.rows import LetterChoice
from dpo_console.cases.people.rows import Party
from dpo_console.cases.view.views import CaseView, Event, Linked
from dpo_console.cli.commands.checklist import checklist_json
from dpo_console.cli.commands.disclosure import schedule_json
from dpo_console.cli.commands.search import search_json
from dpo_console.cli.commands.sharing import sharing_json
from dpo_console.cli.json_values import Json, moment
from dpo_console.law.model import Clock, Deadline, Step
from dpo_console.letters.titles import letter_title
from dpo_console.store.cases.case_rows import FactRow, LetterRow
from dpo_console.store.rows import QueueRow

if TYPE_CHECKING:
    from dpo_console.cases.clock.clocks import KindRow
    from dpo_console.cases.office.desk import Desk
    from dpo_console.cases.records.verify import Report
    from dpo_console.cases.reports.register import FullRow, RegisterRow
    from dpo_console.cases.requests.overlaps import Offer
    from dpo_console.cases.requests.similar import Similar
    from dpo_console.casework.requests import Logged
    from dpo_console.law.what_if import WhatIf
    from dpo_console.letters.catalogue import LetterKind


def clock(value: Clock) -> Json:
    """Return the clock of a case, or of no case."""
    return {
        "kind": value.kind,
        "received": moment(value.received),
        "starts": moment(value.starts),
        "due": moment(value.due),
        "due_if_answered_today": moment(value.due_if_answered_today),
        "safe_by": moment(value.safe_by),
        "act_by": moment(value.act_by),
        "target": moment(value.target),
        "extension_notice_by": moment(value.extension_notice_by),
        "paused_days": value.paused_days,
        "status": value.status.value,
        "steps": [_step(step) for step in value.steps],
        "warnings": list(value.warnings),
        "stopped_since": moment(value.stopped_since),
        "chase_on": moment(value.chase_on),
        "may_close_on": moment(value.may_close_on),
    }


def what_if(value: "WhatIf") -> Json:
    """Return the effect of asking, answering or notifying something."""
    return {
        "facts": list(value.facts),
        "sentence": value.sentence,
        "clock": clock(value.clock),
    }


def _step(step: Step) -> Json:
    return {"on": moment(step.on), "text": step.text, "law": step.law}


def row(value: QueueRow, now: datetime) -> Json:
    """Return one case of a list, as it stands at `now` (Europe/London)."""
    return {
        "reference": value.reference,
        "kind": value.kind,
        "requester": value.requester,
        "subjects": list(value.subjects),
        "school": value.school,
        "owner": value.owner,
        "received": value.received,
        "due": value.due,
        "safe_by": value.safe_by,
        "days_left": value.days_left(now.date()),
        "band": value.band(now),
        "next_action": value.next_action,
        "whose_move": value.whose_move,
    }


def rows(values: Iterable[QueueRow], now: datetime) -> list[Json]:
    """Return a list of cases."""
    return [row(value, now) for value in values]


def case(value: CaseView, desk: "Desk") -> Json:
    """Return a whole case, as it stands at a desk."""
    return row(value.row, desk.now) | {
        "facts": [_fact(fact) for fact in value.facts],
        "parties": [_party(party) for party in value.parties],
        "deadlines": [_deadline(deadline) for deadline in value.clock.deadlines],
        "checklist": checklist_json.checklist(value),
        "particulars": {row.name: row.value for row in value.particulars if row.value},
        "flags": list(value.flags),
        "letters": [_letter(letter, desk.home.exports) for letter in value.letters],
        "decision": sharing_json.decision(value.decision) if value.decision else None,
        "timeline": [_event(event) for event in value.timeline],
        "schedule": schedule_json.totals(value.schedule),
        "search": search_json.plan(value.places, desk.today),
        "version": value.version,
        "clock": clock(value.clock),
        "released": sharing_json.released(value.released, desk.today) if value.released else None,
        "links": [_link(link) for link in value.links],
        "logged_as": value.logged_as or value.row.kind,
        "restricted": value.row.restricted,
        "readers": list(value.readers),
    }


def _link(link: Linked) -> Json:
    return {
        "reference": link.row.reference,
        "kind": link.row.kind,
        "nature": link.nature,
        "towards": link.towards,
        "due": link.row.due,
    }


def logged(
    value: "Logged", alike: Sequence["Similar"] = (), offers: Sequence["Offer"] = ()
) -> Json:
    """Return the result of logging, with the message's further cases, earliest first."""
    return {
        "reference": value.reference,
        "clock": clock(value.clock),
        "also": [{"reference": o.reference, "clock": clock(o.clock)} for o in value.also],
        "earliest": moment(value.together[0].clock.due),
        "similar": [
            {"reference": one.row.reference, "why": one.why, "text": one.text} for one in alike
        ],
        "may_also_be": [asdict(offer) for offer in offers],
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
    }


def _event(event: Event) -> Json:
    return {
        "at": event.at.isoformat(),
        "on": moment(event.on),
        "text": event.text,
        "by": event.by,
    }


def letter_choice(choice: LetterChoice) -> Json:
    """Return a letter, with its fit for a case and the parts it still lacks."""
    return {
        "name": choice.name,
        "title": choice.title,
        "fits": choice.fits,
        "missing": list(choice.missing),
    }


def letter_kind(value: "LetterKind") -> Json:
    """Return a letter, without a case to fit."""
    return {
        "name": value.name,
        "title": value.title,
        "fits": None,
        "missing": [],
    }


def kind(value: "KindRow") -> Json:
    """Return a kind of request."""
    return {
        "slug": value.slug,
        "title": value.title,
        "limit": value.limit,
        "law": value.law,
        "outcomes": [{"slug": slug, "title": title} for slug, title in value.outcomes],
    }


def register_row(value: "RegisterRow | FullRow") -> Json:
    """Return one release of a register. Its keys are also the columns of the CSV file."""
    row = {field.name: getattr(value, field.name) for field in fields(value)}
    return {name: moment(v) if isinstance(v, date) else v for name, v in row.items()}


def report(value: "Report") -> Json:
    """Return the findings of `verify`."""
    return {
        "sound": value.sound,
        "checks": [{"name": c.name, "sound": c.sound, "text": c.text} for c in value.checks],
        "head": {"seq": value.head.seq, "hash": value.head.hash},
    }
