"""The release of what was approved, or of what can't wait."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.bundle import read_again
from dpo_console.cases.leaving.departure import RELEASED, Departure, words_released
from dpo_console.cases.leaving.leaving import leaving
from dpo_console.cases.leaving.unread_papers import is_kept_by_name, kept_from_named
from dpo_console.cases.leaving.who_asks import is_vouched, may_be_private
from dpo_console.cases.letters.typed_pupils import outsiders_named, pupils_released
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import refuse_own, require
from dpo_console.cases.office.references import file_meant, resolve
from dpo_console.cases.papers import State
from dpo_console.cases.sharing import release_gate
from dpo_console.cases.sharing.after_release import after_release
from dpo_console.cases.sharing.earlier import withdrawal_gaps
from dpo_console.cases.sharing.release_gate import confirmed_words, owes_paper, told
from dpo_console.cases.sharing.scope_items import AfterRelease
from dpo_console.casework.change import Change, change, change_meant
from dpo_console.casework.checklist.assessing import complete_if_met
from dpo_console.casework.facts import check_open
from dpo_console.casework.leaving import door
from dpo_console.casework.leaving.facts_out import fact_departure
from dpo_console.casework.restricted import keep_from_concerned
from dpo_console.casework.sharing.scope import check_gated
from dpo_console.errors import BadInput, GateClosed, Refused
from dpo_console.law.model import Moment, day_of, minute_of
from dpo_console.sentences import Remedy
from dpo_console.store.audit.backups import last_restored
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.session import ask_in, every_case
from dpo_console.text import clean, day_words, required_words


@dataclass(frozen=True, slots=True)
class Review:
    """The result of a review.

    `following` is the day of the next review, or None. `until` is the day by which use ends, if
    sooner than was approved.
    """

    on: date
    finding: str
    following: date | None = None
    until: date | None = None


def review(desk: Desk, reference: str, found: Review, *, version: int | None = None) -> str:
    """Record a review of a sharing. It never lengthens one, because that takes a new request.

    Raises Refused if nothing was released, its destruction is certified, or its use would last
    longer than was approved. Raises BadInput for no finding or days out of order.
    """
    require(desk, "review")
    finding = required_words(clean(found.finding, "finding"), "finding")
    whole = resolve(desk, reference)
    with change(desk, whole, "review", version=version) as this:
        check_open(this)
        released = _goes_on(this)
        _check_days(desk, found, released)
        _check_not_longer(found, released)
        this.fact("reviewed", found.on, note=finding)
        _move(this, "review_due", found.following)
        if found.until:
            _move(this, "destruction_due", found.until)
        days = {"next": found.following, "until": found.until}
        this.detail |= {"on": found.on.isoformat(), "note": finding}
        this.detail |= {name: day.isoformat() if day else "" for name, day in days.items()}
    return whole


def _goes_on(this: Change) -> AfterRelease:
    released = after_release(this.file())
    if released is None:
        raise Refused(
            f"{this.case.reference}: nothing has been released, so there is nothing to review."
        )
    if released.certificate:
        raise Refused(
            f"{this.case.reference}: its destruction was certified on "
            f"{day_words(released.certificate.on)}; there is nothing left to review."
        )
    return released


def _check_days(desk: Desk, found: Review, released: AfterRelease) -> None:
    if found.on > desk.today:
        raise BadInput(f"Reviewed {day_words(found.on)} is in the future.")
    if found.on < released.on:
        raise BadInput(
            f"Reviewed {day_words(found.on)} is before the release, {day_words(released.on)}."
        )
    if found.following and found.following <= found.on:
        raise BadInput(f"The next review, {day_words(found.following)}, must be after this one.")
    if found.until and found.until < found.on:
        raise BadInput(f"Use can't have ended on {day_words(found.until)}, before the review.")


def _check_not_longer(found: Review, released: AfterRelease) -> None:
    ends = released.destruction_due
    if found.until and ends and found.until > ends:
        raise Refused(
            f"{day_words(found.until)} is later than the end that was approved, {day_words(ends)}. "
            "Longer use takes a new approval: log a new request."
        )
    last = found.until or ends
    if found.following and last and found.following > last:
        raise BadInput(
            f"The next review, {day_words(found.following)}, is after use ends, {day_words(last)}."
        )


def _move(this: Change, name: str, day: date | None) -> None:
    """Replace a due day with another, or strike it out if there is none."""
    old = next((f for f in this.file().standing_facts() if f.name == name), None)
    if day:
        this.fact(name, day, supersedes=old.id if old else None)
    elif old:
        this.fact(name, old.on, supersedes=old.id, struck=True)


def release(
    desk: Desk, reference: str, on: Moment, *, method: str = "", until: date | None = None,
    review: date | None = None, urgent: bool = False, reason: str = "", override: str = "",
    version: int | None = None,
) -> str:  # fmt: skip
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
    read = {} if urgent else _read_along(desk, reference, on)
    with change_meant(desk, reference, "release", version=version) as this:
        check_gated(this)
        file = this.file()
        _check_may_go(this, file, on, urgent)
        days = {"until": until, "review": review}
        going = _going(this, file, on, method=how, urgent=urgent, read=read, **days)
        passed = _pass_door(going, desk, why if urgent else override)
        _keep_passed(this, this.fact("released", on, at=at, note=how), passed, urgent)
        if urgent:
            _tell_of_urgent(this, on, why)
        _set_days(this, file, until, review)
        this.detail |= {"on": on.isoformat(), "method": how, "reason": why, "urgent": int(urgent)}
        this.detail |= {"at": at.isoformat("minutes")} if at else {}
        complete_if_met(this)
    return this.case.reference


def _keep_passed(this: Change, number: int, passed: door.Passed, urgent: bool) -> None:
    """Keep with the fact of a release what an override passed."""
    if passed.gaps:
        door.keep_open_checks(this, number, passed.gaps, passed.why)
    never = [str(gap) for gap in passed.gaps if gap.final and not urgent]
    if never:  # it was recorded as history alone, and opens nothing
        this.note(release_gate.UNAPPROVED, this.case_id, "\n".join(never))


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


def _set_days(this: Change, file: CaseFile, until: date | None, review: date | None) -> None:
    """Record when the data must be destroyed and the sharing reviewed: those given, or the scope's.

    Without either, there is none.
    """
    scope = file.scope
    if end := until or (scope.until if scope else None):
        this.fact("destruction_due", end)
    if again := review or (scope.review_on if scope else None):
        this.fact("review_due", again)


def _check_release_days(desk: Desk, on: date, until: date | None, review: date | None) -> None:
    if on > desk.today:
        raise BadInput(f"Released {day_words(on)} is in the future: record it when it is done.")
    if until and until < on:
        raise BadInput(f"Destruction by {day_words(until)} is before the release itself.")
    if review and review < on:
        raise BadInput(f"A review on {day_words(review)} is before the release itself.")


def _check_may_go(this: Change, file: CaseFile, on: date, urgent: bool) -> None:
    """Refuse a release that is repeated, one's own, on no consent, or before the request.

    An emergency waits for nobody, and an approver is told of it.
    """
    if not urgent:
        refuse_own(this.desk, file.parties)
    facts = {f.name: f.on for f in file.standing_facts()}
    reference = file.case.reference
    if "released" in facts:
        raise Refused(f"{reference} was released already; log a new request for anything more.")
    if "withdrawn" in facts:
        raise Refused(f"{reference} was withdrawn: nothing is asked for any more.")
    if on < facts["received"]:
        raise BadInput(f"Released {day_words(on)} is before the request came.")
    if urgent:
        _check_urgent(file)
    else:
        with every_case(this.session) as ask:
            gone = withdrawal_gaps(ask, file)
        if gone:
            raise GateClosed(reference, gone, "released")


def _check_urgent(file: CaseFile) -> None:
    """Refuse an urgent release to a requester whom no safeguarding matter concerns.

    For a public body nothing else holds it up: neither an earlier refusal nor the limits of an
    order. The ruling on it and the record follow.
    """
    kind = requester_kind(file.case.requester_kind)
    if not kind.urgent:
        raise Refused(
            f"An urgent release is for safeguarding; it can't go to this kind of requester: "
            f"{kind.title}."
        )


def _read_along(desk: Desk, reference: str, on: date) -> dict[str, State]:
    """Return what the files of a release come to now, by hash."""
    file = file_meant(desk, reference)
    return read_again(desk, Departure(file, desk.settings, desk.today, on, fact=RELEASED))


def _going(
    this: Change,
    file: CaseFile,
    on: date,
    *,
    urgent: bool,
    **more: Any,  # noqa: ANN401 - as Departure has them
) -> Departure:
    """Return the release as the door sees it. Whoever its method names may read what goes."""
    method = more["method"] or (file.scope.method if file.scope else "")
    return fact_departure(
        this, RELEASED, on, f"{words_released(file)}\n{method}", urgent=urgent,
        strangers=outsiders_named(this.desk, file, method),
        outside="" if urgent else this.outside,
        others=() if urgent else pupils_released(this.desk, file),
        restored=last_restored(ask_in(this.session)), **more,
    )  # fmt: skip


def _pass_door(going: Departure, desk: Desk, override: str) -> door.Passed:
    """Return what was overridden. An urgent release passes with its reason, whatever is open.

    Nobody can tell if the reason names a threat or a reader, so it is told and stops nothing. What
    no reason overrides holds it up: nobody becomes a public body by a clerk's word. From one
    that the DPO or the DSL recorded as such, details are kept by name alone. A release of an
    earlier day is history, which is recorded even if nobody approved it.
    """
    case = going.file.case
    reference = case.reference
    if going.urgent:
        gaps = (*leaving(going), *kept_from_named(going, override))
        may = is_vouched(going) and not (may_be_private(going) or is_kept_by_name(going))
        if not may and any(gap.final for gap in gaps):
            raise GateClosed(reference, gaps, "released urgently")
        desk.asides.extend(f"It went all the same: {gap}" for gap in gaps if not gap.criterion)
        return door.Passed(gaps, override)
    again = Remedy("release", (reference, '--override "..."'), option="override")
    gone = going.on < desk.today
    return door.pass_door(going, door.Passage("released", again, gone=gone), override)
