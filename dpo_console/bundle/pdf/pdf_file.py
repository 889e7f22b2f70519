"""A PDF file, read page by page."""

import io
from collections.abc import Iterator

import pypdf
import pypdf.errors
import pypdfium2

from dpo_console.bundle.inspection import Inspection, broken
from dpo_console.bundle.pdf.leftovers import Leftovers
from dpo_console.bundle.pdf.pages import PageLook, look_at
from dpo_console.bundle.pdf.structure import findings_in, words_beside, writers_of

SORT = "PDF"

LOCKED = "It needs a password, so it can't be read here. Take the password off."
SPOILT = "It is damaged, so it can't be read to its end. Print it to a new PDF."


def inspect_pdf(data: bytes) -> Iterator[int | Inspection]:
    """Yield the number of each page once it is read, and the inspection at the end."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            yield broken(SORT, LOCKED)
            return
        left = Leftovers(reader, data)
        beside = (*words_beside(reader), left.words())
        found = (*findings_in(reader, data), *left.findings())
        writers = tuple(dict.fromkeys((*writers_of(reader), *left.writers())))
        looks = list[PageLook]()
        with pypdfium2.PdfDocument(data) as document:
            for number in range(1, len(document) + 1):
                looks.append(look_at(document[number - 1], number))
                yield number
    except (pypdf.errors.PyPdfError, pypdfium2.PdfiumError, *_WRONG):
        yield broken(SORT, SPOILT)
        return
    yield Inspection(
        SORT,
        len(looks),
        (*found, *(finding for look in looks for finding in look.findings)),
        tuple(words for words in (*beside, *(look.words for look in looks)) if words.text.strip()),
        writers,
        tuple(look.words.place for look in looks if look.unread),
    )


_WRONG = (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OSError)
"""What a library raises where a file isn't built as it says."""
