"""Acts possible on a case now, and the reasons against the rest, for keys and the step menu."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.cases.view.views import CaseView
from dpo_console.law.facts import facts_for
from dpo_console.law.statutes import statute


@dataclass(frozen=True, slots=True)
class NextStep:
    """One line of the step menu, dimmed if `reason` says why the step can't be taken."""

    action: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Step:
    title: str
    act: str
    fact: str = ""
    why_not: Callable[[CaseView, set[str]], str] = lambda case, facts: ""


def _answer_to(question: str, words: str) -> Callable[[CaseView, set[str]], str]:
    """Return a check that an answer can be recorded only after its question."""

    def reason(case: CaseView, facts: set[str]) -> str:
        return "" if question in facts else f"No {words} was asked for."

    return reason


def _gated(case: CaseView, facts: set[str]) -> str:
    return "" if case.ruled else "Only a third party's request is ruled on and released."


def _may_release(case: CaseView, facts: set[str]) -> str:
    reason = _gated(case, facts) or _not_released(facts)
    if reason or case.gate is None or case.gate.open:
        return reason
    more = len(case.gate.reasons) - 1
    return f"The gate is closed: {case.gate.reasons[0]}" + (f" (and {more} more)" if more else "")


def _not_released(facts: set[str]) -> str:
    return "It was released already." if "released" in facts else ""


def _to_review(case: CaseView, facts: set[str]) -> str:
    if case.released is None:
        return "Nothing was released yet."
    return "Its destruction was certified." if case.released.certificate else ""


def _not_yet(fact: str, words: str) -> Callable[[CaseView, set[str]], str]:
    def reason(case: CaseView, facts: set[str]) -> str:
        return words if fact in facts else ""

    return reason


def _linked(case: CaseView, facts: set[str]) -> str:
    return "" if case.links else "It is linked with no other case."


def _left_out(case: CaseView, facts: set[str]) -> str:
    treated = {c.slug: c.items for c in case.schedule.treatments} if case.schedule else {}
    some = treated.get("redact", 0) + treated.get("withhold", 0)
    return "" if some else "Nothing is blacked out or withheld."


_ALWAYS = ("party", "restrict", "unrestrict", "pack")
"""Acts possible on a closed case too."""


STEPS: dict[str, _Step] = {
    "acknowledged": _Step(
        "Acknowledged",
        "fact",
        "acknowledged",
        _not_yet("acknowledged", "It was acknowledged already."),
    ),
    "clarification_requested": _Step("Clarification asked for", "fact", "clarification_requested"),
    "clarification_received": _Step(
        "Clarification received",
        "fact",
        "clarification_received",
        _answer_to("clarification_requested", "clarification"),
    ),
    "id_requested": _Step("Identity asked for", "fact", "id_requested"),
    "id_received": _Step(
        "Identity received", "fact", "id_received", _answer_to("id_requested", "proof of identity")
    ),
    "authority_requested": _Step("Authority asked for", "fact", "authority_requested"),
    "authority_received": _Step(
        "Authority received",
        "fact",
        "authority_received",
        _answer_to("authority_requested", "authority"),
    ),
    "fee_requested": _Step("Fee asked for", "fact", "fee_requested"),
    "fee_paid": _Step("Fee paid", "fact", "fee_paid", _answer_to("fee_requested", "fee")),
    "extension_notified": _Step(
        "Extension notified",
        "fact",
        "extension_notified",
        _not_yet("extension_notified", "It was extended already."),
    ),
    "reported": _Step("Reported to the Commissioner", "fact", "reported"),
    "not_reportable": _Step("Judged not reportable", "fact", "not_reportable"),
    "individuals_told": _Step("People affected told", "fact", "individuals_told"),
    "order_seen": _Step("Order or notice seen and checked", "fact", "order_seen"),
    "answer_by": _Step("Day set by the order, notice or letter", "fact", "answer_by"),
    "results_announced": _Step("Exam results announced", "fact", "results_announced"),
    "scope": _Step("Set what is asked for", "scope", "", _gated),
    "assess": _Step("Work the checklist", "check"),
    "question": _Step("Question an answer, and send it back", "question", "", _gated),
    "particulars": _Step("Say the particulars", "particulars"),
    "decide": _Step("Decide", "decide", "", _gated),
    "release": _Step("Release", "release", "", _may_release),
    "release_urgently": _Step(
        "Release urgently (safeguarding)",
        "release urgently",
        "",
        lambda case, facts: _gated(case, facts) or _not_released(facts),
    ),
    "terms_signed": _Step("Terms signed by the recipient", "fact", "terms_signed"),
    "review": _Step("Review the sharing", "review", "reviewed", _to_review),
    "certificate_chased": _Step(
        "Certificate of destruction chased",
        "fact",
        "certificate_chased",
        _answer_to("destruction_due", "certificate of destruction"),
    ),
    "certificate_received": _Step(
        "Certificate of destruction received",
        "fact",
        "certificate_received",
        _answer_to("destruction_due", "certificate of destruction"),
    ),
    "outcome_told": _Step("Outcome told", "fact", "outcome_told"),
    "search": _Step("Work the search plan", "search"),
    "schedule": _Step("List and treat what was found", "schedule"),
    "look": _Step("Second look at what is left out", "look", "", _left_out),
    "letter": _Step("Write a letter", "letter"),
    "responded": _Step("Responded", "fact", "responded", _not_yet("responded", "It was answered.")),
    "withdrawn": _Step("Withdrawn by the requester", "fact", "withdrawn"),
    "note": _Step("Add a note", "note"),
    "assign": _Step("Assign", "assign"),
    "recognised": _Step("Recognised as a request only later", "fact", "recognised"),
    "correct": _Step("Correct a fact", "correct"),
    "link": _Step("Link with a case that it belongs with", "link"),
    "unlink": _Step("Take a link back", "link", "", _linked),
    "party": _Step("Change the people of the case", "people"),
    "restrict": _Step("Restrict to some people", "restrict"),
    "unrestrict": _Step(
        "Let everybody see it again",
        "restrict",
        "",
        lambda case, facts: "" if case.row.restricted else "It is not restricted.",
    ),
    "pack": _Step("Make an evidence pack", "pack"),
    "reclassify": _Step("Count as another kind", "reclassify"),
    "close": _Step("Close", "close"),
    "reopen": _Step("Reopen", "reopen"),
}
"""Every act, in the order of the step menu."""


