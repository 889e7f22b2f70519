"""A message drawn: its line in the list, and what it seems to be with the words that say so."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.style import Style
from rich.text import Text

from dpo_console.cases.intake.tray import InTray, state_words
from dpo_console.cases.requests.overlaps import short_name
from dpo_console.law.statutes import statute
from dpo_console.store.reads.messages import WAITING
from dpo_console.text import size_words
from dpo_console.tui import draw

ASK = "for you to say"
SHOWN = 1_500
"""The characters of each passage that are shown beside the list."""


def message_line(one: InTray, width: int) -> Text:
    """Draw `  3  2 Nov  SAR  Jane Doe re Tom Doe`."""
    told = one.proposal
    if one.message.problem or one.row.state != WAITING:
        said = one.message.problem or state_words(one.row)
        words = f"{one.row.number:>4}  {one.title[:30]}  {said}"
        return draw.line(draw.fit(words, width).rstrip(), draw.QUIET)
    about = f" re {', '.join(told.names)}" if told.names else ""
    day = draw.short_day(told.received.value[:10]) if told.received.value else "day?"
    short = short_name(told.kind.value) if told.kind.value else "kind?"
    words = (
        f"{one.row.number:>4}  {day:7} {draw.fit(short, 18)} "
        f"{told.requester.value or 'who?'}{about}"
    )
    style = draw.PLAIN if told.is_whole else draw.WARNING
    return draw.line(draw.fit(words, width).rstrip(), style)


def message_words(one: InTray | None, alike: Sequence[str] = ()) -> RenderableType:
    """Draw what a message seems to be, each field with its reason, and then its words.

    `alike` says what it resembles.
    """
    if one is None:
        return Text()
    title = draw.line(f"Message {one.row.number}: {one.title}", draw.STRONG)
    doubts = [draw.words(f"! {said}", draw.WARNING)
              for said in (*alike, one.message.problem, *one.proposal.doubts) if said]  # fmt: skip
    rows = draw.table(
        (draw.line(label, draw.QUIET), draw.words(value or ASK, _style(value)), draw.words(why))
        for label, value, why in _fields(one)
    )
    return Group(title, *doubts, rows, *_passages(one))


def _style(value: str) -> Style:
    return draw.PLAIN if value else draw.WARNING


def _fields(one: InTray) -> Iterator[tuple[str, str, str]]:
    told = one.proposal
    yield "Kind", statute(told.kind.value).title if told.kind.value else "", told.kind.why
    for kind, words, _ in told.also:
        yield "Perhaps also", statute(kind).title, f"“{words}”"
    yield "Requester", told.requester.value, told.requester.why
    yield "About", "; ".join(told.names) or told.subjects.why, ""
    yield "Received", draw.day(told.moment) if told.moment else "", told.received.why
    if told.email:
        yield "E-mail", told.email, ""
    for name, _, size in one.message.attachments:
        yield "Attached", f"{name}, {size_words(size)}", ""


def _passages(one: InTray) -> Iterator[RenderableType]:
    for passage in one.message.passages:
        who = passage.name or passage.address or "somebody"
        yield draw.line(f"{who}, {passage.place}:", draw.QUIET)
        yield draw.words(passage.words[:SHOWN])
