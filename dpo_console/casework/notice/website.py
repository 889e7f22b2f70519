"""The pages for the website, as files or as one zip: `publish`."""

import io
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from dpo_console.cases.notice.stated import Stated, notice_of, slugs_of, stated
from dpo_console.cases.notice.versions import Version, kept_words
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.publishing.page import page_html
from dpo_console.cases.publishing.site import NoticeShown, Site, menu_pages, notice_pages
from dpo_console.cases.records.sealed_pages import is_whole_page
from dpo_console.cases.reports.register import register
from dpo_console.casework.notice.placing import Files, place
from dpo_console.casework.notice.publishing import publish_notice, refuse_names
from dpo_console.casework.records.audit_log import tell
from dpo_console.casework.reports.papers import office

ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The time of each file in a zip, so that the same pages give the same bytes."""


@dataclass(frozen=True, slots=True)
class Website:
    """The pages by name, the versions of the notice among them, and what the register left out.

    `naming` are the releases that aren't published, because their words name a pupil.
    """

    files: Files
    versions: tuple[Version, ...]
    naming: tuple[str, ...]


def website(desk: Desk) -> Website:
    """Return the pages for the website. The notice becomes a version that counts from today.

    Nothing is written. Raises NotAllowed, and Refused for a notice with gaps, or for words that
    name a pupil or tell protected details.
    """
    require(desk, "publish")
    found = publish_notice(desk)
    listed = register(desk)
    with desk.database.read() as ask:
        shown = tuple(
            NoticeShown(desk.settings.school(v.school).name, v.school, v, kept_words(ask, v))
            for v in found
        )
    site = Site(office(desk), shown, listed, *_stated(desk))
    menu = menu_pages(site)
    pages = [*((site.office, page) for page in menu), *notice_pages(site)]
    files = {page.file: page_html(page, name, menu) for name, page in pages}
    refuse_names(desk, b"\n".join(files.values()).decode())
    return Website(files, found, listed.naming)


def _stated(desk: Desk) -> tuple[Stated, tuple[Stated, ...]]:
    """Return what is stated for the office as a whole, and for each school."""
    notice, settings = notice_of(desk), desk.settings
    every = tuple(stated(settings, notice, slug, "pupils") for slug in slugs_of(settings))
    whole = every[0] if len(every) == 1 else stated(settings, notice, "", "pupils")
    return whole, every


def publish(desk: Desk, folder: Path) -> tuple[Website, tuple[str, ...]]:
    """Write the pages into a folder, and tell the log.

    Return them with the pages of ours in it that they no longer hold. Raises the errors of
    `website`, and Refused for a file there that isn't ours.
    """
    made = website(desk)
    place(desk, made.files, folder)
    _tell(desk, made)
    return made, tuple(
        path.name
        for path in sorted(folder.glob("*.html"))
        if path.name not in made.files and is_whole_page(path.read_bytes())
    )


def publish_zip(desk: Desk) -> tuple[Website, bytes]:
    """Return the pages as one zip file, and tell the log. Raises the errors of `website`."""
    made = website(desk)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.files.items():
            archive.writestr(zipfile.ZipInfo(name, ALWAYS), content, zipfile.ZIP_DEFLATED)
    _tell(desk, made)
    return made, target.getvalue()


def _tell(desk: Desk, made: Website) -> None:
    whole = sha256(b"".join(made.files[name] for name in sorted(made.files))).hexdigest()
    tell(desk, "website written", pages=len(made.files), sha256=whole)
