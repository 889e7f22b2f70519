"""Details that another case protects. They are protected here too."""

from typing import NamedTuple

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import may_be_the_same
from dpo_console.cases.people.kept_from import house_of, may_be_of
from dpo_console.cases.people.matching.details import WORDS, details
from dpo_console.cases.people.matching.names import bare, names_in, near, says
from dpo_console.cases.people.matching.squeezed import Squeezed
from dpo_console.cases.people.protected import ProtectedDetails
from dpo_console.store.asking import Ask
from dpo_console.store.cases.case_file import CaseFile, load
from dpo_console.store.reads.all_cases import (
    cases_protecting,
    kept_from,
    protected_people,
    protecting,
)


class ProtectedElsewhere(NamedTuple):
    """Another case that protects somebody. `seen`: this officer may see it.

    `same_pupil`: it is about the same pupil, and not about somebody else.
    """

    file: CaseFile
    seen: bool
    same_pupil: bool = True


def protected_elsewhere(
    desk: Desk, file: CaseFile, words: str = ""
) -> tuple[ProtectedElsewhere, ...]:
    """Return the other cases about the same pupils that protect somebody's details.

    Cases about somebody else follow if the words tell a detail that they protect, or if they keep
    details from somebody of this case, or from a reader whom the words name. A case that this
    officer may not see protects too, and nobody in it is named.
    """
    about = file.subjects
    with desk.database.whole.read() as ask:
        found = {
            int(case or 0): str(reference)
            for case, reference, name in protecting(ask)
            if case != file.case.id and any(may_be_the_same(str(name), one) for one in about)
        }
        others = (_telling(ask, words) if words else {}) | _keeping(ask, file, words)
        cases = {**others, **found}
        cases.pop(file.case.id, None)
        files = [(load(ask, case), reference) for case, reference in cases.items()]
    with desk.database.glance() as ask:
        seen = {str(row[1]) for row in protected_people(ask)} if files else set()
    return tuple(
        ProtectedElsewhere(f, reference in seen, f.case.id in found) for f, reference in files
    )


def _keeping(ask: Ask, file: CaseFile, words: str) -> dict[int, str]:
    """Return the number and reference of each case that keeps details from somebody of this one."""
    ways = {key for p in file.parties for way in (p.email, p.address) for key in _keys(way)}
    return {
        int(case or 0): str(reference)
        for case, reference, names, name, organisation, *reached in kept_from(ask)
        if any(ways & _keys(str(way or "")) for way in reached)
        or any(may_be_of(p.name, p, str(name), str(organisation or "")) for p in file.parties)
        or any(
            says(words, bare(one)) or any(near(p.name, one) for p in file.parties)
            for one in names_in(str(names))
        )
    }


def _keys(way: str) -> set[str]:
    """Return an address or e-mail address as it is compared, and the house that it is in."""
    return {Squeezed(one).letters for one in (way, house_of(way))} - {""}


def _telling(ask: Ask, words: str) -> dict[int, str]:
    """Return the number and reference of each case of which words tell a protected detail."""
    text = Squeezed(words)
    return {
        int(case or 0): str(reference)
        for case, reference, *ways in protected_people(ask)
        for detail in details(*(str(way or "") for way in ways), "")
        if detail.sort != WORDS and any(True for _ in detail.spans(text))
    }


def protected_anywhere(desk: Desk) -> tuple[ProtectedDetails, ...]:
    """Return the protected details of every case, one that this officer may not see too."""
    with desk.database.whole.read() as ask:
        protecting = (load(ask, case) for case in cases_protecting(ask))
        return tuple(ProtectedDetails(file, (), desk.settings) for file in protecting)
