"""Acts that begin with a choice, and the choice of an owner, which needs no form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import ROLES, others_who_may_own
from dpo_console.casework import notes
from dpo_console.tui.commands import Choice

if TYPE_CHECKING:
    from dpo_console.cases.view.views import CaseView
    from dpo_console.tui.screens.case.case_forms import Opened


class Saving(NamedTuple):
    """An act to do at once, and the words for it afterwards. The act returns the reference."""

    act: Callable[[], str]
    done: str


class Choosing(NamedTuple):
    """A question before the form. `then` returns the form of the chosen value, or an act."""

    question: str
    choices: Sequence[Choice]
    then: Callable[[str], Opened | Saving]


def owner(desk: Desk, case: CaseView) -> Choosing:
    """Choose the owner of the case."""
    me, others = desk.person, others_who_may_own(desk, case.row.school, case.readers)
    choices = [Choice("me", f"Me, {me.name}", key="m")]
    choices += [Choice(p.slug, p.name, ROLES[p.role].in_menu) for p in others]
    choices.append(Choice("", "Nobody", key="0"))
    names = {"me": me.name, "": "nobody", **{p.slug: p.name for p in others}}

    def then(who: str) -> Saving:
        assign = partial(notes.assign, desk, case.reference, who, version=case.version)
        return Saving(assign, f"Assigned to {names[who] or 'you'}")

    return Choosing(f"Who works on {case.reference}?", choices, then)
