"""The forms for people who ask for their information or complain, as Word files of the office."""

from datetime import UTC, datetime, time

from dpo_console.approval.form_fields import PublicForm
from dpo_console.cases.application.public_forms import form_blocks
from dpo_console.cases.notice.listing import how_to_complain
from dpo_console.cases.notice.stated import slugs_of
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.notice.writing import LONG_AGO
from dpo_console.casework.reports.papers import Paper, paper_bytes


def form_file(desk: Desk, form: PublicForm) -> bytes:
    """Return a form. The same settings give the same bytes."""
    slugs = slugs_of(desk.settings)
    reach = how_to_complain(desk.settings, slugs[0] if len(slugs) == 1 else "")
    created = datetime.combine(LONG_AGO, time(), UTC)
    name = form.file.removesuffix(".docx")
    paper = Paper(name, form.title, form_blocks(form, reach), created=created)
    return paper_bytes(desk, paper)
