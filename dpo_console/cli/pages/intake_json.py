"""Messages that came as JSON."""

from collections.abc import Sequence

from dpo_console.cases.intake.tray import InTray
from dpo_console.cli.pages.values import Json, picked
from dpo_console.store.reads.messages import CASE

FIELDS = ("kind", "requester", "subjects", "received", "school")
"""The proposed fields that come with a reason."""


def message(one: InTray, resembles: Sequence[str] = ()) -> Json:
    """Return a message with what it seems to be. A field that is left to the officer is null.

    A message that became a case has no fields: the case has them.
    """
    row, proposal = one.row, one.proposal
    return {
        **picked(row, "number name"),
        "title": one.title,
        **picked(row, "state reference=case? reason?"),
        "problem": one.message.problem or None,
        "kind": proposal.kind.value or None,
        "requester": proposal.requester.value or None,
        "requester_kind": None,
        **picked(proposal, "email? subjects=names received=moment"),
        "school": proposal.school.value or None,
        "summary": proposal.summary,
        "also": [{"kind": kind, "words": words} for kind, words, _ in proposal.also],
        "why": {} if row.state == CASE else {n: getattr(proposal, n).why for n in FIELDS},
        "doubts": list(proposal.doubts),
        "resembles": list(resembles),
        "attachments": [one._asdict() for one in one.message.attachments],
    }
