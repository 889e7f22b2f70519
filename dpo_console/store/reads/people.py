"""Questions about the people of many cases."""

from collections.abc import Collection, Sequence

from dpo_console.store.asking import Ask, Row, Value, among_words, as_words, in_small

_LETTERS = "'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'"
_BEFORE, _AFTER = f"rtrim(name, {_LETTERS})", f"ltrim(name, {_LETTERS})"
_BREAKS = "(' ', '-', '''', '’', '.')"
KEY_LETTERS = 40
"""The letters of a word that its key has."""

KEY = (
    f"CASE WHEN substr(' ' || {_BEFORE}, length({_BEFORE}) + 1, 1) IN {_BREAKS} "
    f"THEN lower(substr(name, length({_BEFORE}) + 1, {KEY_LETTERS})) "
    f"WHEN substr({_AFTER}, 1, 1) IN {_BREAKS} "
    f"THEN lower(substr(substr(name, 1, length(name) - length({_AFTER})), 1, {KEY_LETTERS})) "
    "ELSE '' END"
)
"""The key of a name, by which the index `party_by_word` finds it: the last of its words.

It is the first where the last isn't of English letters alone, and '' where neither is.
"""


def people_kept(
    ask: Ask, without: str, here: int = 0, among: Collection[str] | None = None
) -> list[str]:
    """Return the subjects of all cases, but of one kind of requester, and everybody protected.

    Those who ask in the case `here`, or whom it is about, count only if another case has them.
    Asked are those alone whose key is `among` these words or '', or all with None.
    """
    near, values = "", dict[str, Value](without=without, here=here)
    if among is not None:
        near, values["among"] = f"AND {KEY} {among_words('among')} ", as_words(_keys(among))
    rows = ask(
        "SELECT DISTINCT p.name FROM party p JOIN cases c ON c.id = p.case_id "
        "WHERE (p.protected = 1 OR (p.role = 'subject' AND c.requester_kind <> :without)) "
        f"{near}"
        "AND NOT (c.id = :here AND p.role IN ('requester', 'subject')) ORDER BY p.name",
        values,
    )
    return [str(name) for (name,) in rows]


def _keys(words: Collection[str]) -> set[str]:
    """Return the keys of the names that have one of some folded words at each end."""
    return {"", *(w[:KEY_LETTERS] for w in words if w.isascii() and w.isalpha())}


def people_beside(ask: Ask, kept: str, authority: Sequence[str]) -> list[tuple[str, str]]:
    """Return who asked or received in the cases about somebody, or that protect them, with a right.

    The name of each comes with the reference of the case. A check of `authority` was met there, or
    a ruling gave something.
    """
    checks = {f"check_{n}": criterion for n, criterion in enumerate(authority)}
    met = (
        "SELECT a.case_id FROM assessment a WHERE a.verdict = 'met' "
        f"AND a.criterion IN ({', '.join(f':{name}' for name in checks)})"
    )
    given = "SELECT d.case_id FROM decision d WHERE d.ruling <> 'refuse'"
    rows = ask(
        "SELECT DISTINCT o.name, c.reference FROM party s JOIN cases c ON c.id = s.case_id "
        "JOIN party o ON o.case_id = c.id "
        "WHERE (s.role = 'subject' OR s.protected = 1) AND s.name = :kept "
        f"AND o.role IN ('requester', 'recipient') AND (c.id IN ({met}) OR c.id IN ({given})) "
        "ORDER BY o.name",
        {"kept": kept, **checks},
    )
    return [(str(name), str(reference)) for name, reference in rows]


def outsiders(ask: Ask, without: str, but: int) -> list[str]:
    """Return who asked, got data or stood beside them in all cases `but` one.

    Those of one kind of requester are left out, such as colleagues.
    """
    rows = ask(
        "SELECT DISTINCT p.name FROM party p JOIN cases c ON c.id = p.case_id "
        "WHERE p.role <> 'subject' AND c.requester_kind <> :without AND c.id <> :but",
        {"without": without, "but": but},
    )
    return [str(name) for (name,) in rows]


def bodies_of(ask: Ask, kinds: Sequence[str], but: int) -> list[str]:
    """Return the organisations of who asked as one of some kinds, in all cases `but` one."""
    named = {f"kind_{n}": kind for n, kind in enumerate(kinds)}
    rows = ask(
        "SELECT DISTINCT p.organisation FROM party p JOIN cases c ON c.id = p.case_id WHERE "
        "p.organisation <> '' AND p.role = 'requester' AND c.id <> :but AND c.requester_kind IN "
        f"({', '.join(f':{name}' for name in named)})",
        {"but": but, **named},
    )
    return [str(body) for (body,) in rows]


def private_people(
    ask: Ask,
    kinds: Sequence[str],
    *,
    but: int = 0,
    houses: Sequence[str] = (),
    mailboxes: Sequence[str] = (),
) -> list[tuple[str, str, str]]:
    """Return who asked as one of some kinds of requester, or stood beside whoever asked.

    Each is a name with an e-mail and a postal address, which may be ''. Those of the case `but` are
    left out. With patterns of `houses`, or `mailboxes`, in small letters, only those without
    protection are told whose postal or e-mail address fits one.
    """
    named = {f"kind_{n}": kind for n, kind in enumerate(kinds)}
    posted = {f"house_{n}": pattern for n, pattern in enumerate(houses)}
    mailed = {f"mailbox_{n}": pattern for n, pattern in enumerate(mailboxes)}
    ways = " OR ".join(_reached("address", {**posted, **mailed}) + _reached("email", mailed))
    unprotected = f"p.protected = 0 AND ({ways})" if ways else "1 = 1"
    rows = ask(
        "SELECT DISTINCT p.name, p.email, p.address FROM party p JOIN cases c ON c.id = p.case_id "
        "WHERE c.id <> :but AND (p.role = 'other' OR (p.role = 'requester' AND c.requester_kind IN "
        f"({', '.join(f':{name}' for name in named)}))) AND {unprotected}",
        {**named, **posted, **mailed, "but": but},
    )
    return [(str(name), str(email or ""), str(address or "")) for name, email, address in rows]


def _reached(column: str, values: Collection[str]) -> list[str]:
    """Return the condition that a column fits one of some patterns, or nothing without any.

    The column is read once for all, and not at all where it is empty, as for most people.
    """
    each = " OR ".join(f"{in_small(f'p.{column}')} LIKE :{name}" for name in values)
    return [f"(p.{column} <> '' AND ({each}))"] if each else []


def everybody(ask: Ask) -> list[Row]:
    """Return the people of every case: case, party, name, e-mail and postal address."""
    return ask(
        "SELECT c.id, p.id, p.name, p.email, p.address FROM party p "
        "JOIN cases c ON c.id = p.case_id ORDER BY c.id, p.role, p.position",
        {},
    )
