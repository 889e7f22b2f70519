"""The forms of the approval screen: an answer, the scope, the ruling, the release."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dpo_console.casework.desk import Desk
from dpo_console.casework.views import CaseView, ChecklistRow
from dpo_console.text import parse_day
from dpo_console.tui import draw
from dpo_console.tui.field import Field
from dpo_console.tui.screens.case_forms import Opened, ask, day_field

RULINGS = (("approve", "approve"), ("part", "approve in part"), ("refuse", "refuse"))
PATHS = (("ordinary", "ordinary"), ("compelled", "compelled by an order or a duty"))


def assess(
    desk: Desk, case: CaseView, row: ChecklistRow, verdict: str, verdicts: Sequence[tuple[str, str]]
) -> Opened:
    """Answer a criterion, with its evidence."""

    def save(given: Mapping[str, str], _version: int) -> CaseView:
        from dpo_console.casework.sharing import assess

        return assess(desk, case.reference, row.id, given["verdict"], given["evidence"])

    fields = [
        Field("evidence", "Evidence", row.evidence, lines=3, hint=row.hint),
        Field("verdict", "Answer", verdict, choices=verdicts, hint="left and right choose"),
    ]
    about = draw.words(row.question)
    return ask(desk, case, row.id, fields, save, about), f"{row.id} answered"


def scope(desk: Desk, case: CaseView) -> Opened:
    """What is asked for and would be shared: an approval covers exactly this."""
    asked = case.scope

    def save(given: Mapping[str, str], version: int) -> CaseView:
        from dpo_console.casework.sharing import set_scope

        until = parse_day(given["until"], desk.today, "until") if given["until"] else None
        words = {name: value for name, value in given.items() if name != "until"}
        return set_scope(desk, case.reference, replace(asked, **words, until=until), version)

    until = asked.until.isoformat() if asked.until else ""
    fields = [
        Field("purpose", "Purpose", asked.purpose, lines=2, hint="what it is for"),
        Field("items", "Data", asked.items, lines=2, hint="exactly which items"),
        Field("cohort", "Pupils", asked.cohort, hint="whose"),
        Field("lawful_basis", "Lawful basis", asked.lawful_basis),
        Field("power", "Power or order", asked.power, hint="the law or order, where one compels"),
        Field("path", "Path", asked.path, choices=PATHS),
        Field("method", "Sent by", asked.method, hint="how it would travel"),
        day_field(desk, "until", "Keep until", until),
    ]
    title = f"{case.reference}: what would be shared"
    warning = "A change here closes the gate again: what was approved has changed."
    about = draw.words(warning, draw.SOON) if case.decision else ""
    return ask(desk, case, title, fields, save, about), "Scope set"


def decide(desk: Desk, case: CaseView) -> Opened:
    """Record the ruling; somebody who decided on paper is named, with where that is kept."""
    others = tuple((p.slug, p.name) for p in desk.people if p != desk.person)
    me = ("", f"me, {desk.person.name or desk.person.slug}")

    def save(given: Mapping[str, str], version: int) -> CaseView:
        from dpo_console.casework.sharing import decide

        return decide(
            desk,
            case.reference,
            given["ruling"],
            given["reason"],
            by=given["by"] or None,
            evidence=given["evidence"],
            version=version,
        )

    by = (
        Field("by", "Decided by", choices=(me, *others))
        if others
        else Field("by", "Decided by", example="me", hint="a name, if decided on paper")
    )
    fields = [
        Field("ruling", "Ruling", "approve", choices=RULINGS, hint="left and right choose"),
        Field("reason", "Reason", lines=2),
        by,
        Field("evidence", "Evidence", hint="where the signed sheet is, if on paper"),
    ]
    about = draw.words(f"Covers exactly: {case.scope.items or 'nothing said yet (o)'}")
    return ask(desk, case, f"Decide {case.reference}", fields, save, about), "Ruling recorded"


def release(desk: Desk, case: CaseView, *, urgent: bool = False) -> Opened:
    """Record the release; an urgent one says why it can't wait."""

    def save(given: Mapping[str, str], version: int) -> CaseView:
        from dpo_console.casework.sharing import release

        return release(
            desk,
            case.reference,
            parse_day(given["on"], desk.today, "on"),
            method=given["method"],
            until=parse_day(given["until"], desk.today, "until") if given["until"] else None,
            urgent=urgent,
            reason=given.get("reason", ""),
            version=version,
        )

    until = case.scope.until.isoformat() if case.scope.until else ""
    fields = [
        day_field(desk, "on", "On", "today"),
        Field("method", "Sent by", case.scope.method, hint="how it travelled"),
        day_field(desk, "until", "Destroyed by", until),
    ]
    if urgent:
        fields.insert(0, Field("reason", "Why it can't wait", lines=2))
    what = case.scope.items or "what the case says"
    about = draw.words(f"Records that {what} went to {case.requester.name}. It can't be undone.")
    title = f"Release {case.reference}{' urgently, for safeguarding' if urgent else ''}?"
    return ask(desk, case, title, fields, save, about), "Released"
