"""The notice published: a version with its words, its hash and the day from which it counts."""

import io
import zipfile
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time
from hashlib import sha256
from pathlib import Path

from dpo_console.approval.model import PublicForm
from dpo_console.cases.application import form_blocks, public_forms
from dpo_console.cases.notice.composing import how_to_complain
from dpo_console.cases.notice.stated import Stated, notice_of, slugs_of, stated
from dpo_console.cases.notice.versions import Version, versions
from dpo_console.cases.notice.whole import WholeNotice, as_text, hash_of
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.publishing import (
    NoticeShown,
    Page,
    Site,
    menu_pages,
    notice_pages,
    page_html,
    page_words,
)
from dpo_console.cases.records.files import is_whole_page
from dpo_console.cases.reports.register import register
from dpo_console.cases.reports.unpublished import unpublished
from dpo_console.casework.notice.writing import (
    LONG_AGO,
    Files,
    folder_for,
    in_sections,
    notices,
    put_files,
    refuse_gaps,
)
from dpo_console.casework.records.audit_log import append, tell, tell_settings
from dpo_console.casework.reports.papers import Paper, office, paper_bytes
from dpo_console.errors import BadInput, Refused
from dpo_console.store.asking import Ask
from dpo_console.store.audit.told import PUBLISHED, WORDS
from dpo_console.store.session import ask_in, write
from dpo_console.text import day_words


def form_file(desk: Desk, form: PublicForm) -> bytes:
    """Return a form. The same settings give the same bytes."""
    slugs = slugs_of(desk.settings)
    reach = how_to_complain(desk.settings, slugs[0] if len(slugs) == 1 else "")
    created = datetime.combine(LONG_AGO, time(), UTC)
    name = form.file.removesuffix(".docx")
    paper = Paper(name, form.title, form_blocks(form, reach), created=created)
    return paper_bytes(desk, paper)


def publish_notice(desk: Desk, school: str = "", since: date | None = None) -> tuple[Version, ...]:
    """Keep the notice of a school, or of each, as the version that counts from a day, or today.

    A notice whose words haven't changed stays the version that it is. Raises NotAllowed, Refused
    for a notice with gaps or one that names a pupil, BadInput for a day before the last version's.
    """
    require(desk, "publish_notice", saves=True)
    return tuple(_keep(desk, one, since or desk.today) for one in publishable(desk, school))


def publishable(desk: Desk, school: str = "") -> tuple[WholeNotice, ...]:
    """Return the notices of a school, or of each. Raises Refused for gaps, or a pupil's name."""
    found = notices(desk, school)
    refuse_gaps(found)
    pages = [Page("", "", "", in_sections(s)) for one in found for s in one.written.values()]
    refuse_names(desk, "\n".join(map(page_words, pages)))
    return found


def refuse_names(desk: Desk, words: str) -> None:
    """Raise Refused if words for the website name a pupil, or tell protected details."""
    if not desk.database.is_there():
        return
    kept = unpublished(desk)
    if named := kept.named(words):
        raise Refused(f"It names {', '.join(named)}, whom a case is about. Take the name out.")
    if kept.told(words):
        raise Refused("It tells somebody's protected details. Take them out.")


def next_version(ask: Ask, desk: Desk, found: WholeNotice, since: date) -> Version:
    """Return the version that publishing a notice keeps, with entry 0 if its words are new.

    Raises BadInput for new words from a day before the last version's.
    """
    before, hash_ = versions(ask, found.slug), hash_of(as_text(found.written))
    last = before[-1] if before else None
    if last and last.sha256 == hash_:
        return replace(last, covers=found.covers)
    if last and since < last.since:
        raise BadInput(
            f"Version {last.number} counts from {day_words(last.since)}. The next one can't count "
            "from an earlier day."
        )
    number, by = last.number + 1 if last else 1, desk.person.slug
    return Version(found.slug, number, since, None, hash_, by, 0, found.covers)


def _keep(desk: Desk, found: WholeNotice, since: date) -> Version:
    with write(desk.database) as session:
        ask = ask_in(session)
        version = next_version(ask, desk, found, since)
        if version in versions(ask, found.slug):
            return version
        at = desk.stamp()
        tell_settings(session, desk, at)
        if not version.entry:
            words = {"words": as_text(found.written)}
            version = replace(version, entry=append(session, desk, WORDS, words, at=at))
        append(session, desk, PUBLISHED, _told(version), at=at)
    return version


def _told(version: Version) -> dict[str, object]:
    return {
        "school": version.school,
        "number": version.number,
        "since": version.since.isoformat(),
        "sha256": version.sha256,
        "words": version.entry,
        **asdict(version.covers),
    }


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
