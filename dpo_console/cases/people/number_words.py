"""House numbers as people spell them out: four, twenty-one, a hundred and four."""

_ONES = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

_HUNDRED = 100
_MOST = 999
"""The highest number that people spell out."""


def spelt(number: str) -> tuple[str, ...]:
    """Return a number in words, without spaces, in each way that is usual. '' has no words."""
    if not (number.isascii() and number.isdecimal() and 0 < int(number) <= _MOST):
        return ()
    hundreds, rest = divmod(int(number), _HUNDRED)
    last = _below_hundred(rest)
    if not hundreds:
        return (last,)
    starts = [f"{_ONES[hundreds]}hundred", *(["ahundred"] if hundreds == 1 else [])]
    if not last:
        return tuple(starts)
    return tuple(f"{start}{joint}{last}" for start in starts for joint in ("and", ""))


def _below_hundred(number: int) -> str:
    if number < len(_ONES):
        return _ONES[number]
    return _TENS[number // 10] + _ONES[number % 10]
