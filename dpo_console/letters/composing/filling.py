"""Values for the blocks of a wording. No value is ever read as Markdown, field or section."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dpo_console.law.model import Clock, Moved, MovedBy, Status, day_of
from dpo_console.law.statutes import statute
from dpo_console.letters.catalogue import sentences
from dpo_console.letters.letter import Block, Paragraph, Rows, Run, Style, Unstated, Value
from dpo_console.letters.wording.conditions import (
    FIELDS,
    LIVE,
    TO_PUPIL,
    Sentence,
    Shape,
    day_in_full,
    month_in_full,
    sentence_parts,
)
from dpo_console.letters.wording.wording import WordingBlock, WordingPart
from dpo_console.sentences import DetailName, Phrase, parts_of
from dpo_console.text import counted

STARTED_BY = {
    "id_received": "the day on which we received proof of identity",
    "authority_received": "the day on which we received proof of authority",
    "fee_paid": "the day on which the fee was paid",
    "clarification_received": "the day on which we received your clarification",
}
"""Why the time runs from the day of a fact, in words that follow that day."""

WAITED = {
    "clarification_requested": ("your answer to our question", "day"),
    "fee_requested": ("the fee to be paid", "working day"),
}
"""What we waited for after each question that stops a clock, and the days that are left out."""


def start_reason(clock: Clock) -> str:
    """Return why the time runs from the day on which it starts."""
    return STARTED_BY.get(clock.started_by, "the day on which we received your request")


def counted_words(clock: Clock, *, extends: bool = False) -> str:
    """Return how the last day for the answer is counted, in sentences, or '' without one.

    With `extends`, they stand in the very notice that extends the time.
    """
    return " ".join(_sentences(clock, extends)) if clock.due else ""


def counted_if_answered(clock: Clock) -> str:
    """Return how the last day is counted if our question is answered today, or ''.

    Nothing is told before the time runs: a proof or a fee would start it on another day.
    """
    return " ".join(_sentences(clock, extends=False)) if clock.status is Status.PAUSED else ""


def _sentences(clock: Clock, extends: bool) -> Iterator[str]:
    in_months = statute(clock.kind).counts_a_month
    one = in_months and all(moved.by is not MovedBy.EXTENDED for moved in clock.moved)
    begins = f"The {'month' if one else 'time'} runs from"
    since = f"{day_in_full(day_of(clock.starts))}, {start_reason(clock)}."
    yield f"{'We count the longer time from' if extends else begins} {since}"
    for moved in clock.moved:
        if not (extends and moved.by is MovedBy.EXTENDED):
            yield from _moved(moved, in_months=in_months)


def _moved(moved: Moved, *, in_months: bool) -> Iterator[str]:
    first, last = day_in_full(moved.first), day_in_full(moved.last)
    match moved.by:
        case MovedBy.EXTENDED:
            more = "two more months" if in_months else "more time"
            yield f"On {first} we told you that we need {more}."
        case MovedBy.SHORT_MONTH:
            month = month_in_full(moved.last)
            yield f"{month} has no day {moved.first.day}, so we count to its last day."
        case MovedBy.STOPPED if moved.days:
            waited, unit = WAITED[moved.name]
            span = f"On {first}" if moved.first == moved.last else f"From {first} to {last}"
            yield f"{span} we waited for {waited}."
            yield (
                "That day does not count."
                if moved.days == 1
                else (f"These {counted(moved.days, unit)} do not count.")
            )
        case MovedBy.ROLLED:
            yield f"{first} is not a working day, so we have until {last}."


SENTENCE = "sentence."
"""The beginning of the name of every required sentence."""

_STYLE_ALONE = {
    Shape.TEXT: Style.BODY,
    Shape.ADDRESS: Style.ADDRESS,
    Shape.DATE: Style.DATE,
    Shape.SIGNATURE: Style.SIGNATURE,
    Shape.BULLETS: Style.BULLET,
    Shape.NUMBERS: Style.NUMBER,
}

_BETWEEN = {Shape.ADDRESS: ", ", Shape.SIGNATURE: ", ", Shape.BULLETS: "; ", Shape.NUMBERS: "; "}
"""The text between the lines of a value in mid-sentence, if not a space."""

_ENDS = (".", "!", "?")
"""The ends of a sentence. An officer may type one, and the wording has its own full stop."""


class Filling:
    """The values for one letter. Filling notes the names that were `used`, and the `gaps`.

    A condition holds if it is among `conditions`, or is a field with a value.
    """

    def __init__(self, fields: Mapping[str, Value], conditions: Collection[str]) -> None:
        """Take `fields` by name, as in wording/fields.toml. An empty value counts as missing."""
        self._unstated = {n: v.sentence for n, v in fields.items() if isinstance(v, Unstated)}
        self.fields = {name: _tidy(value) for name, value in fields.items() if _has_value(value)}
        self.holding = {*conditions, *self.fields}
        self.used: set[str] = set()
        self.gaps: list[str] = []

    def blocks(self, wording: Sequence[WordingBlock]) -> Iterator[Block]:
        """Yield the blocks of the sections that apply, filled in."""
        place, list_id = 0, 0
        for block in wording:
            if not all((c.name in self.holding) == c.wanted for c in block.conditions):
                continue
            if block.alone:
                yield from self._alone(block.alone)
                continue
            place = place + 1 if block.list_id == list_id else 1
            list_id = block.list_id
            yield Paragraph(block.style, tuple(self._runs(block.parts)), place if list_id else 0)

    def _alone(self, name: str) -> Iterator[Block]:
        """Yield the blocks for a field that fills its paragraph: a paragraph, a list or a table."""
        sentence = self._sentence(name)
        if sentence and sentence.rows:
            rows = (sentence.rows.header, *sentence.rows.rows)
            header, *cells = (tuple(self._words(cell) for cell in row) for row in rows)
            yield Rows(header, tuple(cells))
        elif sentence:
            yield from self._listed(sentence)
        elif isinstance(value := self._value(name), Rows):
            yield value
        else:
            yield from _shaped(value, FIELDS[name].alone if name in FIELDS else Shape.TEXT)

    def _listed(self, sentence: Sentence) -> Iterator[Block]:
        if sentence.text:
            yield Paragraph(Style.BODY, tuple(self._runs(sentence_parts(self._text(sentence)))))
        for place, item in enumerate(sentence.items, 1):
            yield Paragraph(Style.NUMBER, tuple(self._runs(sentence_parts(item))), place)

    def _runs(self, parts: Iterable[WordingPart]) -> Iterator[Run]:
        """Yield the runs of a paragraph. A value that ends a sentence replaces its full stop."""
        ended = False
        for part in parts:
            sentence = self._sentence(part.field) if part.field else None
            if sentence:
                yield from self._runs(self._inside(part, sentence))
                ended = False
                continue
            text = self._inline(part.field) if part.field else part.text
            text = text.removeprefix(".") if ended else text
            ended = bool(part.field) and text.endswith(_ENDS)
            if text:
                live = not part.field or part.field in LIVE
                yield Run(text, part.bold, part.italic, live)

    def _inside(self, part: WordingPart, sentence: Sentence) -> Iterator[WordingPart]:
        """Yield the parts of a sentence inside a paragraph, in the style of its place there."""
        if not sentence.text:
            self.gaps.append(f"{{{part.field}}} must stand alone in its paragraph.")
        for own in sentence_parts(self._text(sentence)):
            yield replace(own, bold=own.bold or part.bold, italic=own.italic or part.italic)

    def text_of(self, sentence: Sentence) -> str:
        """Return the words of a sentence, filled in."""
        return self._words(self._text(sentence))

    def _text(self, sentence: Sentence) -> str:
        """Return its words, or the plainer ones for a child."""
        return (TO_PUPIL in self.holding and sentence.pupil) or sentence.text

    def _words(self, text: str) -> str:
        return "".join(run.text for run in self._runs(sentence_parts(text)))

    def _sentence(self, name: str) -> Sentence | None:
        self.used.add(name)
        return sentences().get(name.removeprefix(SENTENCE)) if name.startswith(SENTENCE) else None

    def _inline(self, name: str) -> str:
        value = self._value(name)
        if isinstance(value, Rows):
            self.gaps.append(f"{{{name}}} is a table here; it must stand alone in its paragraph.")
            return ""
        return _on_one_line(value, FIELDS[name].alone if name in FIELDS else Shape.TEXT)

    def _value(self, name: str) -> Value:
        """Return the field's value. Without one, note a gap and return its meaning in brackets."""
        self.used.add(name)
        if name in self.fields:
            return self.fields[name]
        if name not in FIELDS:
            return f"[{name}]"
        self.gaps.append(self.lacks(name))
        return f"[{FIELDS[name].meaning}]"

    def lacks(self, name: str) -> str:
        """Return the gap for a field without a value."""
        return self._unstated.get(name) or lacking(name, FIELDS[name].asked_for)


