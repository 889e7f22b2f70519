"""Keys and pastes as terminals send them, without keys that nobody pressed."""

import re
from collections.abc import Iterable, Iterator

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.events import Key, Paste
from textual.keys import Keys
from textual.message import Message

WHOLE = re.compile(r"\x1b\[[\d;:]+[ -/]*[@-~$]|\x1b\[[@-Z]|\x1bO[ -~]")
"""The whole report of one key (ECMA-48 5.4; SS3; `$` as rxvt has it)."""

ESCAPE = "\x1b"
BEGIN_REPORTS = "[O"
"""Characters after escape that begin the report of a key."""


class KeysRead(XTermParser):
    """A reader that takes only real key presses for keys.

    Textual's reader takes the rest of an unknown key's report for typed letters. It does the same
    with the rest of a paste after an escape character. Such letters could start any command.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pasted: str | None = None
        self.before = ""

    def feed(self, data: str) -> Iterator[Message]:
        """Yield the keys pressed and the text pasted. A paste comes whole, once it has ended."""
        while data:
            if self.pasted is None:
                typed, data = self._up_to_paste(data)
                yield from (event for event in super().feed(typed) if not isinstance(event, Paste))
            else:
                text, end, data = (self.pasted + data).partition(BRACKETED_PASTE_END)
                self.pasted = None if end else text
                if end:
                    yield Paste(text.replace("\x00", ""))

    def _up_to_paste(self, data: str) -> tuple[str, str]:
        """Return the part for Textual's reader and the pasted part. It sees each paste as empty.

        The start of a paste may come in two pieces, of which the first is already read.
        """
        seen = self.before + data
        found = seen.find(BRACKETED_PASTE_START)
        if found < 0:
            self.before = seen[1 - len(BRACKETED_PASTE_START) :]
            return data, ""
        typed = found + len(BRACKETED_PASTE_START) - len(self.before)
        self.before, self.pasted = "", ""
        return data[:typed] + BRACKETED_PASTE_END, data[typed:]

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:
        """Return the keys that a sequence stands for.

        Escape and a key after it may come in one read, as they do on a slow line. Textual would
        take the two for one key with alt, which no command has.
        """
        known = list(super()._sequence_to_key_events(sequence))
        if alt:
            return [Key("escape", ESCAPE), *known]
        if not known and len(sequence) == 2 and sequence[1] not in BEGIN_REPORTS:
            return [Key("escape", ESCAPE), *super()._sequence_to_key_events(sequence[1])]
        if not known and WHOLE.fullmatch(sequence):
            return [Key(Keys.Ignore, sequence)]
        return known
