"""The scope of a third-party request, and answers to what speaks against it."""

from dpo_console.approval.model import Path
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.notice.coverage import told_elsewhere
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import refuse_own, require
from dpo_console.cases.sharing import release_gate
from dpo_console.cases.sharing.challenged import (
    ANSWERED,
    challenges_of,
    refuse_beyond_order,
    words_answered,
)
from dpo_console.cases.sharing.scope_items import CORRECTION, Scope, is_frozen
from dpo_console.casework.change import Change, change_meant
from dpo_console.casework.checklist.assessing import complete_if_met, keep_adviser
from dpo_console.casework.facts import check_open
from dpo_console.casework.sharing import scope_rows
from dpo_console.errors import BadInput, Refused
from dpo_console.sentences import Remedy
from dpo_console.store.session import every_case
from dpo_console.text import clean, required_words


def set_scope(desk: Desk, reference: str, scope: Scope, version: int | None = None) -> str:
    """Record the scope of a request. An approval of another scope lapses.

    Raises BadInput for an unknown path or rating, StaleSave, Refused if the case has no gate, or an
    item to be given is not named in the order.
    """
    require(desk, "scope")
    scope = scope_rows.cleaned(desk.settings, scope)
    words = scope_rows.told(scope)
    with change_meant(desk, reference, "scope", version=version) as this:
        check_gated(this)
        check_unreleased(this)
        refuse_own(desk, this.file().parties)
        _check_path(this, scope.path)
        scope_rows.keep(this, scope)
        keep_adviser(this)
        refuse_beyond_order(this.file(), desk.settings)
        this.detail |= words
        complete_if_met(this)
    return this.case.reference


def _check_path(this: Change, path: str) -> None:
    kind = requester_kind(this.case.requester_kind)
    if path in kind.paths:
        return
    if path == Path.COMPELLED:
        raise BadInput(
            f"{kind.title} can't compel a disclosure. If there is an order, log it as the court's."
        )
    known = ", ".join(kind.paths)
    raise BadInput(f"{kind.title}: this kind of requester has no path {path!r}. It has: {known}.")


def answer_challenge(
    desk: Desk, reference: str, challenge: str, reason: str, version: int | None = None
) -> str:
    """Record the reason why an objection to a sharing does not hold.

    Raises BadInput for an unknown challenge or no reason, Refused if no reason can answer it.
    """
    require(desk, "assess")
    why = required_words(clean(reason, "reason"), "reason")
    with change_meant(desk, reference, "challenge", version=version) as this:
        check_gated(this)
        check_unreleased(this)
        with every_case(this.session) as ask:
            told = told_elsewhere(ask, desk, this.file())
        asked = challenges_of(this.file(), desk.settings, elsewhere=told)
        standing = {c.name: c for c in asked}
        if challenge not in standing:
            known = "; ".join(standing) or "none"
            what = f"{this.case.reference}: no question is called {challenge!r}"
            raise BadInput(f"{what}. To answer: {known}.")
        if standing[challenge].final:
            raise Refused(f"No reason answers this. {standing[challenge].says}")
        this.note(f"challenge.{challenge}", this.case_id, why)
        keep_adviser(this)
        answered = words_answered(this.file(), standing[challenge])
        this.note(f"{ANSWERED}{challenge}", this.case_id, answered)
        this.detail |= {"challenge": challenge, "reason": why}
        complete_if_met(this)
    return this.case.reference


def check_gated(this: Change) -> None:
    """Refuse a change of a closed case, or of a request that nobody rules on."""
    check_open(this)
    if not release_gate.is_gated(this.file()):
        raise Refused(
            f"{this.case.reference} is not a third-party request, so it has no decision and no "
            "release. Answer it with its letters."
        )


def check_unreleased(this: Change) -> None:
    """Refuse changes after a release, except to complete an urgent release's record."""
    if is_frozen(this.file()):
        reference = this.case.reference
        raise Refused(
            f"{reference} was released; what was released and on whose decision stays as it was. "
            "Log a new request for anything more. If it is recorded wrongly, add what is right "
            "and the register shows both: ",
            Remedy("particulars", (reference, f'{CORRECTION}="..."')),
        )
