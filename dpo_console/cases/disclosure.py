"""A disclosure schedule: its items, the gaps before the answer may be sent, and its totals."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.errors import BadInput
from dpo_console.law.calendar.counting import add_months
from dpo_console.law.exemptions.exemptions import (
    Exemption,
    Opinion,
    exemptions,
    law_of,
    opinions,
    regimes,
)
from dpo_console.law.exemptions.item_categories import item_categories
from dpo_console.law.statutes import statute
from dpo_console.lazy_import import later
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.disclosure_rows import ItemRow
from dpo_console.text import counted, show_line

if TYPE_CHECKING:
    from dpo_console.cases.people import hidden
else:  # a change asks what is missing, and shows no schedule
    hidden = later("dpo_console.cases.people.hidden")

HIGHEST = 100_000
"""The highest number that an item may have."""

_PART = re.compile("([0-9]{1,6})(?:-([0-9]{1,6}))?")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))

TREATMENTS = {"": "not decided", "release": "release", "redact": "redact", "withhold": "withhold"}
"""The treatments of an item."""

LEFT_OUT = ("redact", "withhold")
"""The treatments that need a ground and a second check."""

TREATED = "schedule.treated"
"""The criterion that everything found is listed and decided on."""

SECOND_LOOK = "schedule.second-look"
"""The criterion that somebody else checked what was redacted and withheld."""

Gap = Callable[[ItemRow], str]

OPINIONS = {
    "harm": "harm is likely",
    "no-harm": "harm is not likely",
    "known": "no opinion is needed",
}
"""The opinions possible. `known`: the person has seen or knows it already (Sch 3 para 6(2))."""

_STANDS = {"redact": "redacted", "withhold": "withheld"}

IN_FILE = "item.file"
"""The kind of note that says where an item stands, as `FIRST LAST TOTAL NAME`."""


def parse_numbers(typed: str, field: str = "numbers") -> tuple[int, ...]:
    """Return the numbers in a list with ranges, in order, each once.

    Raises BadInput naming the part that can't be read.
    """
    plain = re.sub(r"\s*-\s*", "-", typed.translate(_DASHES).strip())
    parts = [part for part in re.split(r"[\s,;]+", plain) if part]
    if not parts:
        raise BadInput(f"{field}: no numbers are given. Write them like 1-40, 52.")
    return tuple(sorted({number for part in parts for number in _range(part, field)}))


def _range(part: str, field: str) -> range:
    found = _PART.fullmatch(part)
    if not found:
        shown = show_line(part, 40)
        raise BadInput(f"{field}: {shown!r} is no number and no range. Write them like 1-40, 52.")
    first, last = int(found[1]), int(found[2] or found[1])
    if first > last:
        raise BadInput(f"{field}: {part} runs backwards; write {last}-{first}.")
    if not 1 <= first <= last <= HIGHEST:
        raise BadInput(f"{field}: {part} is out of bounds; numbers go from 1 to {HIGHEST:,}.")
    return range(first, last + 1)


def number_words(numbers: Iterable[int]) -> str:
    """Return numbers as people write them, with runs as ranges: 1-40, 52."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def named_items(numbers: str | None) -> str:
    """Return `item 3` or `items 3, 7-12` for numbers as people write them."""
    return f"item{'' if (numbers or '').isdigit() else 's'} {numbers}"


def items_words(numbers: Sequence[int]) -> str:
    """Return `Item 3` or `Items 3, 7-12`."""
    return f"Item{'s' if len(numbers) != 1 else ''} {number_words(numbers)}"


def standing(file: CaseFile, today: date | None = None) -> Iterator[tuple[str, str]]:
    """Yield each criterion that the schedule answers, with the gap as sentences, or ''.

    An opinion's age is checked only if `today` is given.
    """
    yield TREATED, _empty(file) or _sentences(file.items, gap_of_treatment)
    yield "schedule.opinions", _sentences(file.items, lambda i: gap_of_opinion(file, i, today))
    yield SECOND_LOOK, _sentences(file.items, gap_of_look)


def gap(file: CaseFile, item: ItemRow, today: date | None = None) -> str:
    """Return the first gap of an item, or ''."""
    return gap_of_treatment(item) or gap_of_opinion(file, item, today) or gap_of_look(item)


def next_in_schedule(file: CaseFile) -> str:
    """Return the next step in the schedule, for the queue, or ''."""
    undecided = sum(1 for i in file.items if gap_of_treatment(i))
    opinion = sum(1 for i in file.items if gap_of_opinion(file, i))
    look = sum(1 for i in file.items if gap_of_look(i))
    if undecided:
        return f"Decide on {counted(undecided, 'item')}"
    if opinion:
        return f"Get the opinion on {counted(opinion, 'item')}"
    return f"Second check of {counted(look, 'item')}" if look else ""


def only_looks(file: CaseFile) -> bool:
    """Return True if the items of a schedule lack at most their second check."""
    return not any(gap_of_treatment(i) or gap_of_opinion(file, i) for i in file.items)


