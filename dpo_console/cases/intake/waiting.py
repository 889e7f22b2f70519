"""How many messages wait to be gone through, for the greeting at login and the queue."""

from dpo_console.cases.office.desk import Desk
from dpo_console.store.reads.messages import count_waiting
from dpo_console.text import counted


def waiting_messages(desk: Desk) -> int:
    """Return how many messages wait that this person may see."""
    with desk.database.glance() as ask:
        return count_waiting(ask, desk.database.reader)


def waiting_words(desk: Desk) -> str:
    """Return how many messages wait that this person may see, in a sentence, or ''."""
    number = waiting_messages(desk)
    if not number:
        return ""
    wait = "waits" if number == 1 else "wait"
    return f"{counted(number, 'message')} {wait} to be gone through: dpo-console intake"
