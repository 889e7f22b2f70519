"""The conditions that a wording may name for its sections, each in words for the officer."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from pathlib import Path
from typing import Annotated

from dpo_console.approval.requesters import requester_kinds
from dpo_console.law.recognising import things
from dpo_console.law.statutes import kinds
from dpo_console.letters.addressees import FOLDER
from dpo_console.letters.letter import Rows
from dpo_console.letters.wording.wording import WordingPart, read_parts
from dpo_console.sentences import Phrase, ScopeForm
from dpo_console.toml_file import Table, read_toml
from dpo_console.toml_marks import Name, one_of
from dpo_console.toml_reader import read, read_each


class Shape(StrEnum):
    """The form of a field that stands alone in its paragraph."""

    TEXT = auto()
    ADDRESS = auto()
    DATE = auto()
    SIGNATURE = auto()
    BULLETS = auto()
    NUMBERS = auto()


class Typed(StrEnum):
    """What an officer may type in a field.

    AHEAD: a day, today or later. BEFORE: a day, today or earlier. GROUND: a ground in law.
    EXCESS: that a request is unfounded or excessive. NO_SHARING: why data are not shared, a word a
    line. INFORMED: if the person concerned was told.
    """

    WORDS = auto()
    AHEAD = auto()
    BEFORE = auto()
    GROUND = auto()
    EXCESS = auto()
    NO_SHARING = auto()
    INFORMED = auto()


@dataclass(frozen=True, slots=True)
class LetterField:
    """One field: its content, and its shape when alone. A list has one item a line.

    `in_scope`: the scope of a third party's request gives the value. `typed` is what an officer
    must type in it, if not any words.
    """

    content: str
    alone: Shape = Shape.TEXT
    in_scope: bool = False
    typed: Typed = Typed.WORDS

    @property
    def asked_for(self) -> Phrase:
        """The content, and where it is entered."""
        content = self.content.removesuffix(" ...")
        return Phrase(content, " ", ScopeForm()) if self.in_scope else Phrase(content)

    @property
    def meaning(self) -> str:
        """The content, and where it is entered, in words."""
        return f"{self.content} (scope)" if self.in_scope else self.content


_PARTS = read_toml(Path(__file__).with_name("fields.toml"))
_FIELDS = {part: read_each(LetterField, _PARTS.table(part)) for part in _PARTS.names()}

FIELDS: Mapping[str, LetterField] = {
    n: field for part in _FIELDS.values() for n, field in part.items()
}
"""Every field except `sentence.NAME`, whose text stands in catalogue/."""

LIVE = frozenset(_FIELDS["office"])
"""The fields whose web and e-mail addresses become links: what the office itself states."""

COURTESY = "courtesy"
"""The field of a letterhead for the letter's courtesy lines, such as: Not for you?"""

