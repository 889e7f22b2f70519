"""The controller's ruling on a third-party request."""

import json
from collections.abc import Mapping
from datetime import date

from dpo_console.approval.model import Ruling
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import (
    Ruled,
    free_approvers,
    may_be_the_same,
    require,
    why_may_not_decide,
)
from dpo_console.cases.papers.files import paper_pointed_at
from dpo_console.cases.people.matching.names import bare
from dpo_console.cases.sharing import release_gate
from dpo_console.cases.sharing.ruling.decided_by import ELSEWHERE
from dpo_console.casework.change import Change, change_meant
from dpo_console.casework.checklist.assessing import complete_if_met
from dpo_console.casework.restricted import refuse_owner
from dpo_console.casework.sharing import decision_sheet, scope_rows
from dpo_console.casework.sharing.scope import check_gated, check_unreleased
from dpo_console.config import Person, Role
from dpo_console.errors import BadInput, NotAllowed, Refused
from dpo_console.sentences import OptionName, Remedy, first_upper
from dpo_console.store import tables
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.session import add
from dpo_console.text import clean, clean_line, required, required_words, says_something

KEEP_SHEET = (
    "keep the signed sheet as a paper of the case, and end the evidence with its number, such as: "
    "paper 1."
)
"""The remedy for a ruling on paper that the sheet itself must show."""


def decide(
    desk: Desk, reference: str, ruling: str, reason: str, *, by: str | None = None,
    on: date | None = None, evidence: str = "", left_out: str = "", version: int | None = None,
) -> str:  # fmt: skip
    """Record the controller's ruling on exactly the present scope.

    `by` names somebody who decided on paper, and `on` the day if not today. `evidence` then says
    where the ruling is recorded, such as the signed decision sheet, or names the kept paper. The
    last sheet up to that day must show what is decided.
    An approval in part gives less than was asked. Either an item is withheld or reduced, or
    `left_out` names the items withheld, separated by `;`. If the request lists no items, it
    describes the omission in words.
    Raises NotAllowed, BadInput, and Refused if the ruling and the list of items disagree.
    """
    why, proof = required_words(clean(reason, "reason"), "reason"), clean(evidence, "evidence")
    _check_given(desk, ruling, by, proof)
    with change_meant(desk, reference, "decide", version=version) as this:
        check_gated(this)
        if release_gate.is_released(this.file()):  # one that nobody approved is ruled on afterwards
            check_unreleased(this)
        kept = bool(paper_pointed_at(this.file(), proof))
        decider, day = _decider(this, by, on, ruling, kept), on or desk.today
        decision_sheet.check_day(this, day, proof)
        if proof:
            decision_sheet.refuse_outdated(this.file(), day, ruling)
        not_given = _not_given(this, ruling, clean(left_out, "left out"))
        words = {"reason": why, "evidence": proof or _alone(decider), "left-out": not_given,
                 "paper": paper_pointed_at(this.file(), proof)}  # fmt: skip
        _keep_ruling(this, ruling, decider, day, words)
        _tell(this, ruling, decider, words | {"evidence": proof})
        this.detail |= {"on_paper": 1} if by else {}
        this.detail |= {"on": day.isoformat()} if on else {}
        complete_if_met(this)
    return this.case.reference


def _tell(this: Change, ruling: str, decider: Person, words: Mapping[str, str]) -> None:
    """Tell the audit entry of a ruling what was ruled, by whom and why."""
    who = decider.name if decider.slug == ELSEWHERE else decider.slug
    this.detail |= {"ruling": ruling, "by": who}
    this.detail |= {name: words[name] for name in ("reason", "evidence")}
    this.detail |= {"left_out": words["left-out"]} if words["left-out"] else {}


def _check_given(desk: Desk, ruling: str, by: str | None, proof: str) -> None:
    if required(ruling, "ruling") not in tuple(Ruling):
        raise BadInput(f"There is no decision {ruling!r}: {', '.join(Ruling)}.")
    require(desk, "record_ruling" if by else "decide")
    if by:
        if not proof:
            raise BadInput("Say where the signed sheet of this decision is kept.", "evidence")
        if not says_something(required_words(proof, "evidence")):
            raise BadInput(f"evidence: {proof!r} says too little. Say what shows the decision.")


def _decider(this: Change, by: str | None, on: date | None, ruling: str, kept: bool) -> Person:
    """Return who rules. Raises NotAllowed if that person may not, BadInput if there is none.

    `kept`: the signed sheet is kept as a paper of the case.
    """
    today = this.desk.today
    ruled = release_gate.ruled_by(this.file(), (on or today) if by else today, ruling)
    decider = _named(this.desk, by, ruled, kept)
    if by:
        _refuse_hidden(this, decider, kept)
    if why_not := why_may_not_decide(this.desk, decider, ruled):
        raise NotAllowed(why_not)
    if by:
        _refuse_own_word(this, decider, ruling, kept)
    return decider


