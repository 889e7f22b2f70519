"""Third-party requests: their scope, the ruling and the release."""

import json
from collections.abc import Mapping
from datetime import date

from dpo_console.approval.model import Path, Ruling
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.leaving.departure import RELEASED, Departure
from dpo_console.cases.leaving.leaving import leaving
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import (
    Ruled,
    free_approvers,
    may_be_the_same,
    require,
    why_may_not_decide,
)
from dpo_console.cases.office.references import resolve
from dpo_console.cases.people.protected_elsewhere import protected_elsewhere
from dpo_console.cases.requests.arrival import day_of, minute_of
from dpo_console.cases.sharing import release_gate
from dpo_console.cases.sharing.as_released import CORRECTION, is_frozen
from dpo_console.cases.sharing.challenged import (
    ANSWERED,
    challenges_of,
    refuse_beyond_order,
    words_answered,
)
from dpo_console.cases.sharing.refusals import refused_before
from dpo_console.cases.sharing.rows import Scope
from dpo_console.cases.sharing.urgently import confirmed_words, owes_paper, told
from dpo_console.casework.change import Change, change
from dpo_console.casework.checklist.assessing import complete_if_met
from dpo_console.casework.facts import check_open
from dpo_console.casework.leaving import door
from dpo_console.casework.restricted import keep_from_concerned
from dpo_console.casework.sharing import decision_sheet, scope_rows
from dpo_console.config import Person, Role
from dpo_console.errors import BadInput, NotAllowed, Refused
from dpo_console.law.model import Moment
from dpo_console.sentences import OptionName, Phrase, Remedy
from dpo_console.store import tables
from dpo_console.store.cases.case_file import CaseFile, history
from dpo_console.store.session import ask_in
from dpo_console.text import clean, clean_line, day_words, required, required_words

ELSEWHERE = "elsewhere"
"""The slug of an unlisted decision maker, whose name is kept as words."""


def set_scope(desk: Desk, reference: str, scope: Scope, version: int | None = None) -> str:
    """Record the scope of a request. An approval of another scope lapses.

    Raises BadInput for an unknown path or rating, StaleSave, Refused if the case has no gate, or an
    item to be given is not named in the order.
    """
    require(desk, "scope")
    scope = scope_rows.cleaned(desk.settings, scope)
    words = scope_rows.told(scope)
    found = resolve(desk, reference)
    with change(desk, found, "scope", version=version) as this:
        _check_gated(this)
        _check_still_open(this)
        _check_path(this, scope.path)
        scope_rows.keep(this, scope)
        _keep_adviser(this)
        refuse_beyond_order(this.file(), desk.settings)
        this.detail |= words
        complete_if_met(this)
    return found


def answer_challenge(
    desk: Desk, reference: str, challenge: str, reason: str, version: int | None = None
) -> str:
    """Record the reason why an objection to a sharing does not hold.

    Raises BadInput for an unknown challenge or no reason, Refused if no reason can answer it.
    """
    require(desk, "assess")
    why = required_words(clean(reason, "reason"), "reason")
    found = resolve(desk, reference)
    with change(desk, found, "challenge", version=version) as this:
        _check_gated(this)
        _check_still_open(this)
        standing = {c.name: c for c in challenges_of(this.file(), desk.settings)}
        if challenge not in standing:
            known = ", ".join(standing) or "nothing"
            raise BadInput(f"{found}: there is no challenge {challenge!r} to answer: {known}.")
        if standing[challenge].final:
            raise Refused(f"No reason answers this. {standing[challenge].says}")
        this.note(f"challenge.{challenge}", this.case_id, why)
        _keep_adviser(this)
        answered = words_answered(this.file(), standing[challenge])
        this.note(f"{ANSWERED}{challenge}", this.case_id, answered)
        this.detail |= {"challenge": challenge, "reason": why}
        complete_if_met(this)
    return found


def _keep_adviser(this: Change) -> None:
    """Keep who advised by this act, so that they don't rule on it too (UK GDPR Art 38(6))."""
    known = this.file().note(release_gate.ADVISED, this.case_id).split()
    if this.desk.person.slug not in known:
        names = " ".join((*known, this.desk.person.slug))
        this.note(release_gate.ADVISED, this.case_id, names)


def _check_path(this: Change, path: str) -> None:
    kind = requester_kind(this.case.requester_kind)
    if path == Path.COMPELLED and not kind.compelled_possible:
        raise BadInput(
            f"{kind.title} can't compel a disclosure. If there is an order, log it as the court's."
        )


