"""The parts of a sharing that the published notice doesn't mention, told before the ruling.

A compelled or urgent release never waits for the notice.
"""

from collections.abc import Iterator

from dpo_console.approval.adequacy import is_abroad
from dpo_console.approval.data_items import RISKS
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.checklist.checklists import path_of
from dpo_console.cases.checklist.particulars import said
from dpo_console.cases.notice.stated import Covers
from dpo_console.cases.notice.versions import version_on
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.names import words_in
from dpo_console.cases.sharing.challenged import NOWHERE, AgainstElsewhere
from dpo_console.cases.sharing.earlier import conduct
from dpo_console.cases.sharing.release_gate import is_gated, latest_decision
from dpo_console.cases.sharing.ruling import COUNTRY
from dpo_console.cases.sharing.scope_items import listed_of
from dpo_console.store.asking import Ask
from dpo_console.store.cases.case_file import CaseFile

_SHORTEST, _STEM = 4, 5
"""The letters of the shortest word that says something, and those in which its forms agree."""

_EMPTY = frozenset((
    "about", "data", "from", "information", "need", "needs", "pupil", "pupils", "school",
    "schools", "their", "them", "these", "they", "this", "those", "when", "which", "with", "your",
))  # fmt: skip
"""Words that stand in any purpose."""


def uncovered(covers: Covers, file: CaseFile) -> tuple[str, ...]:
    """Return the recipient, purpose and given items that a notice doesn't mention, in words."""
    if not is_chosen(file):
        return ()
    return (
        *_recipient(covers, file),
        *_purpose(covers, file),
        *_items(covers, file),
        *_transfer(covers, file),
    )


def is_chosen(file: CaseFile) -> bool:
    """Return True for a sharing by choice: neither compelled nor urgent."""
    return is_gated(file) and file.scope is not None and path_of(file).by_choice


def _recipient(covers: Covers, file: CaseFile) -> Iterator[str]:
    kind = requester_kind(file.case.requester_kind)
    names = [p.organisation for p in file.parties if p.role in ("requester", "recipient")]
    told = [name.casefold() for name in covers.recipients]
    named = any(name and name.casefold() in one for name in names for one in told)
    if kind.slug not in covers.kinds and not named:
        body = next(filter(None, names), "")
        yield f"{kind.title.lower()} ({body})" if body else kind.title.lower()


def _purpose(covers: Covers, file: CaseFile) -> Iterator[str]:
    """Yield a purpose that shares fewer than half of its words with each one in the notice.

    Words in another form are the same: to read, reading. The officer answers where it errs.
    """
    purpose = file.scope.purpose if file.scope else ""
    wanted = _stems(purpose)
    known = (2 * len(wanted & _stems(one)) >= len(wanted) for one in covers.purposes)
    if wanted and covers.purposes and not any(known):
        yield f"the purpose “{purpose}”"


def _stems(words: str) -> frozenset[str]:
    """Return the beginnings of the words that say what something is for."""
    long = (word for word in words_in(words) if len(word) >= _SHORTEST and word not in _EMPTY)
    return frozenset(word[:_STEM] for word in long)


def _items(covers: Covers, file: CaseFile) -> Iterator[str]:
    """Yield each given item about single pupils that isn't named."""
    for item in listed_of(file):
        if item.given and item.risk < RISKS and item.slug not in covers.items:
            yield item.title


def _transfer(covers: Covers, file: CaseFile) -> Iterator[str]:
    """Yield a country abroad that the notice's words about transfers don't name."""
    country = said(file, COUNTRY)
    named = any(country.casefold() in words.casefold() for words in covers.transfers)
    if covers.transfers and is_abroad(country) and not named:
        yield f"that the data are kept in {country} (it says: “{' '.join(covers.transfers)}”)"


def told_elsewhere(ask: Ask, desk: Desk, file: CaseFile) -> AgainstElsewhere:
    """Return what speaks against a sharing by choice beyond its own case, until it is ruled on."""
    if not is_chosen(file) or latest_decision(file):
        return NOWHERE
    return AgainstElsewhere(noticed(ask, desk, file), conduct(ask, file, desk.today))


def noticed(ask: Ask, desk: Desk, file: CaseFile) -> str:
    """Return the question to answer before a ruling, or ''. Without a version there is none."""
    if not is_chosen(file) or latest_decision(file):
        return ""
    version = version_on(ask, desk.settings, file.case.school, desk.today)
    missing = uncovered(version.covers, file) if version else ()
    if version is None or not missing:
        return ""
    return (
        f"The privacy notice (version {version.number}) doesn't mention: {'; '.join(missing)}. "
        f"Publish version {version.number + 1} first, or say why not."
    )
