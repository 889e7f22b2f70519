"""The forms of the checklist: an answer with its evidence, and the case details."""

from collections.abc import Mapping, Sequence

from dpo_console.cases.checklist.rows import ParticularRow
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.asking.known_answers import known_answers
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.checklist import assessing
from dpo_console.casework.people import call_back as calling_back
from dpo_console.errors import Refused
from dpo_console.tui import draw
from dpo_console.tui.forms.field import Field
from dpo_console.tui.screens.case.case_forms import Opened, ask, follows

CALL_BACK = (
    Field("number", "Number used", hint="not one that they gave"),
    Field("found", "Found where", hint="such as the force's site"),
    Field("who", "Spoke to", hint="a name and a role"),
)
"""Fields that verify a person. Without a number, the evidence is in words."""

NARROW = 24
"""The letters that stand on one line of a field beside a hint, at 80 columns."""

AS_LOGGED = "as typed when it was logged; enter saves it. Wanted"
"""What stands beside a case detail that begins with what the case was logged with."""

PROPOSED = "Proposed from the items: check it. What you type replaces it."
"""The note below evidence that the officer hasn't written."""


@follows
def assess(
    desk: Desk, case: CaseView, criterion: str, verdict: str, verdicts: Sequence[tuple[str, str]]
) -> Opened:
    """Open a form for a criterion's answer and evidence. A call-back needs its number and source.

    Where `verdicts` has no “met”, the form questions an answer. Raises Refused where the case no
    longer has this question, or where the rest of the case answers it.
    """
    row = next((row for row in case.checklist if row.id == criterion), None)
    if row is None or row.computed:
        by = f"“{row.question}” is answered by {row.by} now." if row else ""
        raise Refused(by or "This isn't asked any more.")

    def save(given: Mapping[str, str], version: int) -> str:
        if number := given.get("number"):
            found, who = given["found"], given["who"]
            return calling_back.call_back(
                desk, case.reference, number, found, who=who, version=version
            )
        said = given["verdict"], given["evidence"]
        return assessing.assess(desk, case.reference, criterion, *said, version=version)

    known = known_answers(desk.settings, case.scope).get(row.id, "") if case.ruled else ""
    proposed = "" if row.evidence else known
    questions = "met" not in dict(verdicts)
    evidence = (
        Field("evidence", "What is missing", lines=2, hint="or wrong")
        if questions
        else Field("evidence", "Evidence", row.evidence or proposed, lines=2,
                   hint=f"Wanted: {row.hint}",
                   wide=True, proposed=bool(proposed),
                   check=lambda typed: PROPOSED if typed and typed == proposed else "")
    )  # fmt: skip
    fields = [
        *(CALL_BACK if row.id == "who.person" and not questions else ()),
        evidence,
        Field("verdict", "Answer", verdict, choices=verdicts, hint="left/right arrows choose"),
    ]  # fmt: skip
    about, title = draw.words(row.question), dict(case.heads).get(row.head, row.head)
    form = ask(desk, case, title, fields, save, about, row.id, act="assess")
    answered = f"“{draw.fit(row.question, 60).rstrip()}” answered"
    return form, "Sent back to the DPO" if questions else answered


@follows
def particulars(desk: Desk, case: CaseView, asked_for: str = "") -> Opened:
    """Open a form for the case details and reasons. Save only those changed or offered.

    The form starts at the detail that a refusal `asked_for`, while it is empty.
    """
    before = {row.name: row.value for row in case.particulars}

    def save(given: Mapping[str, str], version: int) -> str:
        changed = {name: value for name, value in given.items() if value != before[name]}
        if not changed:
            return case.reference
        return assessing.say(desk, case.reference, changed, version)

    fields = [_field(row) for row in case.particulars]
    title = f"Details of {case.reference}"
    first = asked_for if before.get(asked_for) == "" else ""
    form = ask(desk, case, title, fields, save, act="particulars", first=first)
    return form, "Case details saved"


def _field(row: ParticularRow) -> Field:
    if row.choices:
        choices = (
            ("", "not said"),
            *((choice, choice.replace("-", " ")) for choice in row.choices),
        )
        return Field(row.name, row.label, row.value, choices=choices, hint=row.hint)
    begins = row.value or row.offers
    offered = begins != row.value
    hint = f"{AS_LOGGED}: {row.hint}" if offered else row.hint
    return Field(row.name, row.label, begins, lines=_rows(begins), hint=hint)


def _rows(words: str) -> int:
    """Return the rows of a field: those that its words fill at 80 columns, from two to four."""
    return min(max(len(words) // NARROW + 1, 2), 4)
