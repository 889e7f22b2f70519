"""Names of people as they are compared: without case, accents, titles and order."""

import re
from collections.abc import Sequence
from itertools import islice

from dpo_console.cases.people.matching.squeezed import folded, words_in

TITLES = {
    "mr", "mrs", "ms", "miss", "mx", "master", "dr", "prof", "professor", "sir", "dame", "lady",
    "lord", "rev", "revd", "pc", "ds", "dc", "dci", "di", "sgt", "cllr", "hhj",
}  # fmt: skip
"""Words before a name that are no part of it, in small letters."""

TIMES = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "spring", "summer", "autumn", "winter",
}  # fmt: skip
"""Months and seasons."""

WORDS = TIMES | {
    "art", "baker", "banks", "bell", "best", "bill", "black", "brook", "brown", "bush", "carter",
    "case", "chance", "chase", "church", "cook", "cooper", "cross", "daisy", "dawn", "day", "dean",
    "faith", "field", "fields", "fisher", "ford", "frank", "frost", "grace", "grant", "gray",
    "green", "grey", "guy", "harmony", "hazel", "heath", "heather", "hill", "holly", "hope",
    "hunter", "ivy", "jade", "joy", "king", "lane", "little", "long", "love", "mark", "marsh",
    "mason", "melody", "mercy", "miles", "moss", "olive", "page", "park", "parks", "pat",
    "patience", "pearl", "penny", "poppy", "post", "potter", "price", "pride", "ray", "read",
    "rich", "rivers", "rob", "robin", "rock", "rose", "rowan", "ruby", "sage", "sharp", "shepherd",
    "short", "sky", "small", "smith", "snow", "star", "stone", "strong", "sue", "swift", "taylor",
    "turner", "violet", "walker", "ward", "waters", "wells", "west", "white", "will", "wise",
    "wood", "woods", "young",
}  # fmt: skip
"""Names that may be words, above all at the begin of a sentence."""

BEFORE_TIME = {
    "in", "by", "of", "since", "until", "till", "from", "to", "during", "before", "after", "around",
    "for", "last", "next", "this", "each", "every", "early", "mid", "late", "end", "through", "on",
}  # fmt: skip
"""Words before a month or season, if it isn't a name."""

AFTER_TIME = {"term", "half", "holiday", "holidays", "break", "exams"}
"""Words after one, if it isn't a name."""

OF_PERSONS = {
    "s", "is", "was", "has", "had", "lives", "lived", "attends", "attended", "left", "joined",
    "moved", "went", "goes", "came", "comes", "said", "says", "told", "does", "did", "didn", "isn",
    "wasn", "hasn", "doesn", "sits", "sat", "takes", "took", "gets", "got", "needs", "wants",
}  # fmt: skip
"""Words that follow a name at the begin of a sentence, such as was, or the s of Rose's."""

CHILDREN = {"boy", "girl", "child", "children", "boys", "girls", "pupil", "family", "twins"}
"""Words before which a name stands, as in the May boy."""

TOGETHER = {
    "boys", "children", "class", "classes", "cohort", "girls", "group", "groups", "leavers",
    "pupils", "stage", "students", "year", "years",
}  # fmt: skip
"""Words for pupils together, whom a request may be about, and for their places in a school."""

ABOUT_GROUPS = {"all", "and", "current", "former", "in", "key", "of", "our", "sixth", "the"}
"""Words beside them that name nobody either."""

_PLACE = re.compile(r"\d{1,2}[a-z]?|ks\d")
"""A year or class, such as 6, 5b or KS2, and no number of a pupil."""

PRIVATE = {
    "father", "mother", "dad", "daddy", "mum", "mummy", "mam", "parent", "parents", "stepfather",
    "stepmother", "stepdad", "stepmum", "grandfather", "grandmother", "grandparent",
    "grandparents", "grandad", "grandma", "grandpa", "gran", "granny", "nan", "papa", "uncle",
    "aunt", "auntie", "brother", "sister", "sibling", "cousin", "son", "daughter", "husband",
    "wife", "partner", "boyfriend", "girlfriend", "ex", "carer", "carers", "childminder", "friend",
    "neighbour", "journalist", "him", "them",
}  # fmt: skip
"""Words for private persons, whoever they are."""


