"""Programs that save and read as fast as they can while servers fail.

    python -m tests.failover.writers HOME REFERENCE...

forks a writer for each case, and a reader. Each tells what came of every act in a line of JSON.
They end once HOME/stop exists. A writer repeats an act until it knows that it was saved, as a
script does that tries again on exit code 3.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import monotonic

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.notes import add_note
from dpo_console.casework.office.opening import open_desk
from dpo_console.errors import Refused, TryAgain, Unsure
from tests.conftest import TODAY

STOP = "stop"
READER = "reader"
Tell = Callable[[str, str, str], None]


@dataclass(frozen=True)
class Told:
    """One act: its writer, its words, its moment, and what came of it.

    `what` is acked, doubted, found (a doubt that was saved), failed or refused. `why` says more.
    """

    what: str
    words: str
    why: str
    at: float

    @property
    def writer(self) -> str:
        """Its writer."""
        return self.words.partition("-")[0]


@dataclass
class Writers:
    """What the writers have told up to now."""

    home: Path
    lines: list[Told] = field(default_factory=list)
    news: threading.Condition = field(default_factory=threading.Condition)

    def words(self, *what: str) -> set[str]:
        """Return the words of the acts of which this came."""
        return {told.words for told in self.lines if told.what in what}

    def since(self, moment: float, *what: str) -> list[Told]:
        """Return what was told since a moment."""
        return [told for told in self.lines if told.at > moment and told.what in what]

    def wait_for(self, seen: Callable[[], object]) -> None:
        """Wait until something was told. Raises TimeoutError after two minutes without it."""
        with self.news:
            if not self.news.wait_for(seen, timeout=600):
                raise TimeoutError(f"the last lines: {self.lines[-5:]}")

    def end(self) -> None:
        """Let the writers end once each has saved what it is at."""
        (self.home / STOP).touch()

    def read(self, lines: Iterator[str]) -> None:
        """Take lines in until they end."""
        for line in lines:
            with self.news:
                self.lines.append(Told(**json.loads(line)))
                self.news.notify_all()


@contextmanager
def writing(home: Path, references: list[str]) -> Iterator[Writers]:
    """Run writers at a home, one for each case, and end them with the block."""
    (home / STOP).unlink(missing_ok=True)
    writers = Writers(home)
    command = [sys.executable, "-m", "tests.failover.writers", str(home), *references]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        reading = threading.Thread(target=writers.read, args=(process.stdout,))
        reading.start()
        try:
            yield writers
        finally:
            writers.end()
            reading.join()
    assert process.returncode == 0


def main(home: Path, references: list[str]) -> None:
    """Fork the writers and the reader, and wait for them."""
    jobs = [(write, name, reference) for name, reference in enumerate(references)]
    children = []
    for work, name, reference in [*jobs, (read, READER, references[0])]:
        if not (child := os.fork()):
            code = 1
            try:
                work(home, f"w{name}" if work is write else READER, reference)
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    if any(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children):
        sys.exit("a writer failed")


def write(home: Path, name: str, reference: str) -> None:
    """Add notes to a case, each until it is known to be saved."""
    desk = sit(home, name)
    for number in count():
        while not _written(desk, reference, f"{name}-{number}"):
            pass
        if (home / STOP).exists():
            return


def _written(desk: Desk, reference: str, words: str) -> bool:
    try:
        add_note(desk, reference, words)
    except Unsure as problem:
        tell("doubted", words, str(problem))
    except TryAgain as problem:
        tell("failed", words, str(problem))
    except Refused as problem:
        saved = "is saved" in str(problem)
        tell("found" if saved else "refused", words, str(problem))
        return saved
    else:
        tell("acked", words)
        return True
    return False


def read(home: Path, _: str, reference: str) -> None:
    """Read a case over and over."""
    desk = sit(home, "w0")
    while not (home / STOP).exists():
        try:
            case_view(desk, reference)
        except (TryAgain, Refused) as problem:
            tell("failed" if isinstance(problem, TryAgain) else "refused", READER, str(problem))
        else:
            tell("read", READER)


def sit(home: Path, person: str) -> Desk:
    """Open the desk of a writer."""
    clock = lambda: datetime(2026, 11, 25, 9, tzinfo=UTC)  # noqa: E731 - as short as it can be
    return open_desk(home, as_person=person, today=TODAY, clock=clock)


def tell(what: str, words: str, why: str = "") -> None:
    """Tell what came of an act, in one piece."""
    line = json.dumps({"what": what, "words": words, "why": why[:300], "at": monotonic()})
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
