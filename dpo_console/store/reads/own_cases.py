"""The first case that the office logged itself."""

from dpo_console.store.asking import Ask


def first_own_case(ask: Ask) -> str:
    """Return the day on which the first own case was received, or '' if all were taken over."""
    rows = ask(
        "SELECT min(received) FROM cases WHERE received <> '' "
        "AND reference NOT IN (SELECT reference FROM audit WHERE action = 'import')",
        {},
    )
    return next((str(day or "")[:10] for (day,) in rows), "")
