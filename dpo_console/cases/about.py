"""Everything held on one person, for the school's DPO. UK GDPR Art 15, 16, 18 and 17."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from dpo_console.cases.about_places import (
    TABLES,
    WAYS,
    HomeFile,
    Mention,
    Sought,
    Tell,
    details_of,
    files_in_records,
    home_files,
    in_cases,
    in_file,
    in_log,
    in_messages,
    is_paper,
)
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import acts_as
from dpo_console.cases.records.witness import witness_file
from dpo_console.config import Role
from dpo_console.store import looks
from dpo_console.store.asking import Row
from dpo_console.store.cases.case_parts import PAGE
from dpo_console.store.reads import all_words

SHARED_BY = 4
"""So many other names at one address or number make it an organisation's, which isn't followed."""

MORE_HELD = "Something else is held on this person, in a case that you may not see."

_BESIDES = {"audit": "Audit log", "look": "Who looked", "message": "Messages that came"}
"""The tables that are no part of a case, in words."""


@dataclass
class PersonSearch:
    """A search for a person, and what it came upon besides its findings.

    `cases` counts the findings of each case. `unread` are files without readable words. `shared`
    are addresses and numbers that weren't followed, because many people share them. `more`: cases
    out of sight hold something too.
    """

    sought: Sought
    cases: Counter[str] = field(default_factory=Counter)
    unread: list[str] = field(default_factory=list)
    shared: tuple[str, ...] = ()
    more: bool = False


def search_for(desk: Desk, name: str) -> PersonSearch:
    """Return the person with every address and number that the cases in sight have for the name."""
    sought = Sought(name)
    reached: dict[str, str] = {}
    for row in _parties(desk):
        if sought.is_called(str(row[1])):
            reached |= {
                str(said): kind for kind, said in zip(WAYS, row[2:], strict=True)
                if details_of(str(said or ""), kind)
            }  # fmt: skip
    shared = _shared(desk, sought, reached)
    own = {how: kind for how, kind in reached.items() if how not in shared}
    return PersonSearch(replace(sought, reached=own), shared=shared)


def _shared(desk: Desk, sought: Sought, reached: dict[str, str]) -> tuple[str, ...]:
    """Return those that so many others share that they tell nothing of the person."""
    others: dict[str, set[str]] = {how: set() for how in reached}
    for row in _parties(desk) if reached else ():
        for said in row[2:]:
            if str(said) in others and not sought.is_called(str(row[1])):
                others[str(said)] = set([*others[str(said)], str(row[1])][:SHARED_BY])
    return tuple(how for how, names in others.items() if len(names) >= SHARED_BY)


def _parties(desk: Desk) -> Iterator[Row]:
    after = 0
    while True:
        with desk.database.read() as ask:
            rows = all_words.parties(ask, after, PAGE * 5)
        if not rows:
            return
        yield from rows
        after = int(rows[-1][0] or 0)


def findings(desk: Desk, search: PersonSearch, tell: Tell) -> Iterator[Mention]:
    """Yield everything held on a person that this officer may see: cases, log, office, files.

    Of what is out of sight, the DPO is told only that there is something.
    """
    with desk.database.whole.read() as ask:
        every = all_words.cases_in_sight(ask)
    with desk.database.read() as ask:
        seen = all_words.cases_in_sight(ask)
    hidden = {number: case for number, case in every.items() if number not in seen}
    sought = search.sought
    parts = (
        in_cases(desk.database, [*seen], sought, tell),
        in_log(desk, sought),
        _in_messages(desk, search),
        _of_office(desk, sought),
        _in_files(desk, search, {*hidden.values()}),
    )
    for part in parts:
        for found in part:
            if found.case:
                search.cases[found.case] += 1
            yield found
    told = in_cases(desk.database.whole, [*hidden], sought, lambda *_: None)
    search.more = acts_as(desk, Role.DPO) and (search.more or next(told, None) is not None)


def _in_messages(desk: Desk, search: PersonSearch) -> Iterator[Mention]:
    """Yield what messages that wait hold. Of one that only somebody else sees, note that."""
    seen = set()
    for found, file in in_messages(desk.database, search.sought):
        seen.add(found)
        search.unread += [file] if file else []
        yield found
    search.more = search.more or any(
        found not in seen for found, _ in in_messages(desk.database.whole, search.sought)
    )


def _of_office(desk: Desk, sought: Sought) -> Iterator[Mention]:
    """Yield how often the records name somebody of the office by their short name or account."""
    for person in desk.people:
        if sought.is_called(person.name):
            for slug in dict.fromkeys(filter(None, (person.slug, person.account))):
                yield from _times(desk, slug)


def _times(desk: Desk, slug: str) -> Iterator[Mention]:
    """Yield how often each column names one person of the office."""
    with desk.database.read() as ask:
        named = [*all_words.times_named(ask, slug)]
    for table, column, times in named:
        what = _BESIDES.get(table) or TABLES[table]
        yield _of_slug(what, f"{slug}: {times:,} times as {column.replace('_', ' ')}")
    waiting = sum(look.person == slug for look in looks.waiting(desk.database.path))
    if waiting:
        yield _of_slug("Who looked, not yet taken in", f"{slug}: {waiting:,} times")


def _of_slug(place: str, text: str) -> Mention:
    return Mention("", place, text, "short name", "The history keeps who did what.")


def _in_files(desk: Desk, search: PersonSearch, hidden: Collection[str]) -> Iterator[Mention]:
    """Yield what the files of the home hold. A file of a case out of sight tells nothing else."""
    for file in chain(home_files(desk.home), files_in_records(desk), _witness(desk)):
        if is_paper(desk.home, file):
            papers = f"the papers of {file.case}"
            known = file.case in hidden or papers in search.unread
            if search.cases[file.case] and not known:
                search.unread.append(papers)
            continue
        try:
            found = [*in_file(file, search.sought, here=search.cases[file.case] > 0)]
        except (ValueError, OSError):
            if file.case not in hidden:
                search.unread.append(file.name)
            continue
        if file.case in hidden:
            search.more = search.more or bool(found)
        else:
            yield from found


def _witness(desk: Desk) -> Iterator[HomeFile]:
    """Yield the witness's file with the list of erasures, if it is outside the home."""
    path = witness_file(desk.home, desk.settings)
    if path.is_file() and not path.is_relative_to(desk.home.root):
        yield HomeFile(path, str(path), "", path.read_bytes, path.stat().st_size)
