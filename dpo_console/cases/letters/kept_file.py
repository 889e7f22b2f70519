"""The Word file of a letter that was written: read only if it is the file that was recorded."""

import hashlib
import json
import os

from dpo_console.cases.leaving.departure import GIVEN
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.home_files import read_file
from dpo_console.errors import Refused
from dpo_console.letters.addressees import TYPED
from dpo_console.sentences import Remedy
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import LetterRow


def kept_file(desk: Desk, row: LetterRow) -> bytes:
    """Return the bytes of a letter's Word file.

    Raises Refused, with the remedy, if the file isn't the one recorded: it is missing, a link, or
    was changed. Nothing overrides that. What leaves the office is what the records vouch for.
    """
    path = desk.home.exports / row.path
    try:
        data = read_file(desk, path)
    except (FileNotFoundError, NotADirectoryError):
        raise _not_recorded(row, f"{path} is missing, though the records know it.") from None
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise Refused(
            f"{path} can't be read ({why}). Give this account the right to read it."
        ) from None
    if hashlib.sha256(data).hexdigest() != row.sha256:
        raise _not_recorded(row, f"{path} isn't the file recorded: it was changed since.")
    return data


def _not_recorded(row: LetterRow, what: str) -> Refused:
    reference = row.path.partition("/")[0]
    return Refused(
        f"{what} Write the letter again: ",
        Remedy("letter", ("write", reference, row.name)),
        ". Or take in a letter that you edited in Word: ",
        Remedy("letter", ("adopt", reference, row.name, "FILE")),
    )


def given_with(file: CaseFile, letter: LetterRow) -> dict[str, str]:
    """Return the words of a letter that only the officer could say, by field."""
    kept = file.note(GIVEN, letter.id)
    return {str(field): str(said) for field, said in json.loads(kept).items()} if kept else {}


def reader_of(file: CaseFile, letter: LetterRow) -> str:
    """Return the name of the reader whom the officer typed, or '' where the case knows them.

    Letters of one name may go to several readers, such as the holders of a search plan or the
    families of a breach. The address isn't part of it: a letter with a better one replaces the old.
    """
    said = given_with(file, letter)
    typed = next((said[field] for field in TYPED.values() if field in said), "")
    return typed.partition("\n")[0]