def decide(
    desk: Desk,
    reference: str,
    ruling: str,
    reason: str,
    *,
    by: str | None = None,
    on: date | None = None,
    evidence: str = "",
    left_out: str = "",
    version: int | None = None,
) -> str:
    """Record the controller's ruling on exactly the present scope.

    `by` names somebody who decided on paper, and `on` the day if not today. `evidence` then says
    where the ruling is recorded, such as the signed decision sheet. The last sheet up to that day
    must show what is decided.
    An approval in part gives less than was asked. Either an item is withheld or reduced, or
    `left_out` names the items withheld, separated by `;`. If the request lists no items, `left_out`
    describes the omission in words, or the reason does.
    Raises NotAllowed, BadInput, and Refused if the ruling and the list of items disagree.
    """
    if required(ruling, "ruling") not in tuple(Ruling):
        raise BadInput(f"There is no ruling {ruling!r}: {', '.join(Ruling)}.")
    why = required_words(clean(reason, "reason"), "reason")
    proof, not_given = clean(evidence, "evidence"), clean(left_out, "left out")
    if by:
        require(desk, "record_ruling")
        required_words(proof, "evidence")
    found = resolve(desk, reference)
    with change(desk, found, "decide", version=version) as this:
        _check_gated(this)
        _check_still_open(this)
        day = on or desk.today
        ruled = release_gate.ruled_by(this.file(), day if by else desk.today, ruling)
        decider = _decider(desk, by, ruled)
        if why_not := why_may_not_decide(desk, decider, ruled):
            raise NotAllowed(why_not)
        decision_sheet.check_day(this, day, proof)
        if proof:
            decision_sheet.refuse_outdated(this.file(), day, ruling)
        if ruling == Ruling.PART:
            not_given = _left_out(this, not_given) or ("" if this.file().scope_items else why)
        _check_ruling(this.file(), ruling, not_given)
        words = {"reason": why, "evidence": proof or _alone(decider), "left-out": not_given}
        _keep_ruling(this, ruling, decider, day, words)
        who = decider.name if decider.slug == ELSEWHERE else decider.slug
        this.detail |= {"ruling": ruling, "by": who, "reason": why, "evidence": proof}
        this.detail |= {"on_paper": 1} if by else {}
        this.detail |= {"left_out": not_given} if not_given else {}
        this.detail |= {"on": day.isoformat()} if on else {}
        complete_if_met(this)
    return found


def _keep_ruling(
    this: Change, ruling: str, decider: Person, day: date, words: Mapping[str, str]
) -> None:
    """Keep a ruling on the present scope, with its words apart."""
    desk = this.desk
    approval = release_gate.approval_of(this.file())
    row = tables.DecisionTable(
        case_id=this.case_id,
        ruling=ruling,
        decided_by=decider.slug,
        on_day=day.isoformat(),
        covers=release_gate.fingerprint(approval),
        recorded_by=desk.person.slug,
        recorded_at=this.stamp,
    )
    this.session.add(row)
    this.session.flush()
    by = decider.name if decider.slug == ELSEWHERE or not desk.people else ""
    for about, said in {**words, "by": by}.items():
        this.note(f"decision.{about}", row.id or 0, said)
    this.note(release_gate.APPROVED_PARTS, row.id or 0, json.dumps(approval, sort_keys=True))


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
            Phrase(
                f"{reference}: an approval in part gives less than was asked. Say which items are "
                "left out ",
                OptionName("left_out", "(--left-out)"),
                ", or give less of one first ",
                Remedy("scope", aside=True),
                ".",
            )
        )


def _decider(desk: Desk, by: str | None, ruled: Ruled) -> Person:
    """Return who rules: the officer, or who signed on paper, by slug or name.

    Somebody who isn't listed rules on paper where no listed approver is free of the case, such as
    the chair of governors. Raises BadInput for an unknown person otherwise.
    """
    if not by:
        return desk.person
    name = required(clean_line(by, "by"), "by")
    listed = [p for p in desk.people if p.slug == name or may_be_the_same(p.name, name)]
    if listed:
        return listed[0]
    if desk.people and free_approvers(desk.settings, ruled):
        return desk.settings.person(name)
    return Person(ELSEWHERE, name, Role.APPROVER)


def _alone(decider: Person) -> str:
    if decider.role is Role.SOLE:
        return "Decided by the only account there is: no separate approver is listed."
    return ""


def release(
    desk: Desk,
    reference: str,
    on: Moment,
    *,
    method: str = "",
    until: date | None = None,
    review: date | None = None,
    urgent: bool = False,
    reason: str = "",
    override: str = "",
    version: int | None = None,
) -> str:
    """Record that the data were released, on a day or at a minute.

    `until` is the day by which the recipient must destroy them. `review` is the day of our review,
    if not the scope's. Raises GateClosed with every gap while the case is not ready to release.
    `urgent` is for safeguarding: the DSL or the DPO may release at once, with a reason. The record
    must be completed by the next working day. `override` gives the reason in a sentence where a
    check asks for one; nothing overrides a missing approval.
    """
    require(desk, "release_urgently" if urgent else "release")
    how, why = clean(method, "method"), clean(reason, "reason")
    on, at = day_of(on), minute_of(on)
    _check_release_days(desk, on, until, review)
    if urgent:
        required_words(why, "reason")
    found = resolve(desk, reference)
    with change(desk, found, "release", version=version) as this:
        _check_gated(this)
        file = this.file()
        _check_may_go(this, file, on, urgent)
        passed = _pass_door(this, file, on, how, until, urgent, why if urgent else override)
        end = until or (file.scope.until if file.scope else None)
        number = this.fact("released", on, at=at, note=how)
        if passed.gaps:
            door.keep_open_checks(this, number, passed.gaps, passed.why)
        if urgent:
            _tell_of_urgent(this, on, why)
        if end:
            this.fact("destruction_due", end)
        if again := review or _review_day(file):
            this.fact("review_due", again)
        this.detail |= {"on": on.isoformat(), "method": how, "reason": why, "urgent": int(urgent)}
        this.detail |= {"at": at.isoformat("minutes")} if at else {}
        complete_if_met(this)
    return found


