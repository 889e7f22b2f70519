"""A third-party request drawn: what would be shared, the criteria, the gate, the ruling."""

from itertools import groupby

from dpo_console.approval.criteria import heads
from dpo_console.casework.views import CaseView, ChecklistRow, DecisionRow
from dpo_console.cli.output import columns, say
from dpo_console.text import day_words

MARKS = {"met": "ok", "not-met": "!!", "needs-information": "?", "not-applicable": "-", "": ""}


def print_scope(case: CaseView, indent: int = 0) -> None:
    """Print what is asked for and would be shared."""
    scope = case.scope
    lines = [
        ("Purpose", scope.purpose),
        ("Items", scope.items),
        ("Cohort", scope.cohort),
        ("Lawful basis", scope.lawful_basis),
        ("Power", scope.power),
        ("Path", scope.path),
        ("Method", scope.method),
        ("Destroyed by", day_words(scope.until) if scope.until else ""),
    ]
    columns([(label, value or "not said yet") for label, value in lines], indent=indent)


def print_checklist(case: CaseView) -> None:
    """Print every criterion under its head, then what keeps the gate closed."""
    if case.gate is None:
        say(f"{case.reference} needs no approval: it is not a third-party request.")
        return
    titles = {head.slug: head.title for head in heads()}
    for head, criteria in groupby(case.checklist, key=lambda row: row.head):
        say(titles.get(head, head))
        columns([_cells(row) for row in criteria], indent=2)
        say("")
    for line in ruling_and_gate(case):
        say(line)


def _cells(row: ChecklistRow) -> tuple[str, ...]:
    wanted = "" if row.mandatory else " (optional)"
    evidence = f"{row.verdict}: {row.evidence}" if row.evidence else row.verdict
    return (
        MARKS[row.verdict],
        row.id,
        "\n".join(t for t in (row.question + wanted, evidence) if t),
    )


def ruling_and_gate(case: CaseView) -> list[str]:
    """The controller's latest ruling, and whether the gate is open or what keeps it closed.

    Criteria that nobody has answered yet are only counted; everything else is told.
    """
    lines = [_ruling(case.decision)] if case.decision else []
    if case.gate is None:
        return lines
    if case.gate.open:
        return [*lines, f"The gate is open ({case.gate.path} path)."]
    unanswered = [row.id for row in case.checklist if row.mandatory and not row.verdict]
    count = f"  - mandatory criteria not answered yet: {len(unanswered)}"
    others = [r for r in case.gate.reasons if r.partition(":")[0] not in unanswered]
    closed = f"The gate is closed ({case.gate.path} path):"
    return [*lines, closed, *([count] if unanswered else []), *(f"  - {r}" for r in others)]


def _ruling(decision: DecisionRow) -> str:
    lapsed = " It has lapsed: what it covered has changed." if decision.lapsed else ""
    when = day_words(decision.on)
    return f"Decided {when} by {decision.by}: {decision.ruling}. {decision.reason}{lapsed}"
