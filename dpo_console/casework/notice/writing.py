"""The notices of a school as Word files and as pages of HTML."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from dpo_console.cases.notice.composing import Section
from dpo_console.cases.notice.stated import TITLES, notice_of, slugs_of
from dpo_console.cases.notice.whole import WholeNotice, whole_notice
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.publishing import Page, page_html
from dpo_console.cases.records.files import NOTICE, is_whole_page
from dpo_console.casework.office.own_files import path_to_write
from dpo_console.casework.records.audit_log import tell
from dpo_console.casework.reports.papers import Paper, heading, paper_bytes
from dpo_console.config.files.folders import make_private, refuse_links, replace_file
from dpo_console.errors import Refused
from dpo_console.letters.letter import Block
from dpo_console.letters.word.saving import is_whole
from dpo_console.text import counted

LONG_AGO = date(2026, 1, 1)
"""The day that a Word file carries as its own, and that is the same in each copy."""


@dataclass(frozen=True, slots=True)
class WrittenFiles:
    """The files of a notice that were written, and the schools that they are for."""

    paths: tuple[Path, ...]
    schools: tuple[str, ...]


def notices(desk: Desk, school: str = "") -> tuple[WholeNotice, ...]:
    """Return the notices of a school, or of every school. Raises BadInput for an unknown one."""
    desk.settings.school(school)
    notice = notice_of(desk)
    wanted = (school,) if school else slugs_of(desk.settings)
    return tuple(whole_notice(desk.settings, notice, slug, desk.today) for slug in wanted)


def write_notice(
    desk: Desk, school: str = "", audiences: Collection[str] = (), to: Path | None = None
) -> WrittenFiles:
    """Write the notices of a school, or of all, as Word and HTML below exports/notice/ or in `to`.

    The same statements give the same files. Raises NotAllowed, and Refused for a notice
    with gaps, for an audience without statements, or if a file can't be written.
    """
    require(desk, "notice", saves=True)
    found = notices(desk, school)
    refuse_gaps(found, audiences)
    files = {name: data for one in found for name, data in _files(desk, one, audiences)}
    if not files:
        raise Refused(f"Nothing is stated for {', '.join(audiences)}.")
    paths = put_files(files, folder_for(desk, files, to))
    tell(desk, "notice written", files=len(paths))
    return WrittenFiles(paths, tuple(one.slug for one in found))


def refuse_gaps(found: Sequence[WholeNotice], audiences: Collection[str] = ()) -> None:
    """Raise Refused, naming each gap, if a notice doesn't state what the law asks for."""
    gaps = [g for one in found for g in one.gaps if not audiences or g.audience in audiences]
    if gaps:
        lines = dict.fromkeys(f"{TITLES[gap.audience]}: {gap.says} {gap.remedy}" for gap in gaps)
        raise Refused(
            f"The notice lacks {counted(len(gaps), 'statement')} that the law asks for:\n  "
            + "\n  ".join(lines)
        )


def _files(
    desk: Desk, found: WholeNotice, audiences: Collection[str]
) -> Iterator[tuple[str, bytes]]:
    office = desk.settings.school(found.slug).name or desk.settings.name
    for audience, sections in found.written.items():
        if audiences and audience not in audiences:
            continue
        name = "-".join(filter(None, (NOTICE, found.slug, audience)))
        yield f"{name}.docx", paper_bytes(desk, _paper(name, audience, sections))
        page = Page(f"{name}.html", TITLES[audience], TITLES[audience], in_sections(sections))
        yield page.file, page_html(page, office)


def in_sections(sections: Sequence[Section]) -> tuple[tuple[str, tuple[Block, ...]], ...]:
    """Return sections as a page has them: the heading, and the blocks below it."""
    return tuple((section.title, section.blocks) for section in sections)


def _paper(name: str, audience: str, sections: Sequence[Section]) -> Paper:
    blocks: list[Block] = []
    for section in sections:
        blocks += [heading(section.title), *section.blocks]
    created = datetime.combine(LONG_AGO, time(), UTC)
    return Paper(name, TITLES[audience], tuple(blocks), created=created)


Files = Mapping[str, bytes]
"""Files by name."""


def folder_for(desk: Desk, names: Iterable[str], to: Path | None) -> Path:
    """Return the folder `to`, or exports/notice/, once files of these names may be put there.

    Raises NotAllowed for people who share an account, Refused for a file there that isn't ours.
    """
    folder = path_to_write(desk, to) if to else desk.home.exports / NOTICE
    if to is None:
        refuse_links(desk.home.root, folder)
    for name in names:
        _refuse_foreign(folder / name)
    return folder


def put_files(files: Files, folder: Path) -> tuple[Path, ...]:
    """Put files into a folder, and return their paths. A file of the same content stays.

    Raises Refused if one can't be written.
    """
    paths = {folder / name: content for name, content in files.items()}
    try:
        make_private(folder)
        for path, content in paths.items():
            if not path.exists() or path.read_bytes() != content:
                replace_file(path, content)
    except OSError as problem:
        raise Refused(
            f"The pages can't be written in {folder} ({problem.strerror}). Name another folder."
        ) from None
    return tuple(paths)


def _refuse_foreign(path: Path) -> None:
    if path.is_symlink():
        raise Refused(f"{path} is a link. Take it away, then write again.")
    if not path.exists():
        return
    content = path.read_bytes() if path.is_file() else b""
    ours = is_whole(content) if path.suffix == ".docx" else is_whole_page(content)
    if not ours:
        raise Refused(
            f"{path} isn't as we wrote it: it was edited, or comes from elsewhere. Move it away, "
            "then write again."
        )
