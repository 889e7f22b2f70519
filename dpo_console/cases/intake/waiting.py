"""How many messages wait to be gone through, for the greeting at login."""

from dpo_console.cases.office.desk import Desk
from dpo_console.store.reads.messages import count_waiting
from dpo_console.text import counted


def waiting_words(desk: Desk) -> str:
    """Return how many messages wait that this person may see, in a sentence, or ''."""
    with desk.database.read() as ask:
        number = count_waiting(ask, desk.database.reader)
    if not number:
        return ""
    wait = "waits" if number == 1 else "wait"
    return f"{counted(number, 'message')} {wait} to be gone through: dpo-console intake"