def reasons(desk: Desk, case: CaseView) -> dict[str, str]:
    """Return each act with '' if it may be done now, else the reason in a sentence."""
    facts = {f.name for f in case.facts if f.superseded_by is None}
    offered = {f.name for f in facts_for(case.row.kind)}
    return {name: _reason(desk, case, name, step, facts, offered) for name, step in STEPS.items()}


def _reason(
    desk: Desk, case: CaseView, name: str, step: _Step, facts: set[str], offered: set[str]
) -> str:
    closed = case.row.closed_on is not None
    if name == "reopen":
        return why_may_not(desk.person, step.act) if closed else "The case is open."
    if closed and name not in ("note", "correct", "letter", "link", "unlink", *_ALWAYS):
        return "The case is closed; reopen it first."
    if step.fact and step.fact not in offered:
        return f"A case of this kind has no “{step.title}”."
    return why_may_not(desk.person, _permission(case, name)) or step.why_not(case, facts)


def _permission(case: CaseView, name: str) -> str:
    """Return the permission that a step needs.

    On a third-party request, answering the checklist is advice to the decision maker.
    """
    return "assess" if name == "assess" and case.ruled else STEPS[name].act


def next_steps(desk: Desk, case: CaseView) -> tuple[NextStep, ...]:
    """Return the step menu for this kind of case and this person's role.

    The next move comes first, and steps that can't be taken now come last.
    """
    found = reasons(desk, case)
    found |= {name: found[name] or why for name, why in _unsuited(case).items()}
    offered = {f.name for f in facts_for(case.row.kind)}
    steps = [
        NextStep(name, step.title, found[name])
        for name, step in STEPS.items()
        if (not step.fact or step.fact in offered)
        and not why_may_not(desk.person, _permission(case, name))
    ]
    first = _first(case, found)
    return tuple(sorted(steps, key=lambda step: (bool(step.reason), step.action != first)))


def _unsuited(case: CaseView) -> dict[str, str]:
    """Return reasons against steps that are allowed, but that this kind of case doesn't need."""
    from dpo_console.letters.catalogue import catalogue

    law, found = statute(case.row.kind), {}
    if not any(law.kind in letter.kinds for letter in catalogue().values()):
        found["letter"] = "There is no letter for this kind of case."
    if not case.places and not law.work.searched:
        found["search"] = "This kind of case is answered without a search."
    return found


def _first(case: CaseView, found: Mapping[str, str]) -> str:
    """Return the act of the next move, or recording the answer if no letter answers this kind."""
    if case.next_act == "letter" and found["letter"]:
        return statute(case.row.kind).work.answered_by
    return case.next_act
