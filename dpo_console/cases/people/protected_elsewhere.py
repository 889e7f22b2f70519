"""Details that another case about the same pupil protects. They are protected here too."""

from typing import NamedTuple

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import may_be_the_same
from dpo_console.cases.people.protected import ProtectedDetails
from dpo_console.store.cases.case_file import CaseFile, load
from dpo_console.store.reads.protected import cases_protecting, protecting


class Elsewhere(NamedTuple):
    """Another case that protects somebody. `seen`: this officer may see it."""

    file: CaseFile
    seen: bool


def protected_elsewhere(desk: Desk, file: CaseFile) -> tuple[Elsewhere, ...]:
    """Return the other cases about the same pupils that protect somebody's details.

    A case that this officer may not see protects too, and nobody in it is named.
    """
    about = [p.name for p in file.parties if p.role == "subject"]
    with desk.database.whole.read() as ask:
        found = {
            int(case or 0): str(reference)
            for case, reference, name in protecting(ask)
            if case != file.case.id and any(may_be_the_same(str(name), one) for one in about)
        }
        files = [(load(ask, case), reference) for case, reference in found.items()]
    with desk.database.read() as ask:
        seen = {str(reference) for _, reference, _ in protecting(ask)} if files else set()
    return tuple(Elsewhere(one, reference in seen) for one, reference in files)


def protected_anywhere(desk: Desk) -> tuple[ProtectedDetails, ...]:
    """Return the protected details of every case, one that this officer may not see too."""
    with desk.database.whole.read() as ask:
        protecting = (load(ask, case) for case in cases_protecting(ask))
        return tuple(ProtectedDetails(file, (), desk.settings) for file in protecting)
