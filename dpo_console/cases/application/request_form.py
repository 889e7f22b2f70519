"""The form for people who ask for their own or their child's information. It is of no case.

Nobody needs it: a request may come in any way. Its fields come from the checklist of replies.
"""

from collections.abc import Iterator

from dpo_console.approval.criteria import criteria_for
from dpo_console.approval.form_fields import MARK, Fills
from dpo_console.cases.application.form import SIGNATURE
from dpo_console.law.statutes import usual_kind
from dpo_console.letters.letter import Block, Fill, Paragraph, Rows, Run, Style

REQUEST = "request"
"""The word in the mark of this form, in place of a case's reference."""

REQUEST_FILE = "request-form.docx"

TITLE = "Ask to see your information"

_PARTS = (
    ("who", "About you"),
    ("search", "What you ask for"),
    ("delivery", "How you would like to have it"),
)
"""The heads of the checklist that a requester can answer, each with its title here."""


def request_form(reach: str) -> tuple[Block, ...]:
    """Return the form. `reach` says how to send it back."""
    return tuple(_blocks(reach))


def _blocks(reach: str) -> Iterator[Block]:
    yield _body(
        "You don't have to use this form: you can ask us in any way. It helps us to find what you "
        "want to see. You need not say why you ask, and it costs nothing."
    )
    yield _body(
        f"Click on each field and answer it. Then save this file and send it to us: {reach}."
    )
    criteria = criteria_for(usual_kind(), "parent")
    for head, title in _PARTS:
        asked = [(c, field) for c in criteria if c.head == head for field in c.on_form]
        fills = (Fill(c.tag(field), field.asks, field.fills, field.choices) for c, field in asked)
        yield Paragraph(Style.HEADING, (Run(title),))
        yield Rows((), tuple((fill.label, fill) for fill in fills))
    yield Paragraph(Style.HEADING, (Run("To finish"),))
    yield Rows((), tuple(_end()))


def _end() -> Iterator[tuple[str, ...]]:
    for tag, label, fills in SIGNATURE[1:]:
        yield label, Fill(tag, label, fills)
    yield "Our form. Please leave this as it is", _mark()


def _mark() -> Fill:
    return Fill(f"{MARK}{REQUEST}:1", "Our form", Fills.MARK, words="Request form 1")


def _body(words: str) -> Paragraph:
    return Paragraph(Style.BODY, (Run(words, live=True),))
