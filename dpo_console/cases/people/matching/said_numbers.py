"""Numbers as people say and spell them: four, a hundred and four, oh seven seven double oh."""

from collections.abc import Iterator, Sequence

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

_BELOW_TWENTY = {
    **{word: value for value, word in enumerate(_ONES)},
    **dict.fromkeys(("oh", "nought", "naught", "nil"), 0),
}
_BY_TEN = {word: 10 * place for place, word in enumerate(_TENS, start=2)}
_TIMES = {"double": 2, "treble": 3, "triple": 3}

NUMBERS = frozenset((*_BELOW_TWENTY, *_BY_TEN, *_TIMES, "hundred"))
"""The words with which a number begins."""


def in_digits(words: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield words with the numbers among them in digits, and the count of words that each replaces.

    Numbers that follow each other stay apart, as in flat two, four Oak Row.
    """
    at = 0
    while at < len(words):
        said, used = _number(words, at) if words[at] in NUMBERS else ("", 1)
        yield said or words[at], used
        at += used


def _number(words: Sequence[str], at: int) -> tuple[str, int]:
    """Return the digits of the number that is said from a word on, or '', and its count of words.

    Without an "and", what follows a hundred is a number of its own: nine hundred, one two three.
    """
    times, digit = _TIMES.get(words[at]), _BELOW_TWENTY.get(_word(words, at + 1), 10)
    if times:
        return (str(digit) * times, 2) if digit < 10 else ("", 1)
    value, used = (1, 0) if words[at] == "hundred" else _below_hundred(words, at)
    if _word(words, at + used) != "hundred" or not 0 < value < 10:
        return str(value), used
    value, used = value * 100, used + 1
    if _word(words, at + used) == "and":
        rest, more = _below_hundred(words, at + used + 1)
        return (str(value + rest), used + 1 + more) if more else (str(value), used)
    return str(value), used


def _below_hundred(words: Sequence[str], at: int) -> tuple[int, int]:
    """Return the value of a number below a hundred, and its count of words, which may be none."""
    word, following = _word(words, at), _BELOW_TWENTY.get(_word(words, at + 1), 0)
    if word in _BELOW_TWENTY:
        return _BELOW_TWENTY[word], 1
    if word not in _BY_TEN:
        return 0, 0
    return (_BY_TEN[word] + following, 2) if 0 < following < 10 else (_BY_TEN[word], 1)


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""