def _refuse_own_word(this: Change, decider: Person, ruling: str, kept: bool) -> None:
    """Raise Refused for one's own ruling of an earlier day, when one may not rule today.

    A deputy would go on ruling after the last day. The kept sheet shows that it was made in time.
    """
    today = release_gate.ruled_by(this.file(), this.desk.today, ruling)
    if decider == this.desk.person and not kept and why_may_not_decide(this.desk, decider, today):
        raise Refused(f"You may not decide this today. If you did on an earlier day, {KEEP_SHEET}")


def _refuse_hidden(this: Change, decider: Person, kept: bool) -> None:
    """Raise Refused for a ruling in somebody's name that they can't see.

    Nobody but its recorder could say that it was never made. Of an outsider, the kept sheet can.
    """
    if not this.case.restricted or decider.slug in this.file().readers:
        return
    if decider.slug != ELSEWHERE:
        refuse_owner(decider.slug, this.file().readers, this.case.reference)
    elif not kept:
        raise Refused(f"{this.case.reference} is restricted. {first_upper(KEEP_SHEET)}")


def _named(desk: Desk, by: str | None, ruled: Ruled, kept: bool) -> Person:
    """Return the officer, or who signed on paper, by slug or name.

    Somebody who isn't listed rules on paper where no listed approver is free of the case, such as
    the chair of governors. Raises BadInput for an unknown person otherwise, and for a name that may
    be a listed person's.
    """
    if not by:
        return desk.person
    name = required(clean_line(by, "by"), "by")
    listed = [p for p in desk.people if p.slug == name or may_be_the_same(p.name, name)]
    if listed:
        return listed[0]
    if desk.people and free_approvers(desk.settings, ruled):
        return desk.settings.person(name)
    _refuse_alike(desk, name, kept)
    return Person(ELSEWHERE, name, Role.APPROVER)


ARTICLES = ("the", "our", "a")
"""Words before an office that begin no name, as in The DPO."""


def _refuse_alike(desk: Desk, name: str, kept: bool) -> None:
    """Raise BadInput for less than a whole name, or a listed surname without the sheet itself."""
    words = [word for word in bare(name.partition(",")[0]) if word not in ARTICLES]
    if len(words) < 2 or min(len(words[0]), len(words[-1])) < 2:
        raise BadInput("give a first name and a surname, as they stand on the signed sheet.", "by")
    alike = next((p.name for p in desk.people if bare(p.name)[-1:] == words[-1:]), "")
    if alike and not kept:
        raise BadInput(
            f"{name} has the surname of {alike}. If it is somebody else, {KEEP_SHEET}", "by"
        )


def _alone(decider: Person) -> str:
    if decider.role is Role.SOLE:
        return "Decided by the only account there is: no separate approver is listed."
    return ""


def _not_given(this: Change, ruling: str, left_out: str) -> str:
    """Return what an approval leaves out, in words.

    Raises BadInput if nothing says it, and Refused if the ruling contradicts it.
    """
    if ruling == Ruling.PART:
        left_out = _left_out(this, left_out)
        if not (left_out or this.file().scope_items):
            raise BadInput("Say what is not approved.", "left_out")
    _check_ruling(this.file(), ruling, left_out)
    return left_out


def _left_out(this: Change, named: str) -> str:
    """Return the items that a ruling in part leaves out.

    After an urgent release the items stay as they were sent, and only the words are kept.
    """
    gone = any(fact.name == "released" for fact in this.file().standing_facts())
    return named if gone else scope_rows.leave_out(this, named)


def _check_ruling(file: CaseFile, ruling: str, left_out: str) -> None:
    """Refuse an approval in part of the whole scope, or an approval of less than all of it."""
    items = file.scope_items
    reference = file.case.reference
    if ruling == Ruling.REFUSE:
        return
    if items and not any(item.given for item in items):
        raise Refused(f"{reference}: every item is withheld, so this is a refusal.")
    kept_back = [item.title for item in items if not item.given]
    if ruling == Ruling.APPROVE and (kept_back or left_out):
        raise Refused(
            f"{reference}: not all of it would be given ({', '.join(kept_back) or left_out}), so "
            "this is an approval in part."
        )
    less = kept_back or left_out or any(item.instead for item in items)
    if ruling == Ruling.PART and not less:
        raise Refused(
            f"{reference}: an approval in part gives less than was asked. Say which items are "
            "left out ",
            OptionName("left_out", "(--left-out)"),
            ", or give less of one first ",
            Remedy("scope", aside=True),
            ".",
        )


def _keep_ruling(
    this: Change, ruling: str, decider: Person, day: date, words: Mapping[str, str]
) -> None:
    """Keep a ruling on the present scope, with its words apart."""
    desk = this.desk
    approval = release_gate.approval_of(this.file())
    row = this.row(
        ruling=ruling,
        decided_by=decider.slug,
        on_day=day.isoformat(),
        covers=release_gate.fingerprint(approval),
    )
    number = add(this.session, tables.DecisionTable, row)
    by = decider.name if decider.slug == ELSEWHERE or not desk.people else ""
    for about, said in {**words, "by": by}.items():
        this.note(f"decision.{about}", number, said)
    this.note(release_gate.APPROVED_PARTS, number, json.dumps(approval, sort_keys=True))
