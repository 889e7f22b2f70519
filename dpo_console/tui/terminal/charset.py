"""Drawn text in the terminal's own character set, with each character as wide as before."""

import codecs
from collections.abc import Callable, Mapping

from dpo_console.tui.terminal.abilities import ascii_only, charset

PLAIN = {
    "…": "~", "›": ">", "‹": "<", "·": "-", "•": "*", "⏎": "/", "─": "-", "¤": "?",
    "–": "-", "—": "-", "−": "-", "’": "'", "‘": "'", "“": '"', "”": '"',
    "█": "#", "▒": ":", "░": ".", "▄": "_", "▐": "|", "│": "|",
}  # fmt: skip
"""ASCII for the signs that the console itself draws."""

PLAINLY = str.maketrans(PLAIN)


def speller(environ: Mapping[str, str]) -> Callable[[str], bytes]:
    """Return a function that makes bytes of drawn text.

    A character that the terminal can't spell becomes ASCII or `?`. Where the locale is C or POSIX,
    nothing is known of the terminal. The console's own signs are then ASCII, and names stay as they
    are, in UTF-8.
    """
    name = charset(environ)
    if name == "utf-8":
        plainly = ascii_only(environ)
        return lambda text: (text.translate(PLAINLY) if plainly else text).encode(
            name, "backslashreplace"
        )
    codecs.register_error("plainly", _plainly)
    return lambda text: text.encode(name, "plainly")


def _plainly(error: UnicodeError) -> tuple[str, int]:
    from rich.cells import cell_len

    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(PLAIN.get(c, "?" * cell_len(c)) for c in lost), error.end
