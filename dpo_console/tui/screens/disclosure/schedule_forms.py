"""The forms of the schedule screen: a reason, an opinion, a new item, correcting one."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

from rich.console import Group, RenderableType
from rich.text import Text

from dpo_console.cases.disclosure import (
    OPINIONS,
    Count,
    Schedule,
    held_among,
    held_lines,
    items_words,
    page_words,
    schedule,
)
from dpo_console.cases.leaving.item_pages import pages_told
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import schedule_lines
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.papers import answer_files
from dpo_console.cases.search import place_called
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.disclosure import schedule as item_places
from dpo_console.casework.disclosure import schedule as listing
from dpo_console.casework.disclosure import schedule_import, schedule_treatment
from dpo_console.casework.office import own_files
from dpo_console.config.files.incoming import LARGEST
from dpo_console.errors import BadInput, Refused
from dpo_console.law.exemptions.exemptions import (
    Exemption,
    exemptions,
    exemptions_for,
    opinions,
)
from dpo_console.law.exemptions.item_categories import item_categories
from dpo_console.store.cases.disclosure_rows import ItemRow
from dpo_console.text import counted, required, required_words
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.case.case_forms import (
    case_now,
    day_field,
    from_own_machine,
    given_day,
)
from dpo_console.tui.screens.frame.ask import Ask

Form = Ask[Schedule]

Save = Callable[[Mapping[str, str], int], Schedule]

EACH = (("no", "one item"), ("yes", "an item a page"))

SAYS = (
    ("no-harm", "harm is not likely"),
    ("harm", "harm is likely"),
    ("known", "none needed: the person knows it"),
)

Rest = ParamSpec("Rest")

Maker = Callable[Concatenate[Desk, Schedule, Rest], Form]
"""A maker of a form on a schedule. Items are named by their numbers."""


def ask(
    desk: Desk,
    of: Schedule,
    title: str,
    fields: Sequence[Field],
    save: Save,
    about: RenderableType = "",
    *,
    adds: bool = False,
) -> Form:
    """Return a form on a schedule. `adds` allows saving on top of others' changes elsewhere."""
    return Ask(
        title, fields, save, about=about, version=of.version, reference=of.reference,
        act="schedule", adds=adds,
    )  # fmt: skip


def follows(maker: Maker[Rest]) -> Maker[Rest]:
    """Make a form that can be rebuilt on the schedule as it is later, while that is possible."""

    @wraps(maker)
    def made(desk: Desk, of: Schedule, /, *rest: Rest.args, **more: Rest.kwargs) -> Form:
        form = maker(desk, of, *rest, **more)

        def again() -> Form:
            case_now(desk, of.reference, form.act)
            return made(desk, schedule(desk, of.reference), *rest, **more)

        form.again = again
        return form

    return made


def items_of(of: Schedule, numbers: Sequence[int]) -> list[ItemRow]:
    """Return the items of these numbers. Raises Refused where one was taken off."""
    items = [item for item in of.items if item.number in numbers]
    if len(items) < len(numbers):
        raise Refused("Not all of these items stand on the schedule any more.")
    return items


def numbers_of(items: Sequence[ItemRow]) -> list[int]:
    """Return the numbers of items."""
    return [item.number for item in items]


def grounds(kind: str, items: Sequence[ItemRow]) -> list[Choice]:
    """Return the exemptions for a kind of request, those that suit the items first."""
    categories = [item_categories().get(item.category) for item in items]
    first = [slug for category in categories if category for slug in category.suggests]
    offered = {e.slug: e for e in exemptions_for(kind)}
    order = dict.fromkeys([slug for slug in first if slug in offered] + list(offered))
    laws = {slug: offered[slug].law.removeprefix("DPA 2018 ") for slug in order}  # for 80 columns
    return [Choice(slug, offered[slug].title, law) for slug, law in laws.items()]


@follows
def leave_out(
    desk: Desk, of: Schedule, numbers: Sequence[int], treatment: str, ground: Exemption | None
) -> Form:
    """Open a form for the reason to redact or withhold items, with the exemption's test above."""
    items = items_of(of, numbers)

    def save(given: Mapping[str, str], version: int) -> Schedule:
        return schedule_treatment.treat_items(
            desk,
            of.reference,
            numbers,
            treatment,
            exemption=ground.slug if ground else "",
            reason=given["reason"],
            version=version,
        )

    held = held_among(items, numbers)  # the reason to release one is no reason to redact it
    before = held[0].reason if len(items) == 1 and held else ""
    fields = [Field("reason", "Reason", before, lines=2, hint="why, for these very items")]
    what = "Redact" if treatment == "redact" else "Withhold"
    title = f"{what} {items_words(numbers).casefold()}"
    about = draw.words(in_full(ground)) if ground else ""
    return ask(desk, of, f"{title}: {ground.title}" if ground else title, fields, save, about)


