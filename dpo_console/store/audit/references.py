"""Checks of references: the cases against the audit log, and the counters against both."""

from dpo_console.store.asking import Ask

Series = tuple[str, str]
"""A reference's prefix and year."""


def problems(ask: Ask) -> list[str]:
    """Return the cases that were removed or slipped in, and the counters that were altered."""
    cases, logged = _all(ask, "cases"), _all(ask, "audit") - {""}  # roles belong to no case
    return [
        *(f"{r}: the audit log has this case, but it is gone" for r in sorted(logged - cases)),
        *(f"{r}: the audit log knows nothing of this case" for r in sorted(cases - logged)),
        *_miscounted(ask, cases | logged),
    ]


def _all(ask: Ask, table: str) -> set[str]:
    return {str(row[0]) for row in ask(f"SELECT DISTINCT reference FROM {table}", {})}


def _miscounted(ask: Ask, references: set[str]) -> list[str]:
    """Return the series whose counter differs from its last number.

    Each number is given with its case, in one transaction, and no case is ever deleted.
    """
    counters = {
        (str(prefix), str(year)): int(last or 0)
        for prefix, year, last in ask("SELECT prefix, year, last FROM counter", {})
    }
    given: dict[Series, int] = {}
    for reference in references:
        prefix, year, number = (*reference.rsplit("-", 2), "", "")[:3]
        last = int(number) if number.isdecimal() else 0
        given[prefix, year] = max(last, given.get((prefix, year), 0))
    return [
        f"{'-'.join(series)}: {counters.get(series, 0)} references were counted, but the last is "
        f"number {given.get(series, 0)}"
        for series in sorted(counters.keys() | given.keys())
        if counters.get(series, 0) != given.get(series, 0)
    ]
