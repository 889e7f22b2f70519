"""The form that recalls what went wrongly, and opens the breach."""

from collections.abc import Callable, Mapping

from dpo_console.cases.letters.same_address import RELEASE, AlsoWent
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.letters import recalling
from dpo_console.letters.catalogue import letter_kind
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice
from dpo_console.tui.forms.field import Field
from dpo_console.tui.screens.case.case_choices import Choosing
from dpo_console.tui.screens.case.case_forms import Opened, ask, follows
from dpo_console.typed_days import parse_moment

RECALLED = "What was sent by mistake? Then say what went wrong. Saving logs a breach."
MOST_SHOWN = 4
"""The most lines of what else went to the same address, so that the fields stay in sight."""


def what_went(desk: Desk, case: CaseView) -> Choosing:
    """Choose what went wrongly: the release, or the last letter of a name."""
    last = {letter.name: letter for letter in case.letters if letter.sent_on}
    letters = [
        Choice(name, letter_kind(name).title, draw.day(letter.sent_on))
        for name, letter in last.items()
        if letter.sent_on
    ]
    released = [f for f in case.facts if f.name == "released" and f.superseded_by is None]
    release = [Choice(RELEASE, "The release", draw.day(fact.on)) for fact in released[-1:]]
    return Choosing(RECALLED, [*release, *letters], lambda one: recall(desk, case, one))


@follows
def recall(desk: Desk, case: CaseView, what: str) -> Opened:
    """Open a form for what went wrong and when it was noticed, above what else went there."""
    also = recalling.else_there(desk, case.reference, what)

    def moment(typed: str) -> str:
        return draw.day(parse_moment(typed, desk.today, "noticed"))

    def save(given: Mapping[str, str], version: int) -> str:
        noticed = parse_moment(given["noticed"], desk.today, "noticed")
        return recalling.recall(
            desk, case.reference, what, given["why"],
            noticed=noticed, to=given["to"], version=version,
        ).reference  # fmt: skip

    fields = [
        Field("noticed", "Noticed", f"{desk.now:%Y-%m-%dT%H:%M}", day=True, check=moment),
        Field("to", "It went to", hint="if not as recorded"),
        Field("why", "What went wrong", lines=2, hint="begins the breach's record"),
    ]
    about = draw.lines(map(draw.line, _told(also)))
    title = f"{case.reference}: recall what was sent by mistake"
    form = ask(desk, case, title, fields, save, about, of=what, act="recall", first="why")
    form.tell = _breach_of(case)
    return form, "Recalled"


LOGS = "Saving logs a breach, whose 72 hours run from “Noticed”."


def _told(also: tuple[AlsoWent, ...]) -> list[str]:
    """Return what else went there, a line each, or that nothing did."""
    if not also:
        return [LOGS, "Nothing else was sent to the recorded reader."]
    lines = [f"{one.reference}  {one.title}, {draw.day(one.on)}: {one.why}" for one in also]
    more = [f"and {len(also) - MOST_SHOWN} more"] if len(also) > MOST_SHOWN else []
    return [LOGS, "Sent to the same reader too:", *lines[:MOST_SHOWN], *more]


def _breach_of(case: CaseView) -> Callable[[CaseView], str]:
    """Return a function that names the breach that was opened."""
    before = {one.row.reference for one in case.links}

    def tell(after: CaseView) -> str:
        new = [one.row.reference for one in after.links if one.row.reference not in before]
        return "".join(f": {reference} is the breach, 72 hours" for reference in new)

    return tell
