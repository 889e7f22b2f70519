"""The forms to put a case on hold, to lift the hold, and to erase it."""

from collections.abc import Mapping
from datetime import timedelta

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.retention import erasing, holding
from dpo_console.tui import draw
from dpo_console.tui.forms.field import Field
from dpo_console.tui.screens.case.case_forms import Opened, ask, follows
from dpo_console.typed_days import parse_day

A_YEAR = timedelta(days=365)


@follows
def hold(desk: Desk, case: CaseView) -> Opened:
    """Open a form for the reason of a hold, and the day of its review."""

    def save(given: Mapping[str, str], version: int) -> str:
        until = parse_day(given["until"], desk.today, "until")
        return holding.hold(desk, case.reference, until, given["why"], version=version)

    fields = [
        Field("until", "Review by", hint=f"such as {draw.day(desk.today + A_YEAR)}"),
        Field("why", "Why", lines=2, hint="kept in the history"),
    ]
    about = draw.words(
        "Nothing of the case is destroyed while it is on hold. The hold doesn't end by itself: on "
        "its day you are asked to review it."
    )
    form = ask(desk, case, f"Put {case.reference} on hold?", fields, save, about, act="hold")
    return form, "On hold"


@follows
def unhold(desk: Desk, case: CaseView) -> Opened:
    """Open a form for the reason to lift a hold."""

    def save(given: Mapping[str, str], version: int) -> str:
        return holding.unhold(desk, case.reference, given["why"], version=version)

    fields = [Field("why", "Why", lines=2, hint="kept in the history")]
    title = f"Lift the hold on {case.reference}?"
    return ask(desk, case, title, fields, save, act="unhold"), "Hold lifted"


@follows
def erase(desk: Desk, case: CaseView) -> Opened:
    """Open the form that proposes to erase a case, or confirms what another person proposed."""

    def save(given: Mapping[str, str], version: int) -> str:
        done = erasing.erase(
            desk, case.reference, given["why"], by=given["by"], evidence=given["evidence"],
            although=given["although"], version=version,
        )  # fmt: skip
        desk.asides.extend(done.besides)
        return case.reference

    proposed = erasing.proposed(desk, case.reference)
    against = erasing.against(desk, case.reference)
    needed = "must be filled in: see above" if against else ""
    fields = [
        Field("why", "Why", proposed, lines=2, hint="kept for good, so name nobody"),
        Field("although", "Lawful because", lines=2, hint=needed or "leave it empty"),
        Field("by", "Agreed by", hint="if only on paper: who"),
        Field("evidence", "Evidence", hint="if only on paper: where"),
    ]
    about = draw.lines(
        [
            draw.words(
                "Names, addresses, words, letters, drafts and packs are erased for good. "
                "Reference, kind, days and outcome stay. Nobody can undo it. The DPO and an "
                "approver must agree: the first proposes, and the second confirms here."
            ),
            *(draw.words(f"Against it: {one.says}", draw.WARNING) for one in against),
        ]
    )
    form = ask(desk, case, f"Erase {case.reference} for good?", fields, save, about, act="erase")
    return form, "Erased" if proposed else "Erasure proposed"
