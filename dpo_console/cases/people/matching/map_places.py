"""Places on a map in words: what3words, coordinates, a grid reference, a plus code, a link."""

import re
import unicodedata

from dpo_console.cases.people.matching.squeezed import seen_in

_WORD = r"[^\W\d_]+"
_PLACE = re.compile(
    rf"///\s?{_WORD}[. ]{_WORD}[. ]{_WORD}"
    rf"|\b(?:what ?3 ?words|w3w)\W{{1,3}}{_WORD}[.\s]{{1,2}}{_WORD}[.\s]{{1,2}}{_WORD}"
    r"|(?:https?://)?\b(?:www\.)?(?:maps\.app\.goo\.gl|goo\.gl/maps|google\.[a-z.]{2,6}/maps"
    r"|maps\.google|openstreetmap\.org|maps\.apple\.com|bing\.com/maps|what3words\.com/"
    r"|w3w\.co/)\S*"
    r"|[-+]?\b\d{1,2}\.\d{3,}\s?°?\s?[NS]?[,;/]?\s?[-+]?\b\d{1,3}\.\d{3,}(?:\s?°?\s?[EW]\b)?"
    r"|\b\d{1,2}°\s?\d{1,2}\s?['′’][^\n]{0,12}?[NS]\b"
    r"|\b(?:[23456789CFGHJMPQRVWX]{2}){2,4}\+[23456789CFGHJMPQRVWX]{2,3}\b"
    r"|\b(?-i:[HNST][A-HJ-Z])\s?(?:\d{5}\s?\d{5}|\d{4}\s?\d{4}|\d{3}\s?\d{3})\b",
    re.IGNORECASE,
)
_THREE = re.compile(r"(?<![\w@./-])[^\W\d_]{4,}\.[^\W\d_]{4,}\.([^\W\d_]{4,})(?![\w@/-]|\.\w)")
_ENDINGS = {"academy", "college", "docx", "education", "html", "info", "pptx", "school", "xlsx"}
"""The last parts of names of websites and files, which are no third word."""


def map_places(text: str) -> tuple[str, ...]:
    """Return what tells a place on a map, each once, as it is written.

    Three words with full stops between them count without their slashes, too.
    """
    plain = unicodedata.normalize("NFKC", seen_in(text))
    found = [match[0].strip() for match in _PLACE.finditer(plain)]
    three = [m[0] for m in _THREE.finditer(plain) if m[1].casefold() not in _ENDINGS]
    found += [words for words in three if not any(words in place for place in found)]
    return tuple(dict.fromkeys(found))
