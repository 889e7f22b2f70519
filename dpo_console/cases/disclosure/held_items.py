"""Items that stand redacted or withheld, for a question before that is dropped. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from dpo_console.cases.disclosure.item_numbers import items_words
from dpo_console.cases.disclosure.schedule_gaps import LEFT_OUT
from dpo_console.law.exemptions.exemptions import law_of
from dpo_console.store.cases.disclosure_rows import ItemRow

_STANDS = {"redact": "redacted", "withhold": "withheld"}


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
