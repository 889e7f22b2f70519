"""Application forms filled in as a requester's word processor does, and spoilt as strangers do."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.text.run import Run

BOX = "{http://schemas.microsoft.com/office/word/2010/wordml}checked"
VAL = "{http://schemas.microsoft.com/office/word/2010/wordml}val"
BODY = "word/document.xml"


def controls(document: Any) -> dict[str, Any]:  # noqa: ANN401 - docx has no types
    """Return the content controls of a document by tag."""
    found = document.element.body.iter(qn("w:sdt"))
    return {one.find(".//" + qn("w:tag")).get(qn("w:val")): one for one in found}


def filled(data: bytes, answers: Mapping[str, str]) -> bytes:
    """Return a form with these answers by tag. A line feed breaks a line, and "Yes" ticks a box."""
    document = docx.Document(io.BytesIO(data))
    fields = controls(document)
    for tag, words in answers.items():
        _fill(fields[tag], words)
    return saved(document)


def _fill(control: Any, words: str) -> None:  # noqa: ANN401 - docx has no types
    for hint in list(control.iter(qn("w:showingPlcHdr"))):
        hint.getparent().remove(hint)
    text = next(control.iter(qn("w:t")))
    for box in control.iter(BOX):
        box.set(VAL, "1")
        text.text = "☒"
        return
    run = text.getparent()
    run.remove(text)
    Run(run, parent=run).text = words


def saved(document: Any) -> bytes:  # noqa: ANN401 - docx has no types
    """Return the bytes of a document."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_body(data: bytes, alter: Callable[[str], str]) -> bytes:
    """Return a Word file whose body is altered."""
    return with_parts(data, {BODY: alter(part(data, BODY))})


def part(data: bytes, name: str) -> str:
    """Return a part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def with_parts(data: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    """Return a Word file with these parts in place of its own, or added to them."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in dict.fromkeys([*archive.namelist(), *parts]):
            made.writestr(name, parts.get(name) or archive.read(name))
    return target.getvalue()


def _between(xml: str, luck: random.Random, found: str) -> re.Match[str]:
    return luck.choice(list(re.finditer(found, xml)))


def _insert(piece: str, before: str = "<w:p>") -> Callable[[bytes, random.Random], bytes]:
    def spoil(data: bytes, luck: random.Random) -> bytes:
        def alter(xml: str) -> str:
            place = _between(xml, luck, before).start()
            return xml[:place] + piece.format(n=luck.randrange(1000)) + xml[place:]

        return with_body(data, alter)

    return spoil


def _swap(found: str, piece: str) -> Callable[[bytes, random.Random], bytes]:
    def spoil(data: bytes, luck: random.Random) -> bytes:
        def alter(xml: str) -> str:
            at = _between(xml, luck, found)
            return xml[: at.start()] + piece.format(n=luck.randrange(1000)) + xml[at.end() :]

        return with_body(data, alter)

    return spoil


def _cut(data: bytes, luck: random.Random) -> bytes:
    return data[: luck.randrange(len(data))]


def _flipped(data: bytes, luck: random.Random) -> bytes:
    place = luck.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << luck.randrange(8))]) + data[place + 1 :]


def _bomb(data: bytes, _luck: random.Random) -> bytes:
    return with_parts(data, {"word/more.xml": b"<a>" + b" " * 60_000_000 + b"</a>"})


def _deep(data: bytes, luck: random.Random) -> bytes:
    depth = luck.choice((100, 240, 5000))
    nest = "<w:smartTag>" * depth + "<w:r><w:t>deep</w:t></w:r>" + "</w:smartTag>" * depth
    return _insert(f"<w:p>{nest}</w:p>")(data, luck)


def _macro(data: bytes, _luck: random.Random) -> bytes:
    types = part(data, "[Content_Types].xml").replace(
        "</Types>",
        '<Override PartName="/word/vbaProject.bin" '
        'ContentType="application/vnd.ms-office.vbaProject"/></Types>',
    )
    return with_parts(
        data, {"[Content_Types].xml": types, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}
    )


_FIELD = r"<w:sdt>.*?</w:sdt>"
_TAG = r'<w:tag w:val="[^"]*"/>'
_END = "</w:t></w:r></w:p></w:tc>"
MUTATIONS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "typed beside": _insert("<w:p><w:r><w:t>Beside {n}</w:t></w:r></w:p>"),
    "typed in a question": _swap(_END, " added {n}" + _END),
    "another tag": _swap(_TAG, '<w:tag w:val="who.nobody{n}"/>'),
    "no tag": _swap(_TAG, ""),
    "the tag of a term": _swap(_TAG, '<w:tag w:val="confidentiality.use"/>'),
    "a field deleted": _swap(_FIELD, ""),
    "a field replaced": _swap(_FIELD, "<w:r><w:t>bare {n}</w:t></w:r>"),
    "hidden words": _insert(
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Approved {n}</w:t></w:r></w:p>"
    ),
    "white words": _insert(
        '<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>White {n}</w:t></w:r></w:p>'
    ),
    "tracked": _insert(
        '<w:p><w:ins w:id="{n}" w:author="A"><w:r><w:t>Tracked {n}</w:t></w:r></w:ins></w:p>'
    ),
    "a field code": _insert(
        '<w:p><w:fldSimple w:instr="INCLUDETEXT /etc/passwd"><w:r><w:t>x</w:t></w:r>'
        "</w:fldSimple></w:p>"
    ),
    "bound": _swap("<w:sdtPr>", '<w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="b"/>'),
    "an entity": lambda data, _luck: with_body(
        data, lambda xml: xml.replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>', 1)
    ),
    "a macro": _macro,
    "a bomb": _bomb,
    "deep": _deep,
    "cut": _cut,
    "a bit flipped": _flipped,
}  # fmt: skip
"""The ways to spoil a form, by name."""
