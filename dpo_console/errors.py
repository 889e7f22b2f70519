"""Every error, as one tree. Each message is a sentence for the officer.

DpoConsoleError
├── Refused           exit 1  the request can't be done as things stand
│   ├── GateClosed            nothing is released past its gate or closed before its time
│   ├── NotAllowed            this person may not do this
│   ├── StaleSave             another person saved first, and the message tells their changes
│   └── LetterIncomplete      a letter lacks fields or words that the law demands
├── BadInput          exit 2  an invalid date, an unknown kind, case or name
│   ├── NoSuchCase            no case of that reference, or none that this person may see
│   └── BadFile               a file we read is wrong: which file, where, what to do
├── TryAgain          exit 3  locked, away or full: nothing was changed, try again
│   └── Unsure                a disk or server failed: it can't be told if the change was saved
└── Defect            exit 70 our own mistake, with a reference code
"""

from collections.abc import Sequence
from pathlib import Path

from dpo_console.sentences import DetailName, Gap, LetterName, Part, Phrase, TypedOnly


class DpoConsoleError(Exception):
    """The root. `exit_code` is the exit code of the command line."""

    exit_code = 70

    @property
    def sentence(self) -> str:
        """The message, as a Phrase where it names acts or ids."""
        message = self.args[0] if self.args else ""
        return message if isinstance(message, str) else str(self)


class Refused(DpoConsoleError):
    """A request that can't be done as things stand. The message says why, and what would help.

    It takes the parts of its sentence, as a Phrase does.
    """

    exit_code = 1

    def __init__(self, *said: Part) -> None:
        super().__init__(said[0] if len(said) == 1 else Phrase(*said))


class GateClosed(Refused):
    """A release, an answer or a closing that open checks still prevent."""

    def __init__(
        self,
        reference: str,
        reasons: Sequence[Gap],
        act: str = "released",
        way: str = "",
        what: str = "",
    ) -> None:
        """Take all gaps at once as `reasons`.

        `act` is the act prevented, and `what` is its object if that isn't the case itself. `way` is
        another way to act, or ''.
        """
        self.reasons = tuple(reasons)
        lines = (Phrase("\n  - ", reason) for reason in self.reasons)
        more = ("\n", way) if way else ()
        super().__init__(Phrase(what or reference, f" can't be {act} yet:", *lines, *more))


class NotAllowed(Refused):
    """An act that this person may not do. The message names the person, the act and who may."""


class StaleSave(Refused):
    """A save that rests on an old version: another person saved first. Nothing was saved."""

    def __init__(self, reference: str, meanwhile: Sequence[str] = ()) -> None:
        """Take the acts since then as `meanwhile`: who, when and what, in a line each."""
        self.meanwhile = tuple(meanwhile)
        lines = (
            f"{reference} was changed since you opened it, so nothing was saved. Look at it again, "
            "then save what you still want.",
            *(f"  {line}" for line in meanwhile),
        )
        super().__init__("\n".join(lines))


class LetterIncomplete(Refused):
    """A letter that can't be written yet. `missing` lists every gap, one sentence each."""

    def __init__(self, name: str, missing: Sequence[str]) -> None:
        """Take the letter's slug as `name`, and its gaps as `missing`."""
        self.missing = tuple(missing)
        super().__init__(
            Phrase(
                LetterName(name),
                " can't be written yet:",
                *(Phrase("\n  - ", gap) for gap in self.missing),
            )
        )


class BadInput(DpoConsoleError):
    """Meaningless input: there is no such date, kind, case, person, letter or field."""

    exit_code = 2

    def __init__(self, message: str, field: str = "") -> None:
        """Take the message, and the one `field` that was filled in wrongly, if there is one.

        The full message begins with the field. `said` is the message without it, for display beside
        the field.
        """
        self.field = field
        self.said = f"{message[:1].upper()}{message[1:]}"
        super().__init__(Phrase(DetailName(field), ": ", message) if field else message)


class NoSuchCase(BadInput):
    """A reference without a case that this person may see. It may exist or not."""

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(
            Phrase(
                f"There is no case {reference!r}.",
                TypedOnly(" See what there is with: dpo-console list"),
            )
        )


class BadFile(BadInput):
    """A fault in a file that we read. The message names the file, the place and the remedy."""

    def __init__(self, path: Path | str, where: str, what: str) -> None:
        """Take the place as `where`, a line, key or field, or '', and a sentence as `what`."""
        self.path = str(path)
        self.where = where
        self.what = what
        place = f"{path}, {where}" if where else f"{path}"
        super().__init__(f"{place}: {what}")

    @property
    def of_it(self) -> str:
        """The fault as a sentence that stands beside the name of the file."""
        return f"Its {self.where} {self.what}" if self.where else f"It {self.what}"


class TryAgain(DpoConsoleError):
    """Records that are locked or away, or a full disk. Nothing was changed."""

    exit_code = 3


class Unsure(TryAgain):
    """A change of which it can't be told if it was saved. Nothing that belongs to it is removed."""


class Defect(DpoConsoleError):
    """Our own mistake. The officer quotes its `reference`. No data is shown."""

    def __init__(self, reference: str) -> None:
        """Take the `reference`, a short code that the log also holds."""
        self.reference = reference
        super().__init__(
            f"Something went wrong inside dpo_console (reference {reference}). "
            "Check if it was saved before you do it again. Nothing is ever half saved. "
            "Please report the reference."
        )
