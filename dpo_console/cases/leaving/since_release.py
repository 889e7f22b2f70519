"""What a release opens: the data that were there then, as long as the recipient may have them."""

import json

from dpo_console.approval.model import Ruling
from dpo_console.cases.leaving.departure import RELEASED, Departure
from dpo_console.cases.sharing.release_gate import latest_decision
from dpo_console.text import day_words

ENDED = {
    "certificate_received": "they certified that the data were destroyed",
    "recalled": "the release was recalled",
}
"""The facts after which nothing released goes once more, in words."""

URGENT = "released_urgently"
"""The fact of an urgent release, after which the data follow until its record is complete."""

COMPLETED = "record_completed"
"""The fact that the record of an urgent release was completed."""


def why_new(going: Departure, sha256: str) -> str:
    """Return why a file wasn't a part of what was released, or goes no longer, or ''.

    UK GDPR Art 5(1)(b): an approval covers what was there, for the time that it names.
    """
    file = going.file
    facts = {f.name: f for f in file.standing_facts() if not f.letter_id}
    for name, words in ENDED.items():
        if name in facts:
            return f"goes no longer: {words} on {day_words(facts[name].on)}"
    if file.scope and file.scope.until and file.scope.until < going.on:
        return f"goes no longer: the approval ended on {day_words(file.scope.until)}"
    ruling = latest_decision(file)
    if ruling is not None and ruling.ruling == Ruling.REFUSE:
        return f"goes no longer: it was refused on {day_words(ruling.on)}"
    released = [entry.seq for entry in going.history if entry.action == "release"]
    follows = URGENT in facts and COMPLETED not in facts
    if follows or RELEASED not in facts or not released:
        return ""
    added = [
        entry.seq
        for entry in going.history
        if entry.action == "paper" and json.loads(entry.detail or "{}").get("sha256") == sha256
    ]
    later = bool(added) and max(added) > released[-1]
    return f"was kept after the release of {day_words(facts[RELEASED].on)}" if later else ""