def _empty(file: CaseFile) -> str:
    """Return the gap of an empty schedule.

    An empty schedule is an answer only if every place searched reported nothing.
    """
    if file.items or (file.places and all(p.result == "nothing" for p in file.places)):
        return ""
    return "Nothing is listed in the disclosure schedule yet."


def unlisted(file: CaseFile) -> str:
    """Return a sentence on places that found something not yet listed, or ''.

    It is '' too if as many items don't say where they were found.
    """
    listed = [item.place_id for item in file.items]
    found = [p.title for p in file.places if p.result == "found" and p.id not in listed]
    if not listed or listed.count(None) >= len(found):
        return ""
    return f"Data were found, and nothing is listed, from: {', '.join(found)}."


def _sentences(items: Sequence[ItemRow], gap_in: Gap) -> str:
    """Return one sentence for each kind of gap, with the numbers of its items."""
    found: dict[str, list[int]] = {}
    for item in items:
        what = gap_in(item)
        if what:
            found.setdefault(what, []).append(item.number)
    return " ".join(f"{items_words(numbers)}: {what}." for what, numbers in found.items())


def gap_of_treatment(item: ItemRow) -> str:
    """Return the gap of an item that nobody has decided on, or ''."""
    return "" if item.treatment else "not decided yet"


def gap_of_look(item: ItemRow) -> str:
    """Return the gap of a redacted or withheld item without a second check, or ''."""
    wanted = item.treatment in LEFT_OUT and not item.looked_on
    return "a second check is needed" if wanted else ""


def gap_of_opinion(file: CaseFile, item: ItemRow, today: date | None = None) -> str:
    """Return the fault in the opinion that the law requires on an item (DPA 2018 Sch 3), or ''.

    To rely on serious harm, the opinion must say that harm is likely. Health data may be
    given if it says that harm is not likely. It is also enough if the person knows the data.
    Advice need not be asked for, but what it says of harm is not passed over.
    """
    ground = exemptions().get(item.exemption)
    if ground and ground.opinion and item.treatment in LEFT_OUT:
        return _harm_is_said(item, opinions()[ground.opinion], today)
    wanted = opinion_wanted(file.case.kind, item)
    if wanted is None or item.opinion_says == "known":
        return ""
    if not item.opinion_says and wanted.advice:
        return ""
    if not item.opinion_says:
        return f"ask {wanted.who}, or record that the person knows it already"
    if item.treatment == "release" and item.opinion_says == "harm":
        return f"{wanted.who} says that harm is likely, so it may not be released"
    return _too_old(item, wanted, today)


def opinion_wanted(kind: str, item: ItemRow) -> Opinion | None:
    """Return the opinion that an item's category needs, in a request for personal data."""
    category = item_categories().get(item.category)
    if not category or not category.opinion or kind not in regimes()["access"].kinds:
        return None
    given = item.treatment in ("release", "redact")
    return opinions()[category.opinion] if given or (item.treatment and category.always) else None


def may_need_opinion(kind: str, item: ItemRow) -> bool:
    """Return True if the category or the ground of an item asks for an opinion."""
    ground = exemptions().get(item.exemption)
    return bool(opinion_wanted(kind, item) or (ground and ground.opinion))


def _harm_is_said(item: ItemRow, wanted: Opinion, today: date | None) -> str:
    law = law_of(item.exemption)
    if item.opinion_says == "harm":
        return _too_old(item, wanted, today)
    if item.opinion_says:
        return f"{wanted.who} doesn't say that harm is likely, so {law} can't be used"
    return f"{law} needs the opinion of {wanted.who}"


def _too_old(item: ItemRow, wanted: Opinion, today: date | None) -> str:
    if not (today and wanted.months and item.opinion_on):
        return ""
    last = add_months(item.opinion_on, wanted.months)
    if today <= last:
        return ""
    return f"the opinion of {wanted.who} is more than {wanted.months} months old"


def narrowed(file: CaseFile) -> Iterator[str]:
    """Yield a sentence for each exemption whose items in an open case must be looked at again.

    A second check after the change settles it. An exemption that withholds nothing from this kind
    of request must give way to another.
    """
    if file.case.closed_on:
        return
    for slug, exemption in exemptions().items():
        unfit = [i.number for i in file.items if i.exemption == slug and i.treatment in LEFT_OUT]
        if unfit and file.case.kind not in exemption.kinds:
            yield (
                f"{items_words(unfit)}: left out as “{exemption.title}” ({exemption.law}), which "
                f"withholds nothing from {statute(file.case.kind).work.in_words}. Choose another "
                "ground, or release what it covered."
            )
        numbers = [item.number for item in file.items if _is_earlier(item, slug, exemption)]
        if numbers:
            yield (
                f"{items_words(numbers)}: left out as “{exemption.title}” ({exemption.law}) before "
                "that ground was split in two. If the reason is an objection, or that the person "
                "would be refused the data, choose the other ground and weigh the public interest. "
                "Then repeat the second check."
            )


def _is_earlier(item: ItemRow, slug: str, exemption: Exemption) -> bool:
    """Return True for an item that was checked under this exemption before it was narrowed."""
    if item.exemption != slug or item.treatment not in LEFT_OUT or exemption.narrowed is None:
        return False
    return item.looked_on is not None and item.looked_on < exemption.narrowed


