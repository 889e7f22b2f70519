"""A field to fill in, as a content control of Word. LibreOffice keeps each of these kinds.

They stand inside a paragraph: LibreOffice loses the tag of one that stands around it.
"""

from xml.sax.saxutils import escape, quoteattr

from dpo_console.approval.form_fields import Fills
from dpo_console.letters.letter import Fill

_LONGEST_ALIAS = 64
"""The most characters of a control's title and tag in Word."""

CHECKBOX = "http://schemas.microsoft.com/office/word/2010/wordml"
"""The namespace of check boxes, which came with Word 2010."""

AGREED = " Yes"
"""The words beside a box to tick."""

_LOCKED = '<w:lock w:val="sdtLocked"/>'
"""The control can't be deleted. Its words can be changed."""

_CONTROLS = {
    Fills.WORDS: '<w:text w:multiLine="1"/>',
    Fills.DAY: (
        '<w:date><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="en-GB"/>'
        '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
    ),
    Fills.TICK: (
        f'<w14:checkbox xmlns:w14="{CHECKBOX}"><w14:checked w14:val="0"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    ),
    Fills.MARK: "<w:text/>",
}


def field_xml(field: Fill) -> str:
    """Return the XML of a field inside its paragraph."""
    control = _choice(field) if field.fills is Fills.CHOICE else _CONTROLS[field.fills]
    beside = AGREED if field.fills is Fills.TICK else ""
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(_title(field.label))}/>"
        f"<w:tag w:val={quoteattr(field.tag)}/>{_state(field)}{control}</w:sdtPr>"
        f"<w:sdtContent><w:r><w:t>{escape(field)}</w:t></w:r></w:sdtContent></w:sdt>"
        + (f'<w:r><w:t xml:space="preserve">{beside}</w:t></w:r>' if beside else "")
    )


def _title(label: str) -> str:
    return label if len(label) <= _LONGEST_ALIAS else f"{label[: _LONGEST_ALIAS - 1].rstrip()}…"


def _state(field: Fill) -> str:
    """Return its lock, and that it shows words which the first click replaces."""
    if field.fills is Fills.MARK:
        return '<w:lock w:val="sdtContentLocked"/>'
    return _LOCKED if field.fills is Fills.TICK else f"{_LOCKED}<w:showingPlcHdr/>"


def _choice(field: Fill) -> str:
    items = "".join(
        f"<w:listItem w:displayText={quoteattr(words)} w:value={quoteattr(value)}/>"
        for words, value in [(field, ""), *((one, one) for one in field.choices)]
    )
    return f"<w:dropDownList>{items}</w:dropDownList>"
