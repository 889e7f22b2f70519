"""The data items to ask for, and their footing: `data-items`, `lawful-bases`."""

from dataclasses import asdict
from itertools import groupby

import click

from dpo_console.approval.data_items import DataItem, Scales, scales
from dpo_console.approval.lawful_bases import lawful_bases
from dpo_console.cases.sharing.scope_items import catalogue
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import columns, document, narrate, say
from dpo_console.text import show_line

WIDEST = 22
"""Columns of the longest slug, which keep the categories aligned."""


@subcommand("data-items")
@click.argument("words", nargs=-1, metavar="[WORD]...")
def data_items(invocation: Invocation, words: tuple[str, ...]) -> None:
    """List the school's data items, how sensitive each is, and what less may do.

    With words: only the items that have all of them.

    Sensitivity is A (high) to E (low), the risk 1 (high) to 6 (low). An office adds its own, or
    rates them otherwise, under [[data_item]] in data/dpo.toml.

    \b
      dpo-console data-items
      dpo-console data-items birth
    """
    desk = invocation.desk()
    words_of_scales = scales()
    found = [
        item
        for item in catalogue(desk.settings).values()
        if _has(item, words_of_scales, words)
    ]  # fmt: skip
    if invocation.json:
        document([asdict(item) for item in found])
        return
    if not found:
        narrate(f"No data item has these words: {show_line(' '.join(words), 60)}")
    for category, group in groupby(found, key=lambda item: item.category):
        say(words_of_scales.categories[category])
        columns([_cells(item) for item in group], indent=2)


def _has(item: DataItem, words: Scales, wanted: tuple[str, ...]) -> bool:
    said = " ".join((item.slug, item.title, words.categories[item.category], *item.also)).casefold()
    return all(word.casefold() in said for word in wanted)


def _cells(item: DataItem) -> tuple[str, ...]:
    marks = ["special category"] if item.special else []
    marks += ["criminal offences"] if item.criminal else []
    less = f"less: {' / '.join(item.less)}" if item.less else ""
    more = "; ".join(part for part in (*marks, *item.marks, less) if part)
    title = f"{item.title}. {more}" if more else item.title
    return item.slug.ljust(WIDEST), f"{item.sensitivity}{item.risk}", title


@subcommand("lawful-bases")
def bases(invocation: Invocation) -> None:
    """List lawful bases (UK GDPR Art 6) and conditions (Art 9), as `scope` reads them.

    \b
      dpo-console lawful-bases
    """
    known = lawful_bases()
    if invocation.json:
        bases = [asdict(basis) for basis in known.bases.values()]
        conditions = [asdict(condition) for condition in known.conditions.values()]
        document({"bases": bases, "conditions": conditions})
        return
    say("Lawful bases (UK GDPR Art 6(1))")
    columns([(b.article, _barred(b.title, b.not_for)) for b in known.bases.values()], indent=2)
    say("\nConditions for special category data (Art 9(2))")
    needs = " and a condition of DPA 2018 Sch 1 "
    columns(
        [
            (c.article, c.title + (f";{needs}{c.schedule}" if c.schedule else ""))
            for c in known.conditions.values()
        ],
        indent=2,
    )


def _barred(title: str, not_for: tuple[str, ...]) -> str:
    return (
        f"{title}; not for the tasks of a school that is {', '.join(not_for)}" if not_for else title
    )