def held_among(items: Iterable[ItemRow], numbers: Collection[int]) -> tuple[ItemRow, ...]:
    """Return the redacted and withheld ones among the items of these numbers."""
    wanted = set(numbers)
    return tuple(i for i in items if i.number in wanted and i.treatment in LEFT_OUT)


def held_lines(held: Iterable[ItemRow], names: Mapping[str, str]) -> Iterator[str]:
    """Yield `Item 2: redacted, DPA 2018 Sch 2 para 16-17, checked by Tom Askew.` for each alike.

    `names` are those of the office's people, by slug.
    """
    alike: dict[tuple[str, str, str], list[int]] = {}
    for item in held:
        alike.setdefault((item.treatment, item.exemption, item.looked_by), []).append(item.number)
    for (treatment, exemption, by), numbers in alike.items():
        checked = f"checked by {names.get(by, by)}" if by else "no second check yet"
        parts = (_STANDS[treatment], law_of(exemption), checked)
        yield f"{items_words(numbers)}: {', '.join(filter(None, parts))}."


class ItemPages(NamedTuple):
    """The first and last page of an item in a file, and how many pages that file had then."""

    first: int
    last: int
    total: int
    file: str

    @property
    def words(self) -> str:
        """The place in words, such as `pages 3-5 of reply.pdf`."""
        return f"{numbered(range(self.first, self.last + 1))} of {self.file}"


def pages_of(item: ItemRow) -> ItemPages | None:
    """Return where an item stands, or None if nobody said it."""
    if not item.in_file:
        return None
    first, last, total, name = item.in_file.split(" ", 3)
    return ItemPages(int(first), int(last), int(total), name)


def page_words(items: Iterable[ItemRow]) -> str:
    """Return where items stand together: `pages 1-4, 9 of reply.pdf`, or '' if one isn't said."""
    found: dict[str, set[int]] = {}
    for item in items:
        pages = pages_of(item)
        if pages is None:
            return ""
        found.setdefault(pages.file, set()).update(range(pages.first, pages.last + 1))
    return "; ".join(f"{numbered(pages)} of {name}" for name, pages in found.items())


def numbered(pages: Collection[int]) -> str:
    """Return `page 3` or `pages 3-5, 9`."""
    return f"page{'s' if len(pages) > 1 else ''} {number_words(pages)}"


@dataclass(frozen=True, slots=True)
class Count:
    """The number of items and pages of one treatment or category."""

    slug: str
    title: str
    items: int
    pages: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of a schedule. `open` counts the items with gaps, and `gaps` lists them."""

    items: int
    pages: int
    open: int
    treatments: tuple[Count, ...]
    categories: tuple[Count, ...]
    gaps: tuple[str, ...]


def totals_of(file: CaseFile, today: date) -> Totals:
    """Return the totals of a schedule."""
    categories = {slug: c.title for slug, c in item_categories().items()} if file.items else {}
    counted = _counts(file.items, categories, lambda item: item.category)
    said = [what for _, what in standing(file, today)] if file.items else []
    gaps = [what for what in (*said, unlisted(file)) if what]
    return Totals(
        items=len(file.items),
        pages=sum(item.pages for item in file.items),
        open=sum(1 for item in file.items if gap(file, item, today)),
        treatments=_counts(file.items, TREATMENTS, lambda item: item.treatment),
        categories=tuple(count for count in counted if count.items),
        gaps=tuple(gaps),
    )


def lacking(totals: Totals) -> str:
    """Return how many items have gaps, in words."""
    if not totals.open:
        return "no item lacks anything" if totals.gaps else "nothing is lacking"
    return f"{totals.open} item{' lacks' if totals.open == 1 else 's lack'} something"


def _counts(
    items: Sequence[ItemRow], titles: dict[str, str], slug_of: Callable[[ItemRow], str]
) -> tuple[Count, ...]:
    found = {slug: [0, 0] for slug in titles}
    for item in items:
        count = found.setdefault(slug_of(item), [0, 0])
        count[0] += 1
        count[1] += item.pages
    return tuple(Count(slug, titles.get(slug, slug), *count) for slug, count in found.items())


@dataclass(frozen=True, slots=True)
class Schedule:
    """The schedule of one case at a version of the case."""

    reference: str
    kind: str
    version: int
    items: tuple[ItemRow, ...]
    totals: Totals


def schedule(desk: Desk, reference: str) -> Schedule:
    """Return the schedule of a case, as this officer may see it. Raises BadInput without a case."""
    file = file_meant(desk, reference)
    hide = hidden.hiding(desk, file, ())
    found = schedule_of(file, desk.today)
    return hidden.hidden(found, hide) if hide else found


def schedule_of(file: CaseFile, today: date) -> Schedule:
    """Return the schedule in a case's records."""
    places = {place.id: place.title for place in file.places}
    return Schedule(
        reference=file.case.reference,
        kind=file.case.kind,
        version=file.case.version,
        items=tuple(
            replace(item, source=places.get(item.place_id or 0, ""), gap=gap(file, item, today))
            for item in file.items
        ),
        totals=totals_of(file, today),
    )