@follows
def lift(desk: Desk, of: Schedule, numbers: Sequence[int], treatment: str) -> Form:
    """Open a form for the reason to release or reopen items, of which some stand redacted."""
    held = held_among(items_of(of, numbers), numbers)

    def save(given: Mapping[str, str], version: int) -> Schedule:
        why = required_words(given["reason"], "reason")
        return schedule_treatment.treat_items(
            desk, of.reference, numbers, treatment, reason=why, version=version
        )

    looked = any(item.looked_by for item in held)
    gone = "ground, reason and second check" if looked else "ground and reason"
    lost = f"This removes {_their(held)} {gone}. The history keeps them."
    about = "\n".join([*held_lines(held, desk.settings.names), lost])
    what = "Release" if treatment else "Open again"
    title = f"{what} {items_words(numbers).casefold()}?"
    why = f"Why {what.lower()}"
    fields = [Field("reason", why, lines=2, hint="kept in the history")]
    return ask(desk, of, title, fields, save, draw.words(about))


def _their(items: Sequence[ItemRow]) -> str:
    return "its" if len(items) == 1 else "their"


def in_full(ground: Exemption) -> str:
    """Return the questions that must each be answered with yes, with any cautions."""
    tests = [f"{n}. {test}" for n, test in enumerate(ground.tests, 1)]
    wanted = opinions().get(ground.opinion)
    notes = [f"Needs the opinion of {wanted.who}." if wanted else "", ground.caution]
    notes.append("The public interest is weighed too: say how." if ground.balance else "")
    notes.append("" if ground.named else "The letter doesn't name this ground.")
    return "\n".join([*tests, *filter(None, [" ".join(filter(None, notes))])])


@follows
def opinion(desk: Desk, of: Schedule, numbers: Sequence[int]) -> Form:
    """Open a form for the opinion that the law requires on items, or why none is needed."""
    items = items_of(of, numbers)

    def save(given: Mapping[str, str], version: int) -> Schedule:
        day = given_day(desk, given, "on")
        says, words = given["says"], required(given["words"], "words")
        if not says:
            raise BadInput("Choose what the opinion says.", "says")
        return schedule_treatment.give_opinion(
            desk, of.reference, numbers, says, words, on=day, version=version
        )

    one = items[0]
    fields = [
        Field("says", "The opinion is", one.opinion_says, choices=SAYS),
        Field("words", "By whom", one.opinion, lines=2, hint="or how the person knows"),
        day_field(
            desk, "on", "Given on", one.opinion_on.isoformat() if one.opinion_on else "today"
        ),
    ]
    title = f"Opinion on {items_words(numbers).casefold()}"
    return ask(desk, of, title, fields, save, draw.words(_asked(one)))


def _asked(item: ItemRow) -> str:
    """Return the question for an opinion on an item, and whom to ask."""
    ground, category = exemptions().get(item.exemption), item_categories().get(item.category)
    slugs = (ground.opinion if ground else "", category.opinion if category else "")
    asked = next((opinions()[slug] for slug in slugs if slug), None)
    if asked is None:
        return "The law requires no opinion on this item. You may record advice that you took."
    return f"{'You may ask' if asked.advice else 'Ask'} {asked.who}: {asked.asks} ({asked.law})"


def category_field(value: str) -> Field:
    """Return a field for the kind of data."""
    choices = [(slug, category.title) for slug, category in item_categories().items()]
    return Field("category", "Category", value, choices=choices, hint="or type it")


def source_field(case: CaseView, value: str) -> Field:
    """Return a field for the place of finding, which shows the place of the plan that is meant."""

    def check(typed: str) -> str:
        if not typed:
            return ""
        meant = place_called(case.places, typed)
        return meant.title if meant else "new on the search plan"

    return Field("source", "Found in", value, hint="a place searched", check=check)


def new_place_once(case: CaseView) -> Callable[[str], None]:
    """Return a check that refuses a place that is new to the plan, the first time it is given."""
    told: set[str] = set()

    def check(source: str) -> None:
        if source and source not in told and place_called(case.places, source) is None:
            told.add(source)
            raise BadInput(
                f"“{source}” isn't on the search plan. Press enter again to add it.", "source"
            )

    return check


