"""Evidence that points to a paper of the case by its last words, such as “paper 2”."""

import re

from dpo_console.cases.papers.files import paper_of
from dpo_console.store.cases.case_file import CaseFile

_LAST_WORDS = re.compile(r"(?:^|[\s,;:(])papers?\s+(\d{1,6})\)?\.?$", re.IGNORECASE)


def paper_pointed_at(file: CaseFile, evidence: str) -> str:
    """Return the number of the paper that evidence points to, or ''.

    The number is kept beside the words, which nothing reads again. Raises BadInput if the case
    keeps no such paper.
    """
    found = _LAST_WORDS.search(evidence)
    return str(paper_of(file, int(found[1])).number) if found else ""


def beside(evidence: str) -> str:
    """Return what evidence says besides the paper that it points to."""
    return _LAST_WORDS.sub("", evidence).rstrip(" ,;:(")
