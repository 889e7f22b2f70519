"""A planned sharing: its words, its items and its ruling, drawn and as JSON."""

from dataclasses import asdict
from datetime import date

from dpo_console.approval.data_items import ListedItem
from dpo_console.approval.model import PATH_WORDS
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.sharing.scope_items import AfterRelease, ChallengeRow, Scope, Signed
from dpo_console.cases.view.views import CaseView
from dpo_console.cli.output import Json, columns, moment, picked, say
from dpo_console.store.cases.case_rows import DecisionRow
from dpo_console.text import day_words


def print_scope(case: CaseView, indent: int = 0) -> None:
    """Print the requested and planned sharing, and the challenges to it."""
    rows = [(label, value or "not said yet") for label, value in _always(case.scope)]
    columns([*rows, *(row for row in _where_said(case.scope) if row[1])], indent=indent)
    if case.scope.listed:
        say("")
        heads = ("", "Item", "", "")
        lines = [_item(number, i) for number, i in enumerate(case.scope.listed, 1)]
        columns(lines, heads, indent=indent)
    print_challenges(case, indent)


def _always(scope: Scope) -> list[tuple[str, str]]:
    return [
        ("Purpose", scope.purpose),
        ("Data in words", scope.items or ("as listed" if scope.listed else "")),
        ("Which pupils", scope.cohort),
        ("Lawful basis", scope.lawful_basis),
        ("Power or order", scope.power),
        ("Recipient", PATH_WORDS[scope.path]),
        ("Way of sending", scope.method),
        ("Destroy by", day_words(scope.until)),
    ]


def _where_said(scope: Scope) -> list[tuple[str, str]]:
    return [
        ("Years", scope.years),
        ("How many", str(scope.pupils or "")),
        ("Condition", scope.condition),
        ("DPIA", scope.dpia),
        ("Agreement", scope.agreement),
        ("Review on", day_words(scope.review_on)),
    ]


def _item(number: int, item: ListedItem) -> tuple[str, ...]:
    state = [] if item.given else ["withheld"]
    state += ["named in the order"] if item.ordered else []
    return (str(number), item.words, f"{item.sensitivity}{item.risk}", ", ".join(state))


def print_challenges(case: CaseView, indent: int = 0) -> None:
    """Print the challenges to a sharing, those without an answer first."""
    if case.challenges:
        say(f"\n{' ' * indent}What speaks against it")
        rows = sorted(case.challenges, key=lambda c: bool(c.reason))
        columns([_challenge(case, row) for row in rows], indent=indent)


def _challenge(case: CaseView, row: ChallengeRow) -> tuple[str, str]:
    """Return a challenge with its answer, or with the command that answers it."""
    if row.reason:
        return "ok", f"{row.says}\n{row.answer}"
    way = f"\ndpo-console scope {case.reference} --because {row.name}=TEXT"
    can_be = not (row.final or case.row.closed_on)
    return "!!" if row.blocks else "?", f"{row.says}{way if can_be else ''}"


def print_requester(case: CaseView) -> None:
    """Print a requester kind's power, what to ask it for, and what it is never told."""
    kind = requester_kind(case.requester_kind)
    say(kind.title)
    rows = [
        ("Power", kind.power or "none: sharing is a choice"),
        ("Ask for", kind.ask),
        ("Take care", kind.never),
    ]
    columns(rows, indent=2)
    say("")


def scope_json(value: Scope) -> Json:
    """Return the requested and planned sharing."""
    return {
        **picked(
            value,
            "purpose items cohort lawful_basis power path method until years pupils condition "
            "dpia agreement review=review_on",
        ),
        "listed": [asdict(item) for item in value.listed],
    }


def challenges_json(case: CaseView) -> list[Json]:
    """Return the challenges to a sharing, each with its answer or null."""
    return [picked(challenge, "name says blocks reason?") for challenge in case.challenges]


def decision_json(decision: DecisionRow) -> Json:
    """Return the latest ruling on a third party's request."""
    return {
        **picked(decision, "ruling reason by on evidence recorded_by on_paper lapsed left_out"),
        "paper": int(decision.paper) if decision.paper else None,
    }


def released_json(released: AfterRelease, today: date) -> Json:
    """Return the state of a release. `late` is true if its certificate is late."""
    return {
        "on": moment(released.on),
        "what": released.what.splitlines(),
        **picked(released, "about to method=how urgent=urgently? terms"),
        "signed": [_signed(one) for one in released.signed],
        "review_due": moment(released.review_due),
        "reviews": [_signed(one) for one in released.reviews],
        "destruction_due": moment(released.destruction_due),
        "chased": [moment(day) for day in released.chased],
        "certificate": _signed(released.certificate) if released.certificate else None,
        "late": released.is_late(today),
        "corrections": list(released.corrections),
    }


def _signed(value: Signed) -> Json:
    return picked(value, "on words")
