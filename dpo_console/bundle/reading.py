"""A file of a bundle, known by its first bytes and read by what suits it."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import PurePosixPath

from dpo_console.bundle.inspection import Finding, Inspection, PlacedWords, broken, shortened
from dpo_console.bundle.picture_file import inspect_picture, picture_sort
from dpo_console.config.files.incoming import ENCRYPTED, csv_rows, decoded
from dpo_console.errors import BadFile
from dpo_console.text import name_of, visible

ENDINGS = {"PDF": (".pdf",), "Word": (".docx",), "spreadsheet": (".xlsx",)}
"""The endings that a file of a sort may have. Any other tells its reader something else."""

PLAIN = ("", ".txt", ".csv", ".tsv", ".md", ".log", ".ics", ".vcf")
"""The endings of files whose words are all that a reader sees."""

LONGEST = 300_000
"""The most characters of a plain text that is read: about 100 pages."""

_MARKUP = re.compile(
    r"</?[A-Za-z][\w:-]*(?:\s[^<>]{0,999})?/?>|<[!?]|&#?\w{2,8};|^\s*\{\\rtf|^[A-Za-z0-9+/]{40,}={0,2}\s*$|\\u[0-9A-Fa-f]{4}"
    r"|=[0-9A-F]{2}=[0-9A-F]{2}",
    re.MULTILINE,
)
"""Signs of HTML, XML, RTF, base64, JSON's escapes and quoted-printable."""

_RUNS = re.compile(r"\s*(?:=|[@+-].*?[A-Za-z]\w*(?:\(|\|.*!))", re.DOTALL)
"""The beginning of a formula. A telephone number or a dash before words is none."""


_HEADERS = re.compile(
    r"^(?:received|mime-version|content-type|content-transfer-encoding):",
    re.IGNORECASE | re.MULTILINE,
)
"""Headers of a message, whatever its file is called."""


def inspect(data: bytes, name: str) -> Iterator[int | Inspection]:
    """Yield the number of each page of a PDF once it is read, and the inspection at the end."""
    for told in _sorted(data, name):
        yield told if isinstance(told, int) else _with_ending(told, name)


def _sorted(data: bytes, name: str) -> Iterator[int | Inspection]:
    picture = picture_sort(data)
    if not data:
        yield broken("empty file", "It is empty. Is it the right file?")
    elif b"%PDF-" in data[:1024] and not data.startswith(b"PK"):
        from dpo_console.bundle.pdf.pdf_file import inspect_pdf

        yield from inspect_pdf(data)
    elif data.startswith(b"PK"):
        yield _packed(data)
    elif data.startswith(ENCRYPTED):
        yield broken("old Office file", "It is encrypted, or of an old format. Print it to a PDF.")
    elif picture:
        yield inspect_picture(data, picture)
    else:
        yield _text(data, name)


def _packed(data: bytes) -> Inspection:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            locked = any(part.flag_bits & 1 for part in archive.infolist())
    except Exception:  # a broken archive raises anything
        return broken("packed file", "It is damaged. Print it to a PDF.")
    if locked:
        return broken("packed file", "It needs a password, so it can't be read here.")
    if b"%PDF-" in data[:1024]:
        return broken("packed file", "A PDF stands at its start. Check each file in it alone.")
    if any(name.startswith("word/") for name in names):
        from dpo_console.bundle.word_file import inspect_word

        return inspect_word(data)
    if any(name.startswith("xl/") for name in names):
        from dpo_console.bundle.sheet_file import inspect_sheet

        return inspect_sheet(data)
    return broken("packed file", "Other files are in it. Check each of them alone.")


def _text(data: bytes, name: str) -> Inspection:
    try:
        said, _ = decoded(data, name)
    except BadFile:
        said = "\0"
    if "\0" in said:
        return broken("file of unknown sort", "No check reads it. Print it to a PDF.")
    if _ending(name) == ".eml" or _HEADERS.search(said.lstrip().partition("\n\n")[0]):
        return _message(data)
    if len(said) > LONGEST:
        return broken("text", f"It has more than {LONGEST:,} characters. Print it to a PDF.")
    if _ending(name) not in PLAIN or _MARKUP.search(said):
        return broken("file with markup", "Markup may say more than its words. Print it to a PDF.")
    odd = (*_unseen(said), *_formulas(said, name))
    return Inspection("text", findings=odd, words=(PlacedWords("its words", said),))


def _unseen(said: str) -> Iterator[Finding]:
    """Yield that a text has characters that turn it round, hide in it or move the cursor."""
    plain = re.sub(r"\r\n?", "\n", said.replace("\t", " "))
    if visible(plain) != plain:
        odd = next((name_of(one) for one in plain if visible(one) != one), "many marks on a letter")
        yield Finding("", f"It has characters that nobody sees, such as {odd}. Remove them.")


def _formulas(said: str, name: str) -> Iterator[Finding]:
    """Yield the first cell of a table that a spreadsheet takes for a formula."""
    if _ending(name) not in (".csv", ".tsv"):
        return
    try:
        cells = (cell for _, row in csv_rows(said, name) for cell in row)
        if formula := next(filter(_RUNS.match, cells), ""):
            told = shortened([formula[:60]])
            yield Finding("", f"A spreadsheet takes a cell for a formula: {told}. Put ' before it.")
    except BadFile as bad:
        yield Finding("", f"It {bad.of_it}")


def _message(data: bytes) -> Inspection:
    message = message_from_bytes(data, policy=policy.default)
    body = message.get_body(("plain",))
    said = [f"{name}: {value}" for name, value in message.items()]
    said.append(body.get_content() if body else "")
    for part in message.iter_attachments():
        plain = part.get_content_type() == "text/plain"
        said += [part.get_filename() or "", str(part.get_content()) if plain else ""]
    words = PlacedWords("its words", "\n".join(said))
    found = [Finding("", "It tells the way that it came: servers, programs, everybody copied in.")]
    if any(message.iter_attachments()):
        found.append(Finding("", "Other files are attached to it. Check each of them alone."))
    if message.get_body(("html",)):
        found.append(Finding("", "A web page in it may say something else. Print it to a PDF."))
    return Inspection("message", findings=tuple(found), words=(words,))


def _with_ending(read: Inspection, name: str) -> Inspection:
    """Return an inspection that tells a wrong ending."""
    right = ENDINGS.get(read.sort, ())
    if not right or _ending(name) in right:
        return read
    wrong = Finding("", f"It is a {read.sort} file and should end in {right[0]}.")
    return replace(read, findings=(wrong, *read.findings))


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.casefold()
