"""The words of a disclosure schedule: its totals, an item, and what becomes of chosen ones."""

from rich.text import Text

from dpo_console.cases.disclosure.item_numbers import items_words
from dpo_console.cases.disclosure.item_pages import page_words
from dpo_console.cases.disclosure.schedule_gaps import OPINIONS
from dpo_console.cases.disclosure.schedule_totals import Count
from dpo_console.cases.disclosure.schedule_view import Schedule
from dpo_console.cases.view.views import CaseView
from dpo_console.law.exemptions.exemptions import exemptions
from dpo_console.store.cases.disclosure_rows import ItemRow
from dpo_console.text import counted
from dpo_console.tui import draw
from dpo_console.tui.screens.disclosure import schedule_forms as forms


def words_of(items: tuple[ItemRow, ...]) -> str:
    """Return items by number, such as `items 1 to 4`."""
    return items_words(forms.numbers_of(items)).casefold()


def totals_line(of: Schedule, marked: int) -> Text:
    """Draw `60 items, 123 pages, 5 incomplete   5 not decided   40 to release   15 to redact`.

    The treatments add up to the items. Those that lack something are among them.
    """
    totals = of.totals
    pages = f", {counted(totals.pages, 'page')}" if totals.pages else ""
    size = [draw.line(f" {counted(totals.items, 'item')}{pages}", draw.STRONG)]
    if totals.open:
        size.append(draw.line(f"{totals.open} incomplete", draw.WARNING))
    treated = (count for count in totals.treatments if count.items)
    parts = [draw.join(size, ", "), *(draw.line(_treated(one)) for one in treated)]
    if marked:
        parts.append(draw.line(f"{marked} marked", draw.STRONG))
    return draw.join(parts, "   ")


def _treated(count: Count) -> str:
    return f"{count.items} {'to ' if count.slug else ''}{count.title}"


def item_words(item: ItemRow, case: CaseView, opinion_key: str = "") -> Text:
    """Draw an item in full: its title, place, reason, opinion and gap.

    `opinion_key` is the key that closes the gap, or ''.
    """
    dated = draw.day(item.dated) if item.dated else ""
    pages = counted(item.pages, "page") if item.pages else "pages not counted"
    where = ", ".join(part for part in (item.source, dated, page_words([item]) or pages) if part)
    ground = exemptions().get(item.exemption)
    why = f"{ground.title}, {ground.law}: {item.reason}" if ground else item.reason
    says = OPINIONS.get(item.opinion_says, item.opinion_says)
    said = f"Opinion, {says}: {item.opinion}" if says else ""
    looked = f"Second check by {case.called(item.looked_by)}." if item.looked_by else ""
    lines = [draw.line(item.title, draw.STRONG), draw.line(where, draw.QUIET)]
    if item.gap:
        by = f"{opinion_key}: " if opinion_key else ""
        lines.append(draw.line(f"! {by}{item.gap}", draw.WARNING))
    lines += [draw.line(part) for part in (why, " ".join(p for p in (said, looked) if p)) if part]
    return draw.lines(lines)
