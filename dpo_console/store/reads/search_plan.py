"""Questions about the places of search plans, in many cases."""

from dpo_console.store.asking import Ask, Row


def overdue_places(ask: Ask, today: str) -> list[Row]:
    """Return the places of open cases with an overdue answer, the longest awaited first.

    Each is reference, number, title, holder, asked on, reply by, chased on. Days are ISO text.
    """
    return ask(
        "SELECT c.reference, p.position, p.title, p.holder, p.asked_on, p.reply_by, p.chased_on "
        "FROM place p JOIN cases c ON c.id = p.case_id WHERE c.closed_on IS NULL "
        "AND p.answered_on IS NULL AND p.reply_by < :today "
        "ORDER BY p.reply_by, c.reference, p.position",
        {"today": today},
    )
