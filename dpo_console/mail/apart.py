"""Reading messages in a process of its own, so that none can hang or exhaust the console.

One process reads many messages. If it is stopped at one, that one can't be read, and a new process
reads the next. It takes each on stdin, led by its length in a line, and prints a line of JSON.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator

from dpo_console.bundle.apart import next_line
from dpo_console.mail import Message

LONGEST = 90.0
"""The most seconds that a message may take on a busy machine, its process's start with it."""

MEMORY, SECONDS = 1_500_000_000, 600
"""The most bytes of address space, and the most seconds of processor time, for all messages."""

CHILD = (sys.executable, "-I", "-m", "dpo_console.mail.apart")

STOPPED = Message(
    problem="It can't be read here: its reader was stopped. Open it in your mail program."
)


def read_apart(messages: Iterable[bytes], longest: float = LONGEST) -> Iterator[Message]:
    """Yield each message as it was read, in order."""
    reader: subprocess.Popen[bytes] | None = None
    try:
        for data in messages:
            reader = reader or subprocess.Popen(  # noqa: S603 - our own program, without a shell
                CHILD, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            answer = next_line(reader, longest, b"%d\n" % len(data) + data)
            if not answer:
                _end(reader)
                reader = None
            yield Message.from_json(json.loads(answer)) if answer else STOPPED
    finally:
        if reader:
            _end(reader)


def _end(reader: subprocess.Popen[bytes]) -> None:
    reader.kill()
    reader.communicate()


def main() -> None:
    """Read messages until there are no more, as the process of its own."""
    from dpo_console.bundle.child import bounded  # the console itself reads no message
    from dpo_console.mail.reading import read

    bounded(MEMORY, SECONDS)
    while length := sys.stdin.buffer.readline():
        told = read(sys.stdin.buffer.read(int(length)))
        sys.stdout.write(f"{json.dumps(told.as_json())}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
