"""The certificate of disposal: a Word file that says what was erased, by whom and why.

It names nobody of the case, and carries a seal as every paper of the office does.
"""

from collections.abc import Mapping, Sequence

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.files.kept_papers import CERTIFICATES
from dpo_console.casework.home_files.keeping import keep_written
from dpo_console.casework.reports.papers import Paper, Written, body, issued, table, write_paper
from dpo_console.law.statutes import statute
from dpo_console.london import london_day
from dpo_console.store.audit.erased import Erasure
from dpo_console.store.cases import case_file
from dpo_console.text import day_words

GONE = (
    "Erased: the names, addresses and other details of its people, every free word, the letters "
    "and their files, papers, drafts, evidence packs, the search index, and the words of its "
    "entries in the audit log."
)
STAYS = (
    "What stays names nobody: the reference, the kind of request, days, the outcome, and what the "
    "published register tells."
)


def write_certificate(
    desk: Desk, erasure: Erasure, words: Mapping[str, str], left: Sequence[str]
) -> Written:
    """Write the certificate of a disposal below exports/. Raises Refused, TryAgain."""
    with desk.database.whole.read() as ask:
        case = case_file.load(ask, case_file.find(ask, erasure.reference)).case
    on = day_words(london_day(erasure.at))
    rows = [
        ("Reference", erasure.reference),
        ("Kind of request", statute(case.kind).title),
        ("Closed", day_words(case.closed_on)),
        ("Erased on", on),
        ("Proposed by", _name(desk, words.get("proposed", ""))),
        ("Agreed by", _name(desk, words.get("approved", ""))),
        ("On what evidence", words.get("evidence", "")),
        ("Reason", words.get("why", "")),
        ("Lawful all the same, because", words.get("although", "")),
        ("Entry of the audit log", str(erasure.seq)),
    ]
    blocks = (
        issued(desk),
        table(("", ""), [(label, value) for label, value in rows if value]),
        *(body(sentence) for sentence in (GONE, STAYS, *left)),
    )
    name = f"certificate-{erasure.reference}"
    written = write_paper(desk, Paper(name, "Certificate of disposal", blocks), CERTIFICATES)
    keep_written(desk, written.path)
    return written


def _name(desk: Desk, slug: str) -> str:
    return desk.settings.names.get(slug, slug)
