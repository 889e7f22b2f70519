"""What messages that are no case yet hold on a person: those that wait, and those set aside."""

import json
from collections.abc import Iterator

from dpo_console.cases.about.finding import Mention, excerpt
from dpo_console.cases.about.in_cases import texts_in
from dpo_console.cases.about.sought import Sought
from dpo_console.sentences import Remedy
from dpo_console.store.database import Database
from dpo_console.store.reads import messages
from dpo_console.store.reads.messages import ASIDE, WAITING, MessageRow
from dpo_console.store.reads.papers import INTAKE


def in_messages(database: Database, sought: Sought) -> Iterator[tuple[Mention, str]]:
    """Yield what each message holds, with its file if other files are in that, or ''."""
    with database.read() as ask:
        rows = messages.messages(ask, (WAITING, ASIDE), database.reader)
    for row in rows:
        if found := _in(row, sought):
            attached = json.loads(row.reading or "{}").get("attachments")
            yield found, f"data/papers/{INTAKE}/{row.sha256}" if attached else ""


def _in(row: MessageRow, sought: Sought) -> Mention | None:
    """Return the texts of a message that tell of the person, or None."""
    said = [row.name, row.reason, *texts_in(json.loads(row.reading or "{}"))]
    told = [(text, by) for text in said if text and (by := sought.found_in(text))]
    if not told:
        return None
    by = ", ".join(dict.fromkeys(by for _, by in told))
    way = "It goes with its case, or once it is set aside: "
    place = f"Message {row.number} that came"
    correct = f"{way}{Remedy('intake', ('delete', str(row.number)))}"
    return Mention("", place, excerpt("; ".join(text for text, _ in told)), by, correct)
