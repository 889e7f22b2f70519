"""Earlier conduct of an organisation that asks: what the records show against it."""

from collections.abc import Iterator
from datetime import date

from dpo_console.cases.people.same.bodies import core, same_body
from dpo_console.cases.sharing.after_release import SECURITY, after_release
from dpo_console.cases.sharing.earlier.refusals import refusal_of
from dpo_console.cases.sharing.release_gate import is_gated
from dpo_console.law.statutes import statute
from dpo_console.store.asking import Ask
from dpo_console.store.cases.case_file import CaseFile, files
from dpo_console.store.cases.case_parts import pages
from dpo_console.store.reads import conditions, lists
from dpo_console.store.reads.lists import BY_URGENCY
from dpo_console.text import day_words

OF_BREACHES = "individuals_told"
"""The fact that only a personal data breach has."""

LOOKED_AT = 50
"""The most cases of one organisation that are looked at."""


def conduct(ask: Ask, file: CaseFile, today: date) -> str:
    """Return what other cases show against the organisations that ask in a case, or ''.

    It tells of cases that this officer may see.
    """
    found = [says for other in _of_the_same(ask, file) for says in _against(other, today)]
    if not found:
        return ""
    return f"The same organisation: {'; '.join(found)}. Say why it may have these data."


def _bodies(file: CaseFile) -> list[str]:
    asks = (p for p in file.parties if p.role in ("requester", "recipient"))
    return [p.organisation for p in asks if p.organisation.strip()]


def _of_the_same(ask: Ask, file: CaseFile) -> Iterator[CaseFile]:
    """Yield the other third-party cases of the organisations that ask."""
    bodies, numbers = _bodies(file), dict[int, None]()
    for place, words in enumerate(dict.fromkeys(" ".join(core(body)) for body in bodies)):
        named = conditions.words([words], f"body_{place}")
        numbers |= {row.id: None for row in lists.cases(ask, named, BY_URGENCY, LOOKED_AT)}
    numbers.pop(file.case.id, None)
    for page in pages(ask, list(numbers)) if numbers else ():
        for other in files(page):
            theirs = _bodies(other)
            if is_gated(other) and any(same_body(a, b) for a in bodies for b in theirs):
                yield other


def _against(file: CaseFile, today: date) -> Iterator[str]:
    """Yield what one case shows against its organisation."""
    reference = file.case.reference
    if refused := refusal_of(file):
        yield f"refused on {day_words(refused.on)} ({reference})"
    released = after_release(file)
    if released and released.is_late(today):
        due = day_words(released.certificate_due or today)
        yield f"certificate of destruction overdue since {due} ({reference})"
    ends = [fact.on for fact in file.standing_facts() if fact.name == SECURITY]
    if released and not released.certificate and ends and max(ends) < today:
        yield f"its security certificate ended on {day_words(max(ends))} ({reference})"
    for one in file.links:
        if OF_BREACHES in statute(one.kind).facts:
            yield f"a breach is linked with {reference} ({one.reference})"