def lacking(name: str, what: str) -> Phrase:
    """Return the gap for a field without a value."""
    return Phrase(DetailName(name), " is missing: ", what, ".")


def field_lacking(gap: str) -> str:
    """Return the field that a gap says has no value, or ''."""
    first = parts_of(gap)[0]
    return first.name if isinstance(first, DetailName) else ""


def _has_value(value: Value) -> bool:
    return bool(value.rows) if isinstance(value, Rows) else bool(value.strip())


def _tidy(value: Value) -> Value:
    """Return the value with line feeds as its only line breaks.

    XML would turn the others into spaces.
    """
    if isinstance(value, Rows):
        rows = [tuple(map(_line_feeds, row)) for row in (value.header, *value.rows)]
        return Rows(rows[0], tuple(rows[1:]))
    return _line_feeds(value)


def _line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _on_one_line(value: str, shape: Shape) -> str:
    """Join a value of several lines for mid-sentence, where a line break looks like a mistake."""
    if "\n" not in value:
        return value
    lines = [line.strip() for line in value.split("\n") if line.strip()]
    return _BETWEEN.get(shape, " ").join(lines)


def _shaped(value: str, shape: Shape) -> Iterator[Block]:
    style = _STYLE_ALONE[shape]
    if style not in (Style.BULLET, Style.NUMBER):
        yield Paragraph(style, (Run(value),))
        return
    items = [line for line in value.split("\n") if line.strip()]
    for place, item in enumerate(items, 1):
        yield Paragraph(style, (Run(item),), place if style is Style.NUMBER else 0)