def _tell_of_urgent(this: Change, on: date, why: str) -> None:
    """Record why it couldn't wait, and tell the approvers who aren't concerned, or the governors.

    A kind of requester that was corrected first is confirmed by this release.
    """
    file, desk = this.file(), this.desk
    confirmed = confirmed_words(file, desk.person.name)
    this.fact("released_urgently", on, note=f"{why}\n{confirmed}" if confirmed else why)
    owed = owes_paper(file, desk.settings, desk.today)
    paper = "the chair of governors, on paper" if owed else ""
    people = told(file, desk.settings, desk.today)
    this.detail["told"] = ", ".join(person.name for person in people) or paper
    this.detail |= {"confirmed": confirmed} if confirmed else {}
    keep_from_concerned(this)


def _review_day(file: CaseFile) -> date | None:
    """Return the scope's day for reviewing the sharing."""
    return file.scope.review_on if file.scope else None


def _check_release_days(desk: Desk, on: date, until: date | None, review: date | None) -> None:
    if on > desk.today:
        raise BadInput(f"Released {day_words(on)} is in the future: record it when it is done.")
    if until and until < on:
        raise BadInput(f"Destruction by {day_words(until)} is before the release itself.")
    if review and review < on:
        raise BadInput(f"A review on {day_words(review)} is before the release itself.")


def _check_gated(this: Change) -> None:
    check_open(this)
    if not release_gate.is_gated(this.file()):
        raise Refused(
            f"{this.case.reference} is not a third-party request: nobody rules on it. "
            "What goes out in it is answered with its letters."
        )


def _check_may_go(this: Change, file: CaseFile, on: date, urgent: bool) -> None:
    """Refuse a release that is repeated, or precedes its request or approval."""
    facts = {f.name: f.on for f in file.standing_facts()}
    reference = file.case.reference
    if "released" in facts:
        raise Refused(f"{reference} was released already; log a new request for anything more.")
    if "withdrawn" in facts:
        raise Refused(f"{reference} was withdrawn: nothing is asked for any more.")
    if on < facts["received"]:
        raise BadInput(f"Released {day_words(on)} is before the request came.")
    decision = release_gate.latest_decision(file)
    if urgent:
        _check_urgent(file)
    elif decision and on < decision.on:
        raise BadInput(
            f"Released {day_words(on)} is before it was approved, {day_words(decision.on)}."
        )


def _pass_door(
    this: Change,
    file: CaseFile,
    on: date,
    method: str,
    until: date | None,
    urgent: bool,
    override: str,
) -> door.Passed:
    """Return what was overridden. An urgent release passes with its reason, whatever is open.

    A release of an earlier day is history, which is recorded even if nobody approved it.
    """
    desk, reference = this.desk, file.case.reference
    going = Departure(
        file, desk.settings, desk.today, on, fact=RELEASED, urgent=urgent, method=method,
        until=until, outside="" if urgent else this.outside,
        refusals=() if urgent else refused_before(desk, file),
        elsewhere=protected_elsewhere(desk, file),
        history=history(ask_in(this.session), reference),
    )  # fmt: skip
    if urgent:
        return door.Passed(leaving(going), override)
    again = Remedy("release", (reference, '--override "..."'), option="override")
    return door.pass_door(going, door.Passage("released", again, gone=on < desk.today), override)


def _check_urgent(file: CaseFile) -> None:
    """Refuse an urgent release to a requester whom no safeguarding matter concerns.

    Nothing else holds it up: neither an earlier refusal nor the limits of an order. The ruling on
    it and the record follow.
    """
    kind = requester_kind(file.case.requester_kind)
    if not kind.urgent:
        raise Refused(
            f"An urgent release is for safeguarding; it can't go to this kind of requester: "
            f"{kind.title}."
        )


def _left_out(this: Change, named: str) -> str:
    """Return the items that a ruling in part leaves out.

    After an urgent release the items stay as they were sent, and only the words are kept.
    """
    gone = any(fact.name == "released" for fact in this.file().standing_facts())
    return named if gone else scope_rows.leave_out(this, named)


def _check_still_open(this: Change) -> None:
    """Refuse changes after a release, except to complete an urgent release's record."""
    if is_frozen(this.file()):
        reference = this.case.reference
        raise Refused(
            Phrase(
                f"{reference} was released; what was released and on whose ruling stays as it was. "
                "Log a new request for anything more. If it is recorded wrongly, add what is right "
                "and the register shows both: ",
                Remedy("particulars", (reference, f'{CORRECTION}="..."')),
            )
        )
