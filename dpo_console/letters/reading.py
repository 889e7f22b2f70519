"""The words of a Word file, without python-docx: to look for what must not be in it."""

import io
import re
import zipfile
from html import unescape

_BREAKS = re.compile(r"</w:p>|<w:br\b[^>]*>|<w:tab\b[^>]*>|</w:tc>")
_TAGS = re.compile(r"<[^>]+>")
_WORDS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")


def words_of(data: bytes) -> str:
    """Every word of a Word file, its header and footer among them; each paragraph on a line.

    Raises ValueError where it is none.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [
                archive.read(name).decode("utf-8")
                for name in archive.namelist()
                if _WORDS.fullmatch(name)
            ]
    except (zipfile.BadZipFile, UnicodeDecodeError, EOFError) as problem:
        raise ValueError(str(problem)) from None
    return "\n".join(unescape(_TAGS.sub("", _BREAKS.sub("\n", part))) for part in parts)
