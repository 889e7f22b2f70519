"""Names and details that no published word may tell: of every pupil, and of everybody protected."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dpo_console.cases.letters.typed_pupils import known_pupils
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.matching.names import NamesTold, bare
from dpo_console.cases.people.matching.squeezed import words_in
from dpo_console.cases.people.protected import ProtectedDetails
from dpo_console.cases.people.protected_elsewhere import Elsewhere, protected_anywhere


@dataclass(frozen=True)
class Unpublished:
    """The pupils of all cases in sight, and the protected details of all cases."""

    pupils: Sequence[str]
    details: Sequence[ProtectedDetails]

    def named(self, words: str) -> tuple[str, ...]:
        """Return the pupils whom words name."""
        told = NamesTold(words)
        may_be = dict.fromkeys(n for w in words_in(words) for n in self._by_last.get(w, ()))
        return tuple(name for name in may_be if name in told)

    def told(self, words: str) -> tuple[Elsewhere, ...]:
        """Return the cases whose protected details words tell."""
        return tuple(Elsewhere(one.file, seen=True) for one in self.details if one.tells(words))

    @cached_property
    def _by_last(self) -> dict[str, list[str]]:
        """The pupils by the last word of their name, because a register has many rows."""
        found: dict[str, list[str]] = {}
        for name in self.pupils:
            for last in bare(name)[-1:]:
                found.setdefault(last, []).append(name)
        return found


def unpublished(desk: Desk) -> Unpublished:
    """Return what no published word may tell today."""
    return Unpublished(known_pupils(desk), protected_anywhere(desk))
