"""A clock, what would move it, and the kinds of request as JSON."""

from typing import TYPE_CHECKING

from dpo_console.cli.as_json.values import Json, moment
from dpo_console.law.model import Clock, Step

if TYPE_CHECKING:
    from dpo_console.cases.clock.clocks import KindRow
    from dpo_console.law.what_if import WhatIf


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


def kind(value: "KindRow") -> Json:
    """Return a kind of request."""
    return {
        "slug": value.slug,
        "title": value.title,
        "limit": value.limit,
        "law": value.law,
        "outcomes": [{"slug": slug, "title": title} for slug, title in value.outcomes],
    }