@follows
def add(desk: Desk, of: Schedule, listed: int = 0) -> Form:
    """Open a form for an item, or for one item for each of its pages.

    An item takes the next number, so no version guards it. `listed` is how many the forms before
    this one listed.
    """

    case = case_view(desk, of.reference)
    confirm = new_place_once(case)

    def save(given: Mapping[str, str], _version: int) -> Schedule:
        day = given_day(desk, given, "dated")
        item = listing.NewItem(given["title"], given["category"], given["source"], day)
        if not given["category"]:
            raise BadInput("Choose a category: left and right, or type it.", "category")
        confirm(given["source"])
        items = listing.of_pages(item, given["pages"] or "0", each=given["each"] == "yes")
        return listing.add_items(desk, of.reference, items)

    found = [place.title for place in case.places if place.result == "found"]
    source = of.items[-1].source if of.items else found[0] if len(found) == 1 else ""
    fields = [
        Field("title", "What it is"),
        category_field(""),
        Field("pages", "Pages", hint="40 (how many) or 1-40 (which)"),
        source_field(case, source),
        day_field(desk, "dated", "Its date", ""),
        Field("each", "List as", "no", choices=EACH, hint="or an item a page"),
    ]
    title = f"{of.reference}: list an item"
    about = draw.words(f"{listed} listed. List the next, or press esc.") if listed else ""
    return ask(desk, of, title, fields, save, about, adds=True)


@follows
def put_right(desk: Desk, of: Schedule, number: int) -> Form:
    """Open a form to correct an item. The old entries are kept in the history."""
    (item,) = items_of(of, [number])

    case = case_view(desk, of.reference)
    confirm = new_place_once(case)

    def save(given: Mapping[str, str], version: int) -> Schedule:
        confirm(given["source"])
        pages = listing.of_pages(listing.NewItem(""), given["pages"] or "0")[0].pages
        day = given_day(desk, given, "dated")
        words = {name: given[name] for name in ("title", "category", "source")}
        changes = {**words, "dated": day, "pages": pages}
        return listing.correct_item(
            desk, of.reference, number, changes, given["why"], version=version
        )

    fields = [
        Field("title", "What it is", item.title),
        category_field(item.category),
        source_field(case, item.source),
        day_field(desk, "dated", "Its date", item.dated.isoformat() if item.dated else ""),
        Field("pages", "Pages", str(item.pages)),
        Field("why", "Why", hint="kept in the history"),
    ]
    return ask(desk, of, f"Correct item {number}", fields, save)


@follows
def take_off(desk: Desk, of: Schedule, numbers: Sequence[int]) -> Form:
    """Open a form for the reason to take items off."""
    items_of(of, numbers)

    def save(given: Mapping[str, str], version: int) -> Schedule:
        return listing.remove_items(desk, of.reference, numbers, given["why"], version=version)

    fields = [Field("why", "Why", lines=2, hint="such as: the same message twice")]
    title = f"Take {items_words(numbers).casefold()} off the schedule?"
    return ask(desk, of, title, fields, save)


@follows
def in_file(desk: Desk, of: Schedule, numbers: Sequence[int]) -> Form:
    """Open a form for the file of the answer in which items stand, and the pages there."""
    items = items_of(of, numbers)

    def save(given: Mapping[str, str], version: int) -> Schedule:
        return item_places.place_items(
            desk, of.reference, numbers, given["file"], given["pages"], version=version
        )

    case = file_meant(desk, of.reference)
    files = [
        (f.name, f"{f.name}, {counted(f.pages, 'page')}") for f in answer_files(case) if f.pages
    ]
    counted_there = f"{_their(items).capitalize()} pages are counted in that file."
    about = draw.words("\n".join(pages_told(case)) or counted_there)
    fields = [
        Field("file", "File", files[0][0] if files else "", choices=[*files, ("", "in no file")]),
        Field("pages", "Pages", hint="3-5, or empty for all"),
    ]
    title = f"{items_words(numbers)}: in which file of the answer?"
    return ask(desk, of, title, fields, save, about)


@follows
def from_file(desk: Desk, of: Schedule) -> Form:
    """Open a form for a CSV file on this machine, of which every row becomes an item."""

    def save(given: Mapping[str, str], _version: int) -> Schedule:
        content = own_files.read_own_file(desk, given["path"], LARGEST)
        name = Path(given["path"]).name
        done = schedule_import.import_items(desk, of.reference, content, name)
        desk.asides.extend([done.doubt] if done.doubt else [])
        return done.schedule

    fields = [Field("path", "File", example="~/found.csv", hint="~/ is your folder there")]
    columns = draw.words(
        "Its first line names the columns: number, source, category, title, date, pages, "
        "treatment, exemption, reason. Only the title is required."
    )
    about = Group(columns, from_own_machine(desk, schedule_lines(desk, of.reference)[1]))
    title = f"{of.reference}: list the rows of a CSV file"
    return ask(desk, of, title, fields, save, about, adds=True)


def words_of(items: tuple[ItemRow, ...]) -> str:
    """Return items by number, such as `items 1 to 4`."""
    return items_words(numbers_of(items)).casefold()


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
