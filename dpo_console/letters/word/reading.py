"""The words of a Word file, without python-docx.

They are searched for forbidden content, and shown to the officer.
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from html import unescape
from urllib.parse import unquote_plus

from dpo_console.letters.letter import Block, LetterDraft, Paragraph, Rows, Run, Style, preview
from dpo_console.letters.word.word_body import broken

_BREAKS = re.compile(r"</(?:\w+:)?(?:p|tc)>|<(?:\w+:)?(?:br|cr|tab)\b[^>]*>")
_TAGS = re.compile(r"<[^>]+>")
_CLOSING = re.compile(r"</[^>]+>")
_BESIDE = re.compile(r"""\b(?:descr|title|alt|string)=["']([^"']+)["']""")
"""Attributes with words: those beside a picture, and those of lettering."""

_LABELS = re.compile(
    r"<(?:\w+:)?(?:bookmarkStart|alias|tag|docVar|listItem|listEntry|statusText|helpText|default"
    r"|lvlText)\b([^>]*)>"
)
_VALUE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)')""")
"""Elements that name something in one word, and the value of any attribute of theirs."""

_SYMBOL = re.compile(r"""<(?:\w+:)?sym\b[^>]*\bchar=["'](?:[Ff]0)?([0-9A-Fa-f]{1,4})["'][^>]*>""")
_TARGET = re.compile(r"""\bTarget=["']([^"']*)""")
_OWN_STYLE = re.compile(
    r"""<w:style\b[^>]*\bcustomStyle=["'](?:1|true|on)["'][^>]*>\s*<w:name w:val=["']([^"']*)"""
)
_STYLE_NAME = re.compile(r"""<w:style\b[^>]*>\s*<w:name w:val=["']([^"']*)""")
_USUAL_STYLE = re.compile(r"[A-Za-z/() -]+\d?")
_USUAL_NAME = re.compile(r"(?:[\w\[\]-]+/)*[A-Za-z_\[\]]*\d*(?:\.\w+)+")
"""A symbol, the target of a link, a style that an author named or that Word names otherwise, and
the name of a part."""

_SAID = re.compile(r"""=\s*(?:"([^"]*[\s@][^"]*)"|'([^']*[\s@][^']*)')""")
"""Any attribute with more than one word or an e-mail address, such as a list's label."""

_BODY = "word/document.xml"
_UNTOLD = ("[Content_Types].xml", "word/styles.xml", "word/stylesWithEffects.xml")


def words_of(data: bytes) -> str:
    """Return every word of a Word file, a paragraph a line, in whichever part it stands.

    Its properties, and the words beside its pictures, leave with it too. Raises ValueError for any
    other file.
    """
    return _words_in(data, _UNTOLD)


@lru_cache(maxsize=8)
def words_around(data: bytes) -> str:
    """Return the words of a letterhead: all but those of its body, which each letter replaces.

    Raises ValueError as `words_of` does.
    """
    return _words_in(data, (*_UNTOLD, _BODY))


def _words_in(data: bytes, untold: Collection[str]) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            comment = archive.comment.decode("utf-8", errors="replace")
            read = {name: archive.read(name) for name in archive.namelist()}
            parts = {
                name: data.decode("utf-8") for name, data in read.items() if _is_xml(name, data)
            }
    except (zipfile.BadZipFile, UnicodeDecodeError, EOFError) as problem:
        raise ValueError(str(problem)) from None
    told = (_words(name, part) for name, part in parts.items() if name not in untold)
    names = (name for name in read if not _USUAL_NAME.fullmatch(name))
    styles = (name for part in untold for name in _style_names(parts.get(part, "")))
    return broken(unescape("\n".join((*told, *names, *styles, comment))))


def _style_names(part: str) -> Iterator[str]:
    """Yield the names of styles that an author chose, or that are none of Word's own."""
    yield from _OWN_STYLE.findall(part)
    yield from (name for name in _STYLE_NAME.findall(part) if not _USUAL_STYLE.fullmatch(name))


def _is_xml(name: str, data: bytes) -> bool:
    """Return True for a part with words. Word finds it by its type, so its name may be any."""
    return name.endswith(".xml") or data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")


def _words(name: str, part: str) -> str:
    breaks = _BREAKS if name.startswith("word/") else _CLOSING
    said = ("".join(pair) for pair in _SAID.findall(part))
    labels = ("".join(pair) for of in _LABELS.findall(part) for pair in _VALUE.findall(of))
    links = map(unquote_plus, _TARGET.findall(part)) if name.endswith(".rels") else ()
    shown = _TAGS.sub("", breaks.sub("\n", _SYMBOL.sub(_symbol, part)))
    return "\n".join((shown, *_BESIDE.findall(part), *said, *labels, *links))


def _symbol(found: re.Match[str]) -> str:
    """Return a symbol's character, or '' for one that is no letter or digit."""
    character = chr(int(found[1], 16))
    return character if character.isalnum() else ""


def letter_words(data: bytes) -> str:
    """Return the words of a letter's Word file as the preview showed them.

    It is complete only for an unchanged file. It may miss words of any other.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read(_BODY).decode("utf-8")
        styles = archive.read("word/styles.xml").decode("utf-8")
    ids = {name.casefold(): style_id for style_id, name in _STYLE.findall(styles)}
    by_id = {ids.get(style.casefold(), ""): style for style in Style}
    return preview(LetterDraft(tuple(_blocks(body, by_id)), ()))


_STYLE = re.compile(r'<w:style\b[^>]*\bw:styleId="([^"]*)"[^>]*>\s*<w:name w:val="([^"]*)"')
_BLOCK = re.compile(r"<w:tbl>.*?</w:tbl>|<w:p>.*?</w:p>", re.DOTALL)
_ROW, _CELL = (re.compile(f"<w:{name}>.*?</w:{name}>", re.DOTALL) for name in ("tr", "tc"))


def _blocks(body: str, styles: Mapping[str, Style]) -> Iterator[Block]:
    """Yield paragraphs and tables in order. A list with another number counts from 1 again."""
    counted, list_id = 0, ""
    for xml in _BLOCK.findall(body):
        if xml.startswith("<w:tbl>"):
            yield Rows((), tuple(tuple(map(_text, _CELL.findall(r))) for r in _ROW.findall(xml)))
        elif text := _text(xml):
            found = re.search('<w:pStyle w:val="([^"]*)"', xml)
            numbered = re.search('<w:numId w:val="([^"]*)"', xml)
            if numbered:
                counted = counted + 1 if numbered[1] == list_id else 1
                list_id = numbered[1]
            style = styles.get(found[1] if found else "", Style.BODY)
            said, *below = text.split("\n") if style is Style.SIGNATURE else [text]
            yield Paragraph(style, (Run(said),), counted if numbered else 0)
            yield from (Paragraph(Style.BODY, (Run(line),)) for line in below)


def _text(xml: str) -> str:
    spaced = xml.replace("<w:br/>", "\n").replace("<w:tab/>", "\t")
    return broken(unescape(_TAGS.sub("", spaced)))
