"""A third party's request, from `scope` and `data-items` to `decide`, `release` and `review`."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from itertools import groupby
from typing import Any

import click

from dpo_console.approval.data_items import DataItem, Scales, scales
from dpo_console.approval.lawful_bases import lawful_bases
from dpo_console.approval.model import CHOSEN, Ruling
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.scope_items import (
    Scope,
    catalogue,
    changed,
    words_given,
    words_rated,
)
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.sharing import release as releases
from dpo_console.casework.sharing import release as reviews
from dpo_console.casework.sharing import ruling as refusals
from dpo_console.casework.sharing import ruling as rulings
from dpo_console.casework.sharing import scope as scopes
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import (
    OVERRIDE,
    VERSION,
    case_command,
    day_option,
    subcommand,
    text_option,
)
from dpo_console.cli.output import Json, columns, document, narrate, say
from dpo_console.cli.pages.changed import print_change
from dpo_console.cli.pages.checklist_page import checklist_json
from dpo_console.cli.pages.scope_page import challenges_json, print_scope, scope_json
from dpo_console.cli.types import NUMBER, Assignment, DayOrMinute
from dpo_console.law.model import Moment
from dpo_console.law.words import listed
from dpo_console.text import show_line

ITEM = "ITEM"

LISTS = ("drop", "add", "ordered", "keep_back", "give")
"""The options that change the list of items."""

WIDEST = 22
"""Columns of the longest slug, which keep the categories aligned."""


@case_command()
@click.argument("ruling", type=click.Choice([r.value for r in Ruling]))
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@click.option("--by", metavar="PERSON", help="Who decided, if not at this keyboard.")
@day_option("--on", "The day it was decided, if not today.")
@text_option("--evidence", "TEXT", "Where that decision is written down.")
@text_option(
    "--left-out", "TEXT", "What is not approved, if only a part: the items, ; between them."
)
@VERSION
def decide(
    invocation: Invocation,
    reference: str,
    ruling: str,
    reason: str,
    by: str | None,
    on: date | None,
    evidence: str,
    left_out: str,
    version: int | None,
) -> None:
    """Record the controller's decision on sharing.

    To approve in part, name with --left-out the items that are withheld, or describe them if none
    are listed. `scope` gives less of an item. To decide on paper, write the letter
    decision-sheet and have it signed. Then record who decided, when, and where the sheet is.

    \b
      dpo-console decide DSC-2026-0007 approve --reason "In the pupils' interest; terms accepted"
      dpo-console decide DSC-2026-0007 refuse --reason "No lawful basis" --by head \\
          --on "24 Nov" --evidence "Signed sheet of 24 November, file 7"
    """
    found = rulings.decide(
        invocation.desk(),
        reference,
        Ruling(ruling),
        reason,
        by=by,
        on=on,
        evidence=evidence,
        left_out=left_out,
        version=version,
    )
    print_change(invocation, found, lambda case: f"decided: {ruling}.{_covers(case)}")


def _covers(case: CaseView) -> str:
    """Return what an approval covers: somebody may have changed it since the approver read it."""
    given = words_given(case.scope.items, case.scope.listed).splitlines()
    ruled = case.decision is not None and case.decision.ruling != Ruling.REFUSE
    return f" It covers: {listed(given)}." if ruled and given else ""


@case_command()
@click.option(
    "--on",
    type=DayOrMinute(),
    metavar="DATE",
    help="The day it was sent, or the minute. Default: today.",
)
@text_option("--method", "TEXT", "How it was sent.")
@day_option("--until", "The day by which it must be destroyed.")
@day_option("--review", "The day to review it.")
@click.option("--urgent", is_flag=True, help="Safeguarding: at once, with the record to follow.")
@text_option("--reason", "TEXT", "Why it can't wait.")
@OVERRIDE
@VERSION
def release(
    invocation: Invocation,
    reference: str,
    on: Moment | None,
    method: str,
    until: date | None,
    review: date | None,
    urgent: bool,
    reason: str,
    override: str,
    version: int | None,
) -> None:
    """Record that the data were sent. Refused until the request is ready to release.

    \b
      dpo-console release DSC-2026-0007 --method "Encrypted, by Egress" --until 2027-07-31
      dpo-console release DSC-2026-0009 --urgent --on "today 16:40" \\
          --reason "At risk tonight; social worker rang"
    """
    desk = invocation.desk()
    found = releases.release(
        desk,
        reference,
        on or desk.today,
        method=method,
        until=until,
        review=review,
        urgent=urgent,
        reason=reason,
        override=override,
        version=version,
    )
    print_change(invocation, found, "released.")


@case_command()
@click.option("--finding", required=True, metavar="TEXT", help="What was looked at and found.")
@day_option("--on", "The day of the review. Default: today.")
@day_option("--next", "The day of the next review.", "following")
@day_option("--until", "The day use ends, sooner than approved.")
@VERSION
def review(
    invocation: Invocation,
    reference: str,
    finding: str,
    on: date | None,
    following: date | None,
    until: date | None,
    version: int | None,
) -> None:
    """Record the review of a sharing. Without --next, it is the last one.

    It never lengthens one: longer use, or more data, takes a new request and its approval.

    \b
      dpo-console review DSC-2026-0007 --finding "Still in use; access list checked" \\
          --next 2027-06-01
      dpo-console review DSC-2026-0007 --finding "The study is over" --until 2026-12-18
    """
    desk = invocation.desk()
    review_made = reviews.Review(on or desk.today, finding, following, until)
    found = reviews.review(desk, reference, review_made, version=version)
    print_change(invocation, found, "reviewed.")


@case_command("answer-refusal")
@click.argument("earlier", metavar="EARLIER")
@click.option("--why", required=True, metavar="TEXT", help="Why this request is different.")
@VERSION
def refusal(
    invocation: Invocation, reference: str, earlier: str, why: str, version: int | None
) -> None:
    """Say why a request may proceed after the same people were refused.

    `show` names such refusals. The DPO, the DSL or the approver answers them.

    \b
      dpo-console answer-refusal DSC-2026-0012 DSC-2026-0007 \\
          --why "They now have the court's order of 3 November"
    """
    found = refusals.answer_refusal(invocation.desk(), reference, earlier, why, version=version)
    print_change(invocation, found, f"the refusal in {earlier} is answered.")


@case_command()
@click.option("--purpose", metavar="TEXT", help="What it is for.")
@click.option("--items", metavar="TEXT", help="Which data, in words.")
@click.option(
    "--item",
    "add",
    multiple=True,
    metavar=ITEM,
    help="Add a data item. ITEM:less offers less of it, ITEM:TEXT describes it, ITEM=B2 rates it.",
)
@click.option(
    "--ordered", multiple=True, metavar=ITEM, help="Add an item that the order or notice names."
)
@click.option("--drop", multiple=True, metavar=ITEM, help="Take an item out: it isn't asked for.")
@click.option(
    "--withhold", "--keep-back", "keep_back", multiple=True, metavar=ITEM, help="Withhold an item."
)
@click.option("--give", multiple=True, metavar=ITEM, help="Give what was withheld.")
@click.option(
    "--rate-words",
    metavar="RATING",
    help="Make the words items of their own, rated such as B2: sensitivity and risk.",
)
@click.option("--cohort", metavar="TEXT", help="Exactly which pupils.")
@click.option("--pupils", type=NUMBER, metavar="N", help="How many pupils.")
@click.option("--years", metavar="TEXT", help="Which years, such as 2024-2026.")
@click.option("--basis", "lawful_basis", metavar="TEXT", help="The lawful basis.")
@click.option("--condition", metavar="TEXT", help="The condition of Art 9 or 10, with Sch 1.")
@click.option("--power", metavar="TEXT", help="The power or order that compels it, cited.")
@click.option(
    "--path",
    type=click.Choice([path.value for path in CHOSEN]),
    help="The recipient's role, where we choose to share; or compelled by an order.",
)
@click.option("--method", metavar="TEXT", help="How it would be sent.")
@click.option("--dpia", metavar="TEXT", help="Reference of the DPIA, or of its screening.")
@click.option("--agreement", metavar="TEXT", help="Reference of the agreement or contract.")
@day_option("--until", "The day by which it must be destroyed.")
@day_option("--review", "The day of the next review.", "review_on")
@click.option(
    "--because",
    type=Assignment(),
    multiple=True,
    metavar="NAME=TEXT",
    help="Your answer to an objection that `scope` shows, by its name there.",
)
@VERSION
def scope(
    invocation: Invocation,
    /,
    reference: str,
    version: int | None,
    because: tuple[tuple[str, str], ...],
    rate_words: str | None,
    **given: Any,  # noqa: ANN401
) -> None:
    """Show or change what is asked for and would be shared.

    An approval covers exactly this and lapses when it changes. Items are added to the list or,
    where they are on it, changed; name them as `dpo-console data-items` does, or by their number.

    \b
      dpo-console scope DSC-2026-0007 --purpose "Reading study" --cohort "Year 6" --pupils 180 \\
          --item ks2-reading --item date-of-birth:less --years 2024-2026 --until 2027-07-31
      dpo-console scope DSC-2026-0007 --withhold date-of-birth
      dpo-console scope DSC-2026-0009 --path compelled --ordered attendance
      dpo-console scope DSC-2026-0007 --because less.ks2-reading="Bands hide the change"
    """
    desk = invocation.desk()
    case = case_view(desk, reference)
    wanted = _wanted(desk, case.scope, given)
    wanted = words_rated(wanted, rate_words) if rate_words else wanted
    if wanted != case.scope or any(value not in (None, ()) for value in given.values()):
        scopes.set_scope(desk, reference, wanted, version=version or case.version)
        invocation.saved = True
    for challenge, reason in because:
        scopes.answer_challenge(desk, reference, challenge, reason)
        invocation.saved = True
    case = case_view(desk, reference) if invocation.saved else case
    if invocation.json:
        told: Json = {"reference": case.reference, "scope": scope_json(case.scope)}
        told |= {"challenges": challenges_json(case), "gate": checklist_json(case)["gate"]}
        document(told)
    else:
        print_scope(case)


def _wanted(desk: Desk, now: Scope, given: Mapping[str, Any]) -> Scope:
    """Return the scope with the given changes and no others."""
    lists = {name: given[name] for name in LISTS}
    values = {k: v for k, v in given.items() if k not in LISTS and v is not None}
    return replace(now, **values, listed=changed(desk.settings, now.listed, **lists))


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
