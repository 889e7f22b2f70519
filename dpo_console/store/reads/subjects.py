"""Questions about the people whose data are asked for, in many cases."""

from collections.abc import Collection

from dpo_console.store.asking import Ask


def subjects_named(ask: Ask, names: Collection[str]) -> list[str]:
    """Return those of the names that are a subject's, in any case of their letters from A to Z."""
    wanted = {lowered(name): name for name in names}
    values = {f"n{number}": name for number, name in enumerate(wanted)}
    listed = ", ".join(f":{name}" for name in values)
    if not values:
        return []
    rows = ask(
        "SELECT DISTINCT lower(p.name) FROM party p JOIN cases c ON c.id = p.case_id "
        f"WHERE p.role = 'subject' AND lower(p.name) IN ({listed}) ORDER BY 1",
        values,
    )
    return [wanted[str(name)] for (name,) in rows]


def lowered(name: str) -> str:
    """Return a name as the database lowers it: its letters from A to Z alone."""
    return "".join(c.lower() if c.isascii() else c for c in name)
