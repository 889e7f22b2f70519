"""The request that a message is: what it seems to be, with what the officer says instead."""

from dataclasses import replace
from typing import Any

from dpo_console.cases.intake.proposal import CaseProposal, ProposedValue
from dpo_console.cases.requests.arrival import NewRequest
from dpo_console.errors import BadInput
from dpo_console.law.model import Moment


def request_from(
    proposal: CaseProposal,
    *,
    received: Moment | None = None,
    subjects: tuple[str, ...] = (),
    **said: Any,  # noqa: ANN401 - other fields of a request, by name
) -> NewRequest:
    """Return the request. Raises BadInput naming everything that nobody has said yet."""
    kind = str(said.pop("kind", "") or proposal.kind.value)
    requester = str(said.pop("requester", "") or proposal.requester.value)
    day = received or replace(proposal, kind=ProposedValue(kind, "")).moment
    gaps = [
        f"{name} ({found.why})"
        for name, value, found in (
            ("--kind", kind, proposal.kind),
            ("--requester", requester, proposal.requester),
            ("--received", day, proposal.received),
        )
        if not value
    ]
    if day is None or gaps:
        raise BadInput(f"The message doesn't tell everything for certain. Say: {'; '.join(gaps)}")
    proposed = {
        "school": proposal.school.value, "email": proposal.email, "phone": proposal.phone,
        "address": proposal.address, "summary": proposal.summary, "channel": proposal.channel,
        "requester_kind": proposal.requester_kind, "protected": proposal.protected,
    }  # fmt: skip
    return NewRequest(
        kind, day, requester, subjects=subjects or proposal.names, **{**proposed, **said}
    )
