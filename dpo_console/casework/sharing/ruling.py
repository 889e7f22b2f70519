"""The controller's ruling on a third-party request."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dpo_console.approval.model import Ruling
from dpo_console.cases.checklist.particulars import ADVICE, ON_SHEET
from dpo_console.cases.letters.letter_fields import PARTICULAR
from dpo_console.cases.office.acts import Way, Words
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import (
    Ruled,
    free_approvers,
    may_be_the_same,
    require,
    why_may_not_decide,
)
from dpo_console.cases.office.references import resolve
from dpo_console.cases.papers import paper_pointed_at
from dpo_console.cases.people.matching.names import bare
from dpo_console.cases.sharing import release_gate
from dpo_console.cases.sharing.earlier import (
    ANSWERED,
    Refusal,
    earlier_refusals,
    unanswered,
)
from dpo_console.cases.sharing.release_gate import SHEET
from dpo_console.cases.sharing.ruling import (
    COUNTRY,
    ELSEWHERE,
    changed_words,
    earlier_covers,
    parts_of,
)
from dpo_console.casework.change import Change, change, change_meant
from dpo_console.casework.checklist.assessing import complete_if_met
from dpo_console.casework.facts import check_open
from dpo_console.casework.leaving.door import sentence
from dpo_console.casework.restricted import refuse_owner
from dpo_console.casework.sharing import scope_rows
from dpo_console.casework.sharing.scope import check_gated, check_unreleased
from dpo_console.config import Person, Role
from dpo_console.errors import BadInput, NotAllowed, Refused
from dpo_console.sentences import OptionName, Remedy, first_upper
from dpo_console.store import tables
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.session import add, every_case
from dpo_console.text import clean, clean_line, day_words, required, required_words, says_something


@dataclass(frozen=True, slots=True)
class _Shown:
    """The content of a decision sheet.

    `parts` are those that an approval covers. `items` are those to be given, each with the part
    given. A sheet of an earlier release has instead `covers`, and `apart` without the items.
    """

    on: str
    items: Mapping[str, str]
    parts: Mapping[str, str] = field(default_factory=dict)
    covers: str = ""
    apart: str = ""


def keep_sheet(this: Change, letter: int, advice: str, country: str) -> None:
    """Keep what a sheet shows, with its advice and country, which the next sheet starts from."""
    if country:
        this.note(f"{PARTICULAR}{COUNTRY}", this.case_id, country)
    file = this.file()
    kept = {"on": this.desk.today.isoformat(), "parts": parts_of(file), "items": _given(file)}
    this.note("letter.covers", letter, json.dumps(kept))
    this.note(f"{PARTICULAR}{ADVICE}", this.case_id, advice)
    this.detail[ON_SHEET] = advice


def check_day(this: Change, on: date, evidence: str) -> None:
    """Raise BadInput if a ruling's day is out of order, or is not today and has no evidence."""
    file, said = this.file(), f"Decided {day_words(on)}"
    if on > this.desk.today:
        raise BadInput(f"{said} is in the future: today is {day_words(this.desk.today)}.")
    if on < date.fromisoformat(this.case.received[:10]):
        raise BadInput(f"{said} is before the request came.")
    before = release_gate.latest_decision(file)
    if before and on < before.on:
        earlier = day_words(before.on)
        raise BadInput(f"{said} is before the decision of {earlier}, which it would replace.")
    if on < this.desk.today:
        required_words(evidence, "evidence")


def refuse_outdated(file: CaseFile, on: date, ruling: str) -> None:
    """Raise Refused if the last sheet before a ruling shows something else.

    Items left out of an approval in part may be withheld after the sheet was signed.
    """
    kept = [file.note("letter.covers", x.id) for x in file.letters if x.name == SHEET]
    sheets = [_Shown(**json.loads(words)) for words in kept if words]
    sheet = next((s for s in reversed(sheets) if s.on <= on.isoformat()), None)
    if sheet is None:
        return
    less = ruling == Ruling.PART and _is_less(_given(file), sheet)
    other = _differs(file, sheet, less=less)
    if other:
        written = day_words(date.fromisoformat(sheet.on))
        raise Refused(
            f"The decision sheet of {written} shows something else: {other}. "
            "Write a new one and have that signed: ",
            Remedy("letter", ("write", file.case.reference, SHEET)),
        )


def _differs(file: CaseFile, sheet: _Shown, *, less: bool) -> str:
    """Return what differs from a sheet in words, or ''. If `less`, the items may."""
    if sheet.parts:
        now = parts_of(file)
        if less:
            now["listed"] = sheet.parts.get("listed", "")
        return changed_words(sheet.parts, now, file)
    apart = earlier_covers(replace(file, scope_items=()))
    if sheet.covers in earlier_covers(file) or (less and sheet.apart in apart):
        return ""
    return "what would be shared has changed since"


def _given(file: CaseFile) -> dict[str, str]:
    return {f"{i.slug} {i.title}": i.instead for i in file.scope_items if i.given}


def _is_less(now: Mapping[str, str], sheet: _Shown) -> bool:
    """Return True if every item given now was on the sheet, and no more of it is given."""
    return all(key in sheet.items and sheet.items[key] in ("", less) for key, less in now.items())


def answer_refusal(
    desk: Desk, reference: str, earlier: str, why: str, *, version: int | None = None
) -> str:
    """Record why a request may go on although the same people were refused before.

    Raises BadInput for a case that refused nothing to them, or no reason. Raises Refused on a
    closed case, NotAllowed, StaleSave.
    """
    require(desk, "answer_refusal")
    reason = sentence(required_words(why, "why"), "why")
    found, refused = resolve(desk, reference), resolve(desk, earlier)
    with change(desk, found, "answer refusal", version=version) as this:
        check_open(this)
        this.note(ANSWERED, _standing(this, refused).case, reason)
        this.detail |= {"earlier": refused, "note": reason}
    return found


def _standing(this: Change, refused: str) -> Refusal:
    """Return the unanswered refusal of that case. Raises BadInput if there is none."""
    file = this.file()
    with every_case(this.session) as ask:
        left = unanswered(file, earlier_refusals(ask, file))
    one = next((one for one in left if one.reference == refused), None)
    if one is None:
        raise BadInput(
            f"{refused} holds no refusal to the same people that {file.case.reference} still has "
            "to answer."
        )
    return one


def answered(words: Words) -> str:
    """Return the answer to an earlier refusal, for the timeline."""
    return f"Answered the refusal in {words['earlier']}: {words['note']}"


def _unanswer(this: Change, words: Words) -> None:
    with every_case(this.session) as ask:
        found = earlier_refusals(ask, this.file())
    for one in found:
        if one.reference == words["earlier"]:
            this.note(ANSWERED, one.case, "", even_empty=True)


UNANSWER = Way(_unanswer, lambda _, words: f"Lets the refusal in {words['earlier']} stand again.")
"""The way to undo an answer."""


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
        check_day(this, day, proof)
        if proof:
            refuse_outdated(this.file(), day, ruling)
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
