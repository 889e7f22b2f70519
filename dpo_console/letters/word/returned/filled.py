"""A form that came back filled in: the words of each field, and all that stands beside them.

Nothing in it is trusted. A file that hides words, or runs or loads anything, is refused.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from dpo_console.approval.model import EMPTY, Fills
from dpo_console.errors import BadFile
from dpo_console.letters.word.letterhead import NOT_WHOLE
from dpo_console.letters.word.returned.opened import opened
from dpo_console.letters.word.safety.drawn_words import symbol
from dpo_console.letters.word.safety.safe_parts import Element, local, named, value
from dpo_console.letters.word.word_body import CHECKBOX

TICKED = "Yes"
"""The answer of a box that is ticked."""

_TICKS = ("☒", "☑", "✓", "✔", "x", "X")
_UNFILLED = {
    *EMPTY.values(), "Click or tap here to enter text.", "Click here to enter text.",
    "Click or tap to enter a date.", "Click here to enter a date.", "Choose an item.",
    "Choose a date", "Place your text here",
}  # fmt: skip
"""The words of a field that nobody has filled in: ours, and those that Word and LibreOffice put."""

_UNSHOWN = (
    "glossaryDocument", "comments", "styles", "settings", "numbering", "fonts", "webSettings",
    "theme", "Relationships", "Types", "coreProperties", "Properties",
)  # fmt: skip
"""Parts whose words no page shows."""

_COUNTS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
"""The codes of page numbers. A program counts them again, so their words belong to nobody."""


@dataclass(slots=True)
class FilledForm:
    """A form as it was read.

    `answers` are the words of each field by its tag, '' for one left empty. `beside` are all other
    lines that its pages show. `pictures` is their number.
    """

    answers: dict[str, str] = field(default_factory=dict)
    beside: list[str] = field(default_factory=list)
    pictures: int = 0


def read_filled(data: bytes, name: str, known: Collection[str] | None = None) -> FilledForm:
    """Return what a form says in its fields, and beside them.

    `known` are the tags of its own fields. Any other counts as words beside them. None means every
    tag. Raises BadFile if it is no Word file, and Refused with every reason why it isn't read.
    """
    form = FilledForm()
    try:
        for root in opened(data, name, as_what="read as a form").values():
            if local(root) not in _UNSHOWN:
                form.beside += _lines(_FormReader(form, known).outside(root))
                form.pictures += sum(1 for _ in named(root, "blip", "imagedata"))
    except RecursionError:  # elements inside each other, deeper than any form has them
        raise BadFile(name, "", NOT_WHOLE) from None
    return form


def beyond(form: FilledForm, sent: FilledForm) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines of a form that we didn't send, and those of ours that it lacks."""
    came, went = Counter(form.beside), Counter(sent.beside)
    return tuple((came - went).elements()), tuple((went - came).elements())


class _FormReader:
    """Reads the fields of a part into a form, and yields the words outside them."""

    def __init__(self, form: FilledForm, known: Collection[str] | None) -> None:
        self.form = form
        self.known = known
        self.counting = 0

    def outside(self, element: Element) -> Iterator[str]:
        """Yield the words of an element that stand in none of the fields."""
        name = local(element)
        tag = _tag(element) if name == "sdt" else ""
        if tag and (self.known is None or tag in self.known):
            said = _answer(element, "".join(self._inside(element)))
            before = self.form.answers.get(tag, "")
            self.form.answers[tag] = "\n".join(filter(None, (before, said)))
            return
        yield from self._words(element, name)

    def _inside(self, element: Element) -> Iterator[str]:
        return (words for child in element for words in self.outside(child))

    def _words(self, element: Element, name: str) -> Iterator[str]:
        if name == "p":
            yield "\n"
        elif name == "instrText":
            self.counting = int((element.text or "").strip().upper().startswith(_COUNTS))
        elif name == "fldChar" and value(element, "fldCharType") == "end":
            self.counting = 0
        elif name == "fldSimple" and value(element, "instr").strip().upper().startswith(_COUNTS):
            return
        elif name in ("t", "sym") and not self.counting:
            yield symbol(element) if name == "sym" else element.text or ""
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "tab":
            yield " "
        if name not in ("pPr", "rPr", "sdtPr"):
            yield from self._inside(element)


def _tag(control: Element) -> str:
    """Return the tag of a content control, or ''."""
    for properties in control:
        if local(properties) == "sdtPr":
            return next((value(p, "val") for p in properties if local(p) == "tag"), "")
    return ""


def _answer(control: Element, words: str) -> str:
    """Return what a field says, or '' if it is as we sent it."""
    said = "\n".join(_lines([words]))
    boxes = list(control.iter(f"{{{CHECKBOX}}}checked"))
    if boxes:
        on = any(value(box, "val").casefold() in ("1", "true", "on") for box in boxes)
        rest = said.strip("".join((*_TICKS[:4], EMPTY[Fills.TICK], " ")))
        return "\n".join(filter(None, (TICKED if on or said in _TICKS else "", rest)))
    if said in _TICKS[:4]:
        return TICKED
    return "" if said in _UNFILLED else said


def _lines(words: Sequence[str] | Iterator[str]) -> list[str]:
    """Return the lines of words that say something, each with single spaces."""
    return [line for raw in "".join(words).split("\n") if (line := " ".join(raw.split()))]