LETTERHEAD_FIELDS = (
    "school.name", "school.address", "school.phone", "school.website", "school.reach",
    "school.head", "controller.name", "company", "reference", "your_ref", "dpo.email", COURTESY,
)  # fmt: skip
"""The fields that a letterhead's own header and footer may name."""

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def month_in_full(day: date) -> str:
    """Return the month of a day as a letter writes it: October 2026."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def day_in_full(day: date) -> str:
    """Return a day as a letter writes it: Tuesday 13 October 2026."""
    return f"{_DAYS[day.weekday()]} {day.day} {month_in_full(day)}"


_CONDITIONS = {
    "month": "its limit is the month of UK GDPR Article 12A",
    "open": "the case is open",
    "acknowledged": "an acknowledgement was sent",
    "responded": "the answer was sent",
    "withdrawn": "the requester withdrew the request",
    "may_close": "no reply came in a reasonable time, so the case may be closed",
    "public_interest": "a notice of a public interest test was given",
    "protection_sent": "the child protection file was sent",
    "on_behalf": "the requester asks for somebody else, such as their child",
    "by_electronic_means": "the request was made by electronic means",
    "identity_open": "proof of identity was asked for and has not come",
    "authority_open": "authority to act was asked for and has not come",
    "fee_open": "a fee was asked for and has not been paid",
    "clarification_open": "a clarification was asked for and has not come",
    "limit_passed": "the limit for the answer has passed",
    "proof_open": "proof of identity or authority was asked for and has not come",
    "waiting": "something was asked for and has not come",
    "something_came": "something that was asked for has come",
    "asked_lately": "the day to ask again for what was asked has not come",
    "running": "the time limit runs: nothing is awaited that stops it",
    "extended": "an extension was notified",
    "notice_passed": "the last day for notifying an extension has passed",
    "foi_duty": "the Freedom of Information Act binds the school",
    "dpo_concerned": "the Data Protection Officer is a person of the case, and doesn't sign",
    "may_object": "the sharing rests on a basis to which people may object (UK GDPR Art 21(1))",
    "by_consent": "the sharing rests on consent",
    "approved": "the sharing was approved, and the approval stands",
    "processor": "the recipient is a supplier that processes for us",
    "joint": "the recipient is a joint controller",
    "compelled": "a court order or a statutory duty compels the sharing",
    "ordered": "a court asks, by an order of its own",
    "family_order": "an order of a family court compels the sharing",
    "earlier_law": "what it is about was done before the present law began",
    "unsettled": "it isn't settled if the law of its kind binds this type of school",
    "owed": "the law of its kind serves this requester at this type of school",
    "refused": "the sharing was refused",
    "released": "the data were released",
    "short_terms": "our terms for this kind of requester are the short ones",
    "terms_signed": "the recipient signed the terms",
    "release_ruled": "the data were released, and nothing is left to decide",
    "safeguarding": "the requester is one to whom data may go urgently, for safeguarding",
    "protects_child": "the purpose recorded is to protect a child, or none is recorded",
    "certificate_open": "a certificate of destruction is awaited",
    "questions_open": "the checklist leaves a question open that the requester can answer",
    "certificate_late": "the day on which use ends has passed, and no certificate has come",
    "use_ended": "the last day on which the recipient may use the data has passed",
    "results_announced": "exam results were announced",
    "outcome_told": "the outcome of the complaint was told",
    "before_complaint_duty": "it came before 19 June 2026: no term yet (SI 2026/82 reg 7)",
    "reported": "the breach was reported to the Commissioner",
    "not_reportable": "the breach was judged not reportable",
    "high_risk": "the risk of the breach was weighed as high",
    "encloses": "an entry for the letter says that something is enclosed",
    "before_complaint_right": "the letter is dated before 19 June 2026 (DPA 2018 s.164A)",
}


def asked_by(requester_kind: str) -> str:
    """Return the condition that holds if this kind of requester asks."""
    return f"by.{requester_kind}"


def about(thing: str) -> str:
    """Return the condition that holds if the request is about that thing."""
    return f"about.{thing}"


TO_PUPIL = asked_by("pupil")
"""The condition that a child reads the letter: in plainer words, with all that the law demands."""

CONDITIONS: Mapping[str, str] = (
    _CONDITIONS
    | {kind: f"a case of kind {kind}" for kind in kinds()}
    | {about(thing): f"its words, or its case details, are about: {thing}" for thing in things()}
    | {asked_by(slug): f"asked by: {kind.title}" for slug, kind in requester_kinds().items()}
)
"""The conditions of sections. A field's name is also a condition: it holds with a value."""


def _rows(table: Table, key: str, _default: None) -> Rows | None:
    header, cells = table.texts("header", ()), table.take(key, list, [])
    return Rows(header, tuple(tuple(row) for row in cells)) if cells else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Words that the law demands: exactly one of `text`, `items` and `rows`.

    `pupil` is the text for a child, or '' if it is the same. `footer`: it stands at the foot of the
    page, where a wording doesn't have it, as courtesy lines do.
    """

    name: Name
    text: str = ""
    pupil: str = ""
    items: tuple[str, ...] = ()
    rows: Annotated[Rows | None, _rows]
    why: str
    law: str
    footer: bool = False

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield each key that doesn't go with the others, or names what there isn't."""
        if sum(map(bool, (self.text, self.items, self.rows))) != 1:
            yield "text", "each sentence has one of text, items or rows."
        if self.pupil and not self.text:
            yield "pupil", "stands beside text."
        for part in (part for text in self.texts for part in sentence_parts(text)):
            if part.field and part.field not in FIELDS:
                yield "text", f"there is no field {{{part.field}}}."

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text in it that may name a field."""
        if self.rows:
            return tuple(cell for row in (self.rows.header, *self.rows.rows) for cell in row)
        return self.items or tuple(text for text in (self.text, self.pupil) if text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One thing that a letter must have: a field, or a sentence as `sentence.NAME`."""

    field: Annotated[str, one_of(FIELDS)]
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    why: str
    law: str

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield the key that names a condition there isn't."""
        for condition in (*self.when, *self.unless):
            if condition not in CONDITIONS and condition not in FIELDS:
                yield "when", f"there is no condition {condition!r}."

    def applies(self, holding: Collection[str]) -> bool:
        """Return True if it is demanded when these conditions hold."""
        return all(w in holding for w in self.when) and not any(u in holding for u in self.unless)


def sentence_parts(text: str) -> tuple[WordingPart, ...]:
    """Parse the text of a sentence into its own words and its fields."""
    return read_parts(FOLDER, text) if text else ()


def read_demand(table: Table, sentences: Mapping[str, Sentence]) -> Demand:
    """Return one demand of a catalogue file; `sentences` are those that it may name.

    Raises BadFile.
    """
    if not table.has("sentence"):
        return read(Demand, table)
    sentence = sentences[table.one_of("sentence", tuple(sentences))]
    field = f"sentence.{sentence.name}"
    return read(Demand, table, field=field, why=sentence.why, law=sentence.law)
