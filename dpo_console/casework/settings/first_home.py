"""The first home of an office: everything it answered is checked, then all is written."""

import os
from pathlib import Path

from dpo_console.config import Home, new_home
from dpo_console.config.files.folders import write_new
from dpo_console.config.files.incoming import read_file
from dpo_console.config.notice import notice
from dpo_console.config.settings.first_settings import Answers, first_settings
from dpo_console.config.terms.reading import LARGEST, read_terms
from dpo_console.config.terms.term_dates import TermDates
from dpo_console.errors import Refused
from dpo_console.letters.word.letterhead import read_letterhead

TRUST, PRIMARY = "trust", "primary"


def refuse_another(root: Path) -> None:
    """Raise Refused if a folder has records already."""
    new_home.refuse_another(Home(root))


def make_office(
    root: Path, answers: Answers, letterhead: Path | None = None, *, trust: bool = False
) -> Home:
    """Make a home with these answers, and the office's letterhead if it has one.

    Raises BadInput or BadFile for an answer or a file that can't be used, Refused if no home can be
    made there. Nothing is made then.
    """
    words = first_settings(answers)
    head = read_letterhead(letterhead) if letterhead else None
    example = notice.example(TRUST if trust or len(answers.schools) > 1 else PRIMARY)
    home = new_home.make_home(root, words, notice.unsaid(example))
    if head:
        try:
            write_new(home.data / "letterhead.docx", head)
        except OSError as problem:
            why = os.strerror(problem.errno or 0)
            raise Refused(f"The home is made, but the letterhead can't be written: {why}") from None
    return home


def dates_in(path: Path) -> TermDates:
    """Return the term dates in an .ics or CSV file. Raises BadFile."""
    return read_terms(path, read_file(path, LARGEST)).dates
