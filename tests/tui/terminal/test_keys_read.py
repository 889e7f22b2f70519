"""Keys as real terminals send them, and the console's reading of them."""

import pytest
from textual import constants
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.events import Key, Paste
from textual.message import Message

from dpo_console.tui.terminal.keys_read import WHOLE, KeysRead

SENT = {
    "up": ("\x1b[A", "\x1bOA"),
    "down": ("\x1b[B", "\x1bOB"),
    "right": ("\x1b[C", "\x1bOC"),
    "left": ("\x1b[D", "\x1bOD"),
    "home": ("\x1b[H", "\x1bOH", "\x1b[1~", "\x1b[7~"),
    "end": ("\x1b[F", "\x1bOF", "\x1b[4~", "\x1b[8~"),
    "pageup": ("\x1b[5~",),
    "pagedown": ("\x1b[6~",),
    "delete": ("\x1b[3~",),
    "backspace": ("\x7f", "\x08"),
    "shift+tab": ("\x1b[Z",),
    "enter": ("\r", "\x1bOM"),
    "f1": ("\x1bOP", "\x1b[11~", "\x1b[[A"),
}
"""Keys of xterm and PuTTY in both modes, tmux, screen, rxvt, the Linux console and Windows."""

UNKNOWN = (
    "\x1bOE", "\x1b[E", "\x1b[G",  # the keypad's 5
    "\x1b[2^", "\x1b[3@", "\x1b[5$", "\x1b[1@",  # rxvt with ctrl and shift
    "\x1b[1;15A", "\x1b[27;5;65~", "\x1b[214z", "\x1b[97;5u",
)  # fmt: skip


def read(sent: str) -> list[Message]:
    return list(KeysRead().feed(sent))


@pytest.mark.parametrize("key", SENT)
def test_each_terminals_own_keys_are_known(key: str) -> None:
    for sent in SENT[key]:
        (event,) = read(sent)
        assert isinstance(event, Key)
        assert event.key == key, repr(sent)


@pytest.mark.parametrize("sent", UNKNOWN)
def test_an_unknown_key_is_no_letters(sent: str) -> None:
    keys = [event.key for event in read(f"{sent}j") if isinstance(event, Key)]
    assert keys == ["j"]


def test_a_lone_escape_is_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "ESCAPE_DELAY", 0.0)
    parser = KeysRead()
    (escape,) = [*parser.feed("\x1b"), *parser.tick()]
    assert isinstance(escape, Key)
    assert escape.key == "escape"


AFTER_ESCAPE = {
    "L": "L", "enter": "\r", "slash": "/", "O": "O", "left_square_bracket": "[", "f1": "\x1bOP",
}  # fmt: skip


@pytest.mark.parametrize("key", AFTER_ESCAPE)
def test_a_key_right_after_escape_is_a_second_key(
    monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setattr(constants, "ESCAPE_DELAY", 0.0)
    for pieces in ([f"\x1b{AFTER_ESCAPE[key]}"], ["\x1b", AFTER_ESCAPE[key]]):
        parser = KeysRead()
        events = [event for piece in pieces for event in parser.feed(piece)]
        keys = [event.key for event in (*events, *parser.tick()) if isinstance(event, Key)]
        assert keys == ["escape", key]


PASTED = "a\x1bOE\x1b[31mDA\x1b\x1b[2~ £\nq"
SENT_AS_PASTE = f"j\x1b[200~{PASTED}\x1b[201~k\x1b[200~\x1b[201~"


@pytest.mark.parametrize("size", range(1, len(SENT_AS_PASTE) + 1))
def test_nothing_that_is_pasted_is_a_key_in_however_many_pieces_it_comes(size: int) -> None:
    parser = KeysRead()
    events: list[Message] = []
    for start in range(0, len(SENT_AS_PASTE), size):
        events += parser.feed(SENT_AS_PASTE[start : start + size])
    seen = [event.text if isinstance(event, Paste) else event.key for event in events]  # type: ignore[attr-defined]
    assert seen == ["j", PASTED, "k", ""]


def test_no_known_key_begins_with_what_is_taken_for_a_whole_one() -> None:
    known = set(ANSI_SEQUENCES_KEYS)
    for sequence in known:
        for end in range(2, len(sequence)):
            begins = sequence[:end]
            assert begins in known or not WHOLE.fullmatch(begins), (sequence, begins)
