"""The forms by which people may ask for their information, or complain. They are of no case.

Nobody needs them: a request or a complaint may come in any way. Their fields come from the
checklists, whose heads.toml says which form there is.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from dpo_console.approval.criteria import checklists, criteria_for
from dpo_console.approval.model import MARK, Fills, PublicForm
from dpo_console.cases.application.form import SIGNATURE
from dpo_console.letters.letter import Block, Fill, Paragraph, Rows, Run, Style, live_body


@cache
def public_forms() -> Mapping[str, PublicForm]:
    """Return the forms by slug, which is the word in their mark in place of a reference."""
    found = (one.form for one in checklists().values() if one.form)
    return MappingProxyType({form.slug: form for form in found})


def form_blocks(form: PublicForm, reach: str) -> tuple[Block, ...]:
    """Return a form. `reach` says how to send it back."""
    return tuple(_blocks(form, reach))


def form_marked(tag: str) -> PublicForm | None:
    """Return the form that the tag of a field names as its mark, or None."""
    named, _, _ = tag.removeprefix(MARK).partition(":")
    return public_forms().get(named) if tag.startswith(MARK) else None


def _blocks(form: PublicForm, reach: str) -> Iterator[Block]:
    for says in form.says:
        yield live_body(says)
    yield live_body(
        f"Click on each field and answer it. Then save this file and send it to us: {reach}."
    )
    criteria = criteria_for(form.kind, form.requester)
    for head, title in form.parts.items():
        asked = [(c, field) for c in criteria if c.head == head for field in c.on_form]
        fills = (Fill(c.tag(field), field.asks, field.fills, field.choices) for c, field in asked)
        yield Paragraph(Style.HEADING, (Run(title),))
        yield Rows((), tuple((fill.label, fill) for fill in fills))
    yield Paragraph(Style.HEADING, (Run("To finish"),))
    yield Rows((), tuple(_end(form)))


def _end(form: PublicForm) -> Iterator[tuple[str, ...]]:
    for tag, label, fills in SIGNATURE[1:]:
        yield label, Fill(tag, label, fills)
    mark = Fill(f"{MARK}{form.slug}:1", "Our form", Fills.MARK, words=form.mark)
    yield "Our form. Please leave this as it is", mark
