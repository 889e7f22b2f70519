"""The forms that close a case and reopen it."""

from collections.abc import Mapping

from dpo_console.cases.checklist.particulars import LATE
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import outcomes_as_recorded
from dpo_console.cases.view.contradicted import (
    UNANSWERED,
    asks_why_late,
    late_words,
    unexplained,
    unless_words,
)
from dpo_console.cases.view.views import CaseView
from dpo_console.casework import closing
from dpo_console.errors import BadInput
from dpo_console.law.facts import words as fact_words
from dpo_console.law.statutes import statute
from dpo_console.law.words import listed
from dpo_console.tui import draw
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.case.case_forms import KEPT, Opened, ask, day_field, follows
from dpo_console.typed_days import parse_day

OUTCOME_TOLD = "outcome_told"
"""The fact that answers a complaint."""


@follows
def close(desk: Desk, case: CaseView) -> Opened:
    """Open a form for the outcome and the day, with the effect of closing."""

    def save(given: Mapping[str, str], version: int) -> str:
        on, late = parse_day(given["on"], desk.today, "on"), given.get("late", "")
        if why_late and not late and given["outcome"] not in UNANSWERED:
            raise BadInput("It is late: say why here.", "late")
        return closing.close(
            desk, case.reference, given["outcome"], on, note=given["note"], late=late,
            version=version,
        )  # fmt: skip

    outcomes, shown = outcomes_as_recorded(desk, case.reference)
    hint = "if withdrawn: by whom, or the other case" if "withdrawn" in dict(outcomes) else ""
    why_late = _why_late(desk, case)
    fields = [
        Field("outcome", "Outcome", shown, choices=outcomes, hint="left/right arrows choose"),
        *why_late,
        day_field(desk, "on", "On"),
        Field("note", "Note", hint=hint),
    ]
    about = draw.words(
        f"{_of_whom(case)} {_unanswered(case)}{_still_open(case)}{_others(case)}"
        "A closed case can be reopened. "
        f"If it was logged twice, {_twice(dict(outcomes))}"
    )
    form = ask(desk, case, f"Close {case.reference}?", fields, save, about, act="close")
    form.warnings = _warnings_here(case) if why_late else case.flags
    return form, "Closed"


def _why_late(desk: Desk, case: CaseView) -> list[Field]:
    """Return the field that asks why the answer is late, if it is late and nothing says why."""
    asked = (row for row in case.particulars if row.name == LATE and not row.value)
    late = asks_why_late(case.clock, desk.today)
    return [Field("late", row.label, lines=2, hint=row.hint) for row in asked if late]


def _warnings_here(case: CaseView) -> list[str]:
    """Return the case's warnings, where this form asks why the answer is late."""
    late = unexplained(case.clock)
    here = f"Late: {late_words(case.clock)}. Say why below."
    return [here if late and flag == late else flag for flag in case.flags]


def _of_whom(case: CaseView) -> str:
    """Return the case in a sentence: its kind, and who asked for or reported it."""
    by = "reported by" if statute(case.row.kind).work.reported else "from"
    return f"{case.row.title}, {by} {case.row.requester}."


def _unanswered(case: CaseView) -> str:
    """Return what closing means for a case whose answer or report isn't recorded."""
    work = statute(case.row.kind).work
    if _ended(case):
        return ""
    if work.reported:
        return (
            "You can't close it yet: first record its report to the Commissioner, or why none is "
            "needed. "
        )
    told = "No record says that the person was told the outcome. Tell them first."
    none = told if work.answered_by == OUTCOME_TOLD else "No answer is recorded."
    unless = unless_words(dict(case.outcomes))
    return f"{none} The case will count as answered on the day below{unless}. "


def _ended(case: CaseView) -> bool:
    """Return True if the case's first duty is done. Acknowledging a complaint ends nothing."""
    told = {fact.name for fact in case.facts if fact.superseded_by is None}
    if statute(case.row.kind).work.answered_by == OUTCOME_TOLD:
        return not told.isdisjoint(closing.ENDINGS)
    return all(deadline.met_on for deadline in case.clock.deadlines[:1])


def _still_open(case: CaseView) -> str:
    """Return the checks that come before closing, or ''."""
    checks = case.row.next_act == "assess" and _unanswered(case) == ""
    return f"Not ready to close. {case.row.next_action}. " * checks


def _others(case: CaseView) -> str:
    """Return the cases of the same message that stay open, or ''."""
    ones = [x.row for x in case.links if x.same_message and not x.row.closed_on]
    named = [f"{one.reference}{f', due {draw.day(one.due)},' if one.due else ''}" for one in ones]
    stays = "stays" if len(ones) == 1 else "stay"
    return f"From the same message, {listed(named)} {stays} open. " if ones else ""


def _twice(outcomes: Mapping[str, str]) -> str:
    if "withdrawn" in outcomes:
        return "choose “Withdrawn”, and name the other case in the note. No letter is sent."
    return (
        "first finish the case that you are keeping. Then record the same here, close this one "
        "with the same outcome, and name that case in the note."
    )


@follows
def reopen(desk: Desk, case: CaseView) -> Opened:
    """Open a form for the reason to open a closed case again."""

    def save(given: Mapping[str, str], version: int) -> str:
        return closing.reopen(desk, case.reference, given["why"], version)

    fields = [Field("why", "Why", lines=2, hint=KEPT)]
    title = f"Reopen {case.reference}?"
    about = draw.words(_drops(case))
    return ask(desk, case, title, fields, save, about, act="reopen"), "Reopened"


def _drops(case: CaseView) -> str:
    """Return what reopening takes back, and what it leaves."""
    standing = [fact for fact in case.facts if fact.superseded_by is None]
    taken = [fact for fact in closing.taken_for_granted(standing) if fact.name != "closed"]
    ended = [fact for fact in standing if fact.name in closing.ENDINGS and fact not in taken]
    outcome = f"This undoes the outcome “{dict(case.outcomes)[case.row.outcome or '']}”"
    if taken:
        words = fact_words(taken[0].name)
        return f"{outcome}, and “{words}”, which closing recorded. Its date counts again."
    stays = "".join(f" “{fact_words(f.name)}” on {draw.day(f.on)} stays." for f in ended)
    return f"{outcome}.{stays}"
