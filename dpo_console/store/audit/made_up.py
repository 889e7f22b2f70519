"""Records that this program made up, as the first entry of their audit log says.

No setting says it: anybody who may write into data/ could then pass real records off as made up.
"""

from dpo_console.store.asking import Ask

ACTION = "made-up"


def are_made_up(ask: Ask) -> bool:
    """Return True if the first entry of the log says that nobody in these records is real."""
    rows = ask("SELECT action FROM audit WHERE seq = 1", {})
    return bool(rows) and rows[0][0] == ACTION