BEGINNING, LETTERS = 3, 4
"""The fewest letters of a word that begins another, and of one that may be misspelt."""

_WORD = re.compile(r"[^\W_]+")


def says(text: str, words: Sequence[str]) -> bool:
    """Return True if a text has these words in a row."""
    if not words:
        return False
    plain = folded(text)
    start = plain.find(words[0])
    while start >= 0:
        begins = not plain[start - 1 : start].isalnum()
        if begins and _follow(plain, start, words):
            return True
        start = plain.find(words[0], start + 1)
    return False


def _follow(plain: str, start: int, words: Sequence[str]) -> bool:
    """Return True if exactly these words follow each other from a place on."""
    found = (word[0] for word in _WORD.finditer(plain, start))
    return tuple(islice(found, len(words))) == tuple(words)


def is_group(words: Sequence[str]) -> bool:
    """Return True for words that name no person but pupils together, such as Year 6 pupils.

    A word alone may be a surname, as in Mrs Key.
    """
    known = (word in TOGETHER | ABOUT_GROUPS or _PLACE.fullmatch(word) for word in words)
    return len(words) > 1 and not TOGETHER.isdisjoint(words) and all(known)


def same_name(one: str, other: str) -> bool:
    """Return True if two names are the same, but for case, accents, spaces and titles."""
    return bool(bare(one)) and bare(one) == bare(other)


def may_be(one: str, other: str) -> bool:
    """Return True if two names may be one person's.

    Their words may stand in another order, as in Doe, Paul. A first name may be an initial, and a
    middle name may be left out. A single word is many people's name.
    """
    shorter, longer = sorted((bare(one), bare(other)), key=len)
    if len(shorter) < 2:
        return same_name(one, other)
    left, whole = list(longer), 0
    for word in sorted(shorter, key=len, reverse=True):
        found = next((other for other in left if other == word), "")
        found = found or next((other for other in left if _is_initial(word, other)), "")
        if not found:
            return False
        left.remove(found)
        whole += len(word) > 1 and found == word
    return whole > 0


def near(one: str, other: str) -> bool:
    """Return True if two names may be one person's, misspelt, shortened or given in part.

    This asks an officer and grants nothing: Tess, Tessa Ford and Tess Forde are near Tess Ford.
    """
    shorter, longer = sorted((bare(one), bare(other)), key=len)
    left = list(longer)
    for word in shorter:
        alike = [w for w in left if w == word or _is_initial(word, w) or _is_misspelt(word, w)]
        if not alike:
            return False
        left.remove(word if word in alike else alike[0])
    return any(len(word) > 1 for word in shorter)


def _is_misspelt(one: str, other: str) -> bool:
    """Return True if one word begins the other, or one letter is wrong, missing or exchanged."""
    shorter, longer = sorted((one, other), key=len)
    begins = len(shorter) >= BEGINNING and longer.startswith(shorter)
    return begins or (len(shorter) >= LETTERS and is_one_letter_off(one, other))


def is_one_letter_off(one: str, other: str) -> bool:
    """Return True if one letter is wrong, missing or exchanged with the next."""
    shorter, longer = sorted((one, other), key=len)
    if shorter == longer or len(longer) - len(shorter) > 1:
        return False
    at = next((n for n, letter in enumerate(shorter) if letter != longer[n]), len(shorter))
    rest, other_rest = shorter[at:], longer[at:]
    exchanged = rest[:2] == other_rest[:2][::-1] and rest[2:] == other_rest[2:]
    return exchanged or other_rest[1:] in (rest, rest[1:])


def _is_initial(one: str, other: str) -> bool:
    return one[0] == other[0] and 1 in (len(one), len(other))


def names_in(listed: str) -> list[str]:
    """Return the names in a list of people, with `;` between them."""
    return [name.strip() for name in listed.split(";") if name.strip()]


def bare(name: str) -> list[str]:
    """Return the words of a name without titles."""
    return [word for word in words_in(name) if word not in TITLES]
