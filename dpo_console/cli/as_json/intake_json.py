"""Messages that came as JSON."""

from collections.abc import Sequence

from dpo_console.cases.intake.tray import InTray
from dpo_console.cli.as_json.values import Json, moment
from dpo_console.store.reads.messages import CASE

FIELDS = ("kind", "requester", "subjects", "received", "school")
"""The proposed fields that come with a reason."""


def message(one: InTray, resembles: Sequence[str] = ()) -> Json:
    """Return a message with what it seems to be. A field that is left to the officer is null.

    A message that became a case has no fields: the case has them.
    """
    row, proposal = one.row, one.proposal
    return {
        "number": row.number,
        "name": row.name,
        "title": one.title,
        "state": row.state,
        "reference": row.case or None,
        "reason": row.reason or None,
        "problem": one.message.problem or None,
        "kind": proposal.kind.value or None,
        "requester": proposal.requester.value or None,
        "requester_kind": proposal.requester_kind or None,
        "email": proposal.email or None,
        "subjects": list(proposal.names),
        "received": moment(proposal.moment),
        "school": proposal.school.value or None,
        "summary": proposal.summary,
        "also": [{"kind": kind, "words": words} for kind, words in proposal.also],
        "why": {} if row.state == CASE else {n: getattr(proposal, n).why for n in FIELDS},
        "doubts": list(proposal.doubts),
        "resembles": list(resembles),
        "attachments": [one._asdict() for one in one.message.attachments],
    }
