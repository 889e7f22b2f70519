"""A third-party request drawn: what would be shared, the criteria, the gate, the ruling."""

from itertools import groupby

from dpo_console.approval.criteria import heads
from dpo_console.approval.model import Gate
from dpo_console.casework.views import CaseView, ChecklistRow, DecisionRow
from dpo_console.cli.output import columns, say
from dpo_console.text import day_words

MARKS = {"met": "ok", "not-met": "!!", "needs-information": "?", "not-applicable": "-", "": ""}


def print_scope(case: CaseView) -> None:
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
    columns([(label, value or "not said yet") for label, value in lines])


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
    print_ruling(case.decision)
    print_gate(case.gate)


def _cells(row: ChecklistRow) -> tuple[str, ...]:
    wanted = "" if row.mandatory else " (optional)"
    evidence = f"{row.verdict}: {row.evidence}" if row.evidence else row.verdict
    return (
        MARKS[row.verdict],
        row.id,
        "\n".join(t for t in (row.question + wanted, evidence) if t),
    )


def print_ruling(decision: DecisionRow | None) -> None:
    """Print the controller's latest ruling."""
    if decision:
        lapsed = " It has lapsed: what it covered has changed." if decision.lapsed else ""
        when = day_words(decision.on)
        say(f"Decided {when} by {decision.by}: {decision.ruling}. {decision.reason}{lapsed}")


def print_gate(gate: Gate) -> None:
    """Print whether the gate is open, and if not every reason."""
    if gate.open:
        say(f"The gate is open ({gate.path} path).")
        return
    say(f"The gate is closed ({gate.path} path):")
    columns([("-", reason) for reason in gate.reasons], indent=2)
