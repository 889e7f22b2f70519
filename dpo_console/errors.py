"""Everything that can go wrong, as one tree. Each message is a sentence for the officer.

DpoConsoleError
├── Refused           exit 1  what was asked can't be done as things stand
│   ├── GateClosed            nothing goes out past its gate, nothing is closed before its time
│   ├── NotAllowed            this person may not do this
│   ├── StaleSave             somebody saved first; what they did is told
│   └── LetterIncomplete      a letter lacks fields or words that the law demands
├── BadInput          exit 2  a date that is none, an unknown kind, case or name
│   ├── NoSuchCase            no case of that reference, or none that this person may see
│   └── BadFile               a file we read is wrong: which file, where, what to do
├── TryAgain          exit 3  locked, away or full: nothing was changed, try again
└── Defect            exit 70 our own mistake, with a reference code
"""

from collections.abc import Sequence
from pathlib import Path


class DpoConsoleError(Exception):
    """The root. `exit_code` is what the command line returns."""

    exit_code = 70


class Refused(DpoConsoleError):
    """What was asked can't be done as things stand; the message says why and what would help."""

    exit_code = 1


class GateClosed(Refused):
    """A release, an answer or a closing was asked for while something still keeps it back."""

    def __init__(
        self, reference: str, reasons: Sequence[str], act: str = "released", way: str = ""
    ) -> None:
        """`reasons`: one sentence each, all gaps at once; `act`: what can't be done; `way`: what
        can be done instead, '' where nothing.
        """
        self.reasons = tuple(reasons)
        lines = [f"{reference} can't be {act} yet:", *(f"  - {r}" for r in self.reasons), way]
        super().__init__("\n".join(line for line in lines if line))


class NotAllowed(Refused):
    """This person may not do this. The message names the person, the act and who may."""


class StaleSave(Refused):
    """Somebody saved first, so this save rests on what no longer stands; nothing was saved."""

    def __init__(self, reference: str, meanwhile: Sequence[str] = ()) -> None:
        """`meanwhile`: what was done since, who, when and what in a line each."""
        self.meanwhile = tuple(meanwhile)
        lines = (
            f"{reference} was changed since you opened it, so nothing was saved. Look at it again, "
            "then save what you still want.",
            *(f"  {line}" for line in meanwhile),
        )
        super().__init__("\n".join(lines))


class LetterIncomplete(Refused):
    """A letter can't be written yet. `missing` lists every gap, one sentence each."""

    def __init__(self, name: str, missing: Sequence[str]) -> None:
        """`name`: the letter's slug; `missing`: what it lacks."""
        self.missing = tuple(missing)
        super().__init__(
            f"The letter {name} can't be written yet:\n"
            + "\n".join(f"  - {m}" for m in self.missing)
        )


class BadInput(DpoConsoleError):
    """What was typed means nothing here: no such date, kind, case, person, letter or field."""

    exit_code = 2

    def __init__(self, message: str, field: str = "") -> None:
        """`field`: the one thing that was filled in wrongly, where it is one; the message as it is
        told begins with it. `said` is the message without it, for beside the field.
        """
        self.field = field
        self.said = f"{message[:1].upper()}{message[1:]}"
        super().__init__(f"{field}: {message}" if field else message)


class NoSuchCase(BadInput):
    """There is no case of a reference, or none that this person may see: nobody can tell which."""

    def __init__(self, reference: str) -> None:
        """`reference`: as it was typed."""
        self.reference = reference
        super().__init__(
            f"There is no case {reference!r}. See what there is with: dpo-console list"
        )


class BadFile(BadInput):
    """A file that we read is wrong. The message names the file, the place in it and the remedy."""

    def __init__(self, path: Path | str, where: str, what: str) -> None:
        """`where`: a line, key or field, or '' for the whole file; `what`: a sentence."""
        self.path = str(path)
        self.where = where
        place = f"{path}, {where}" if where else f"{path}"
        super().__init__(f"{place}: {what}")


class TryAgain(DpoConsoleError):
    """The records are locked or away, or the disk is full. Nothing was changed."""

    exit_code = 3


class Defect(DpoConsoleError):
    """Our own mistake. `reference` is what the officer quotes; no data is shown."""

    def __init__(self, reference: str) -> None:
        """`reference`: a short code that also stands in the log."""
        self.reference = reference
        super().__init__(
            f"Something went wrong inside dpo_console (reference {reference}). "
            "Look whether it was saved before you do it again; nothing is ever saved by half. "
            "Please report the reference."
        )
