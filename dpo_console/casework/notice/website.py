"""The pages for the website, as files or as one zip: `publish`."""

import io
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from dpo_console.cases.application.public_forms import public_forms
from dpo_console.cases.notice.stated import Stated, notice_of, slugs_of, stated
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.publishing.page import page_html, page_words
from dpo_console.cases.publishing.site import NoticeShown, Site, menu_pages, notice_pages
from dpo_console.cases.records.files.sealed_pages import is_whole_page
from dpo_console.cases.reports.register import register
from dpo_console.casework.notice.form_files import form_file
from dpo_console.casework.notice.publishing import (
    next_version,
    publish_notice,
    publishable,
    refuse_names,
)
from dpo_console.casework.notice.writing import Files, folder_for, put_files
from dpo_console.casework.records.audit_log import tell
from dpo_console.casework.reports.papers import office

ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The time of each file in a zip, so that the same pages give the same bytes."""


@dataclass(frozen=True, slots=True)
class Website:
    """The pages by name.

    `naming` are the releases that aren't published, because their words name a pupil.
    """

    files: Files
    naming: tuple[str, ...]


def website(desk: Desk) -> Website:
    """Return the pages for the website, with the notice as it stands. Nothing is kept or written.

    Raises NotAllowed, and Refused for a notice with gaps, or for words that name a pupil or tell
    protected details.
    """
    require(desk, "publish", saves=True)
    found = publishable(desk)
    with desk.database.read() as ask:
        versions = [next_version(ask, desk, one, desk.today) for one in found]
    shown = tuple(
        NoticeShown(desk.settings.school(one.slug).name, one.slug, version, one.written)
        for one, version in zip(found, versions, strict=True)
    )
    listed = register(desk)
    site = Site(office(desk), shown, listed, *_stated(desk))
    menu = menu_pages(site)
    pages = [*((site.office, page) for page in menu), *notice_pages(site)]
    files = {page.file: page_html(page, name, menu) for name, page in pages}
    files |= {form.file: form_file(desk, form) for form in public_forms().values()}
    # the register's own words have passed the door, release by release
    refuse_names(desk, "\n".join(page_words(page) for _, page in pages if page.live))
    return Website(files, listed.naming)


def _stated(desk: Desk) -> tuple[Stated, tuple[Stated, ...]]:
    """Return what is stated for the office as a whole, and for each school."""
    notice, settings = notice_of(desk), desk.settings
    every = tuple(stated(settings, notice, slug, "pupils") for slug in slugs_of(settings))
    whole = every[0] if len(every) == 1 else stated(settings, notice, "", "pupils")
    return whole, every


def publish(desk: Desk, to: Path) -> tuple[Website, tuple[str, ...]]:
    """Write the pages into a folder. The notice becomes the version that counts from today.

    Return them with the pages of ours in it that they no longer hold. Raises the errors of
    `website`, NotAllowed for people who share an account, Refused for a file there that isn't ours.
    """
    made = website(desk)
    folder = folder_for(desk, made.files, to)
    _publish(desk, made)
    put_files(made.files, folder)
    return made, tuple(
        path.name
        for path in sorted(folder.glob("*.html"))
        if path.name not in made.files and is_whole_page(path.read_bytes())
    )


def publish_zip(desk: Desk) -> tuple[Website, bytes]:
    """Return the pages as one zip file, and publish the notice. Raises the errors of `website`."""
    made = website(desk)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.files.items():
            archive.writestr(zipfile.ZipInfo(name, ALWAYS), content, zipfile.ZIP_DEFLATED)
    _publish(desk, made)
    return made, target.getvalue()


def _publish(desk: Desk, made: Website) -> None:
    """Keep the version of the notice, and tell the log which pages were written."""
    publish_notice(desk)
    whole = sha256(b"".join(made.files[name] for name in sorted(made.files))).hexdigest()
    tell(desk, "website written", pages=len(made.files), sha256=whole)
