"""The forms for a case's links and kind: link, undo a link, reclassify."""

from collections.abc import Callable, Mapping

from dpo_console.cases.clock import clocks
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.views import CaseView
from dpo_console.casework import links
from dpo_console.casework import reclassify as reclassifying
from dpo_console.errors import BadInput, Refused
from dpo_console.law.explaining.headline import headline
from dpo_console.law.regimes import regimes
from dpo_console.tui import draw
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.case.case_forms import Opened, ask, follows
from dpo_console.tui.widgets import case_headline

USUALLY = (
    "Each case then shows the other. If you leave “How linked” alone: a case of the same kind is "
    "linked as a repeat; a review or a complaint is linked as about the other case; anything else "
    "is linked as related."
)
AS_USUAL = ("", "the program decides")


@follows
def link(desk: Desk, case: CaseView) -> Opened:
    """Open a form for another case's reference and the kind of link."""

    def save(given: Mapping[str, str], version: int) -> str:
        return links.link(desk, case.reference, given["other"], given["nature"], version)

    natures = [
        (name, nature.earlier.removeprefix("this case "))
        for name, nature in regimes().natures.items()
    ]
    fields = [
        Field("other", "Belongs with", hint="such as SAR-2026-0042"),
        Field("nature", "How linked", choices=[AS_USUAL, *natures],
              hint="left/right arrows choose"),
    ]  # fmt: skip
    title = f"{case.reference}: which case does it belong with?"
    about = draw.words(USUALLY)
    form = ask(desk, case, title, fields, save, about, act="link")
    form.tell = _newest_of(case)
    return form, "Linked"


def _newest_of(case: CaseView) -> Callable[[CaseView], str]:
    """Return a function that names the newly linked case and the kind of link."""
    before = {one.row.reference for one in case.links}

    def tell(after: CaseView) -> str:
        made = [one for one in after.links if one.row.reference not in before]
        return "".join(f": {one.row.reference} ({one.words})" for one in made)

    return tell


@follows
def unlink(desk: Desk, case: CaseView) -> Opened:
    """Open a form for the wrong link and the reason."""

    def save(given: Mapping[str, str], version: int) -> str:
        return links.unlink(desk, case.reference, given["other"], given["why"], version)

    linked = [(x.row.reference, f"{x.row.reference} ({x.words})") for x in case.links]
    fields = [
        Field("other", "No longer with", linked[0][0], choices=linked),
        Field("why", "Why", lines=2, hint="stands in both histories"),
    ]
    title = f"{case.reference}: remove a link"
    return ask(desk, case, title, fields, save, act="unlink"), "Link removed"


@follows
def reclassify(desk: Desk, case: CaseView) -> Opened:
    """Open a form for the right kind and the reason, showing the due date it would give."""
    clock_as = reclassifying.outlook(desk, case)

    def check(kind: str) -> str:
        try:
            clock = clock_as(kind)
        except Refused as error:
            raise BadInput(str(error)) from error
        return f"{headline(clock, desk.now)}; now {case_headline.due_words(case)}"

    def save(given: Mapping[str, str], version: int) -> str:
        return reclassifying.reclassify(
            desk, case.reference, given["kind"], given["why"], version=version
        )

    kinds = [(kind.slug, kind.title) for kind in clocks.kinds() if kind.slug != case.row.kind]
    fields = [
        Field("kind", "New kind", choices=kinds, hint="left/right arrows, or type it",
              wide=True, check=check),
        Field("why", "Why", lines=2, hint="kept in the history"),
    ]  # fmt: skip
    about = draw.words(
        "It keeps its reference, facts, notes and history. The dates are worked out again from the "
        "same day of receipt."
    )
    title = f"Change the kind of {case.reference}?"
    form = ask(desk, case, title, fields, save, about, act="reclassify")
    return form, "Kind changed"
