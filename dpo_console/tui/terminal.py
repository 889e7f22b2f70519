"""What the terminal can do, settled before textual is imported. Imports no textual."""

import sys
from collections.abc import Mapping, MutableMapping

from dpo_console.errors import Refused

THEME = "ansi-dark"
"""The terminal's own colours: light or dark as the officer has it, 16 are enough, few bytes."""

DEFAULTS = {
    "TEXTUAL_THEME": THEME,
    "TEXTUAL_FPS": "240",  # a change in two steps settles in 17 ms instead of 42
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
}


def prepare(environ: MutableMapping[str, str]) -> None:
    """Set what Textual reads at import, where the officer hasn't. Raises Refused for TERM=dumb."""
    refuse_dumb(environ)
    for name, value in DEFAULTS.items():
        environ.setdefault(name, value)
    if over_ssh(environ):
        # A dropped line would leave the terminal in kitty's keyboard mode.
        environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")


def over_ssh(environ: Mapping[str, str]) -> bool:
    """Whether the officer sits at another machine."""
    return bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))


def refuse_dumb(environ: Mapping[str, str]) -> None:
    """Raises Refused, naming the commands to use instead, where TERM can't show a screen."""
    term = environ.get("TERM", "")
    if term in ("", "dumb", "unknown"):
        raise Refused(
            f"This terminal can't show the console (TERM is {term or 'not set'}). "
            "Everything it does is also a command: dpo-console due, dpo-console list, "
            "dpo-console show REF. If the terminal can do more, set TERM, for example "
            "TERM=xterm-256color, and try again."
        )


def ascii_only() -> bool:
    """Whether the terminal's encoding lacks the block characters; the console writes to stderr."""
    stream = sys.__stderr__
    try:
        "█░▒▄·".encode(stream.encoding if stream and stream.encoding else "utf-8")
    except (UnicodeEncodeError, LookupError):
        return True
    return False
