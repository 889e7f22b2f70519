"""A disclosure schedule and the exemptions as lines, and as JSON."""

from collections.abc import Iterable, Mapping, Sequence

from dpo_console.cases.disclosure import (
    OPINIONS,
    TREATMENTS,
    Count,
    Schedule,
    Totals,
    lacking,
    page_words,
    pages_of,
)
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.output import Json, columns, picked, report, say
from dpo_console.law.exemptions.exemptions import Exemption, law_of, opinions, regimes
from dpo_console.law.exemptions.item_categories import category_title
from dpo_console.store.cases.disclosure_rows import ItemRow
from dpo_console.text import counted, day_words


def print_schedule(schedule: Schedule, names: Mapping[str, str], pages: Sequence[str] = ()) -> None:
    """Print every item, then the totals, and how the `pages` of the answer's files differ."""
    if not schedule.items:
        say(f"{schedule.reference}: nothing is listed in the disclosure schedule yet.")
        return
    heads = ("No", "Treatment", "Pages", "Category", "Item")
    columns([_line(item, names) for item in schedule.items], heads)
    say("")
    print_totals(schedule.totals)
    columns([("-", said) for said in pages], indent=2)


def _line(item: ItemRow, names: Mapping[str, str]) -> tuple[str, ...]:
    return (
        str(item.number),
        TREATMENTS[item.treatment],
        str(item.pages),
        category_title(item.category),
        _about(item, names),
    )


def _about(item: ItemRow, names: Mapping[str, str]) -> str:
    says = OPINIONS.get(item.opinion_says, item.opinion_says)
    opinion = f"opinion, {says}: {item.opinion}" if says else ""
    by = names.get(item.looked_by, item.looked_by)
    looked = f"second check by {by}" if by else ""
    ground = ": ".join(part for part in (law_of(item.exemption), item.reason) if part)
    gap = f"! {item.gap}" if item.gap and item.treatment else ""
    parts = (
        item.title,
        day_words(item.dated),
        item.source,
        page_words([item]),
        ground,
        opinion,
        looked,
        gap,
    )
    return "; ".join(part for part in parts if part)


def print_totals(totals: Totals, indent: int = 0) -> None:
    """Print items and pages by treatment and by category, and the gaps."""
    count = _size(totals.items, totals.pages)
    say(f"{' ' * indent}{count}; {lacking(totals)}.")
    counts = [*totals.treatments, *totals.categories]
    columns([_count(count) for count in counts if count.items], indent=indent + 2)
    columns([("-", gap) for gap in totals.gaps], indent=indent + 2)


def _count(count: Count) -> tuple[str, str]:
    return count.title, _size(count.items, count.pages)


def _size(items: int, pages: int) -> str:
    """Return `2 items, 14 pages`, without pages where none were entered."""
    of = f", {counted(pages, 'page')}" if pages else ""
    return f"{counted(items, 'item')}{of}"


def print_exemptions(found: Sequence[Exemption]) -> None:
    """Print the exemptions under the law they belong to."""
    for regime in regimes().values():
        lines = [(e.slug, e.title, e.law) for e in found if e.regime == regime.slug]
        if lines:
            say(f"{regime.title}: {', '.join(regime.kinds)}")
            columns(lines, indent=2)


def print_exemption(found: Exemption) -> None:
    """Print one exemption: its test in plain words, and its caution."""
    say(f"{found.slug}   {found.title}\n{found.law}\n\nIt applies where each answer is yes:")
    columns([(f"{n}.", test) for n, test in enumerate(found.tests, 1)], indent=2)
    opinion = opinions().get(found.opinion)
    balance = {True: "yes, and say how", False: "no, it is absolute", None: ""}[found.balance]
    letter = found.letter if found.named else f"{found.letter} (the ground itself is not named)"
    lines = [
        ("Restricts", found.right),
        ("Mind", found.caution),
        ("Opinion of", opinion.who if opinion else ""),
        ("Public interest weighed", balance),
        ("In the letter", letter),
        ("For", ", ".join(found.kinds)),
        ("Source", found.source),
    ]
    say("")
    columns([line for line in lines if line[1]])


def schedule_json(value: Schedule) -> Json:
    """Return a schedule: its items and its totals."""
    return {
        **picked(value, "reference version"),
        "items": [_item(item) for item in value.items],
        "totals": totals_json(value.totals),
    }


def totals_json(value: Totals | None) -> Json | None:
    """Return a schedule's totals. `open` counts the items that lack something."""
    if value is None:
        return None
    return {
        **picked(value, "items pages open"),
        "treatments": _counts(value.treatments, "treatment"),
        "categories": _counts(value.categories, "category"),
        "gaps": list(value.gaps),
    }


def _counts(counts: Iterable[Count], name: str) -> list[Json]:
    return [picked(count, f"{name}=slug? items pages") for count in counts]


def _item(item: ItemRow) -> Json:
    return {
        **picked(item, "number source category title date=dated pages"),
        "in_file": _in_file(item),
        **picked(
            item,
            "treatment? exemption? reason treated_by? opinion_says? opinion opinion_on "
            "looked_by? looked_on lacks=gap?",
        ),
    }


def _in_file(item: ItemRow) -> Json | None:
    at = pages_of(item)
    return picked(at, "name=file first last") if at else None


def exemption_json(value: Exemption, who: str) -> Json:
    """Return an exemption. `who` must give an opinion on it, or is ''."""
    return {
        **picked(value, "slug title law kinds right? tests caution"),
        "opinion_of": who or None,
        **picked(value, "public_interest_test=balance named_in_letter=named letter source"),
    }


def print_schedule_change(invocation: Invocation, found: Schedule, done: str) -> None:
    """Print `done` and what the schedule still lacks, or the whole schedule with --json."""
    invocation.saved = True
    report(invocation, schedule_json(found), f"{found.reference}: {done}; {lacking(found.totals)}.")
