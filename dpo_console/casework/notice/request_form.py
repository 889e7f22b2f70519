"""The form for people who ask for their own information, as a Word file of the office."""

from datetime import UTC, datetime, time

from dpo_console.cases.application.request_form import REQUEST_FILE, TITLE, request_form
from dpo_console.cases.notice.reaching import how_to_complain
from dpo_console.cases.notice.stated import slugs_of
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.notice.writing import LONG_AGO
from dpo_console.casework.reports.papers import Paper, paper_bytes
from dpo_console.letters.word.seal import sealed


def request_form_file(desk: Desk) -> bytes:
    """Return the form. The same settings give the same bytes."""
    slugs = slugs_of(desk.settings)
    reach = how_to_complain(desk.settings, slugs[0] if len(slugs) == 1 else "")
    name = REQUEST_FILE.removesuffix(".docx")
    created = datetime.combine(LONG_AGO, time(), UTC)
    return sealed(paper_bytes(desk, Paper(name, TITLE, request_form(reach), created=created)))
