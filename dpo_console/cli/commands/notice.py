"""The privacy notice: `notice`, a group of commands."""

from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import date

import click

from dpo_console.cases.notice.checked import (
    NOTHING_MISSING,
    CheckedNotice,
    change_lines,
    changes,
    check_notice,
    found_lines,
    whether_true,
)
from dpo_console.cases.notice.composing import Section
from dpo_console.cases.notice.stated import TITLES, notice_of, slugs_of
from dpo_console.cases.notice.versions import Version, kept_words, numbered, versions
from dpo_console.cases.notice.whole import WholeNotice, Written, whole_notice
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import fetch_line
from dpo_console.cases.reports.processing import Processing, record_of_processing
from dpo_console.casework.notice.publishing import publish_notice
from dpo_console.casework.notice.writing import notices, write_notice
from dpo_console.cli.commands.letters.letter_lines import print_way_home
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.loading import LoadingGroup
from dpo_console.cli.options import subcommand, text_option
from dpo_console.cli.output import columns, document, narrate, picked, say
from dpo_console.cli.sheets import AskedFormat, Cell, give, sheet_of, sheet_options
from dpo_console.cli.types import NUMBER, Day
from dpo_console.config.files.folders import whole_path
from dpo_console.config.notice.notice import EXAMPLES
from dpo_console.config.notice.notice import example as text_of
from dpo_console.errors import BadInput
from dpo_console.letters.letter import LetterDraft, Rows, preview
from dpo_console.sentences import first_upper
from dpo_console.text import day_words

SCHOOL = click.option("--school", default="", metavar="SLUG", help="One school. Default: all.")

KEYS = "school number from=since to=until sha256 by"
"""What is told of a published version."""

NOT_PUBLISHED = "No version has been published. Publish one: dpo-console notice publish"

PROCESSING_KEYS = tuple(field.name for field in fields(Processing))

AUDIENCE = click.option(
    "--for",
    "audiences",
    type=click.Choice(tuple(TITLES)),
    multiple=True,
    help="One audience. May be repeated. Default: all.",
)


@click.group(cls=LoadingGroup)
def notice() -> None:
    """Show, check, write and publish the school's privacy notice."""


@subcommand()
@SCHOOL
@AUDIENCE
def show(invocation: Invocation, school: str, audiences: tuple[str, ...]) -> None:
    """Show the privacy notice as it stands, for one audience or all.

    A section that isn't stated is left out. `notice check` names it.

    \b
      dpo-console notice show
      dpo-console notice show --for children
    """
    found = notices(invocation.desk(), school)
    if invocation.json:
        return document([_shown_json(one, audiences) for one in found])
    for one in found:
        for line in _lines(one, audiences):
            say(line)
    return None


def _lines(found: WholeNotice, audiences: tuple[str, ...]) -> Iterator[str]:
    for audience, sections in found.written.items():
        if audiences and audience not in audiences:
            continue
        yield TITLES[audience].upper() + (f" ({found.slug})" if found.slug else "")
        yield ""
        for section in sections:
            yield section.title
            yield preview(LetterDraft(section.blocks, ()))


def _shown_json(found: WholeNotice, audiences: tuple[str, ...]) -> dict[str, object]:
    wanted = {a: s for a, s in found.written.items() if not audiences or a in audiences}
    return {
        "school": found.slug,
        "notices": {name: [_section(s) for s in sections] for name, sections in wanted.items()},
    }


def _section(section: Section) -> dict[str, object]:
    blocks = [
        {"heads": block.header, "rows": block.rows} if isinstance(block, Rows) else block.text
        for block in section.blocks
    ]
    return {"section": section.slug, "title": section.title, "says": blocks}


@subcommand()
@click.option("--trust", is_flag=True, help="The example for a trust, not for a primary school.")
def example(invocation: Invocation, trust: bool) -> None:
    """Print a complete example of data/notice.toml, to take statements from.

    \b
      dpo-console notice example
      dpo-console notice example --trust > example.toml
    """
    text = text_of(EXAMPLES[trust])
    if invocation.json:
        return document({"text": text})
    return say(text.rstrip("\n"))


@subcommand()
@SCHOOL
@AUDIENCE
@text_option("--to", "DIR", "The folder. Default: exports/notice/.")
def write(invocation: Invocation, school: str, audiences: tuple[str, ...], to: str) -> None:
    """Write the privacy notice as Word files and pages of HTML.

    It is refused while it lacks a point of UK GDPR Articles 13 and 14. The same statements give the
    same files. A file that you edited is never replaced.

    \b
      dpo-console notice write
      dpo-console notice write --for pupils --for children
    """
    desk = invocation.desk()
    written = write_notice(desk, school, audiences, whole_path(to) if to else None)
    invocation.saved = True
    if invocation.json:
        return document({"paths": [str(path) for path in written.paths]})
    for path in written.paths:
        say(str(path))
    return print_way_home(fetch_line(desk, written.paths[0]))


@subcommand()
@SCHOOL
def check(invocation: Invocation, school: str) -> int:
    """List what the privacy notice lacks, and what is no longer true in it.

    It compares the published version with the law, your settings and the releases. The exit code is
    1 if there is anything to correct.

    \b
      dpo-console notice check
    """
    found = check_notice(invocation.desk(), school)
    if invocation.json:
        document([_json(one) for one in found])
    else:
        for one in found:
            for line in found_lines(one):
                say(line)
    wrong = [one for one in found if not one.is_true]
    narrate("Correct what is listed." if wrong else NOTHING_MISSING)
    narrate(whether_true(found))
    if any(one.version is None for one in found):
        narrate(NOT_PUBLISHED)
    return 1 if wrong else 0


def _json(found: CheckedNotice) -> dict[str, object]:
    return {
        "school": found.slug,
        "version": found.version.number if found.version else None,
        "lacks": [picked(gap, "audience point says remedy law") for gap in found.gaps],
        "changed": [asdict(change) for change in found.changed],
        "releases": [{"reference": ref, "says": says} for ref, says in found.releases],
        **picked(found, "unlisted old as_printed"),
    }


@subcommand()
@SCHOOL
@click.option("--from", "since", type=Day(), help="The first day it is in force. Default: today.")
def publish(invocation: Invocation, school: str, since: date | None) -> None:
    """Put the privacy notice in force from today, or from another day.

    A version is kept for good, with its hash. If no word has changed, no new version is made.

    \b
      dpo-console notice publish
      dpo-console notice publish --from 2026-12-01
    """
    found = publish_notice(invocation.desk(), school, since)
    invocation.saved = True
    if invocation.json:
        return document([picked(version, KEYS) for version in found])
    for version in found:
        say(f"{version.school}: {version.words}" if version.school else first_upper(version.words))
    return None


@subcommand("list")
@SCHOOL
def list_versions(invocation: Invocation, school: str) -> None:
    """List the published versions of the privacy notice, and the days each was in force.

    \b
      dpo-console notice list
    """
    desk = invocation.desk()
    wanted = (school,) if school else slugs_of(desk.settings)
    with desk.database.read() as ask:
        found = [version for slug in wanted for version in versions(ask, slug)]
    if invocation.json:
        return document([picked(version, KEYS) for version in found])
    if not found:
        return narrate("No version has been published.")
    return columns(
        [_cells(version) for version in found], ("School", "Version", "From", "To", "Hash")
    )


@subcommand()
@click.argument("versions", nargs=-1, type=NUMBER, metavar="[OLD [NEW]]")
@SCHOOL
def diff(invocation: Invocation, versions: tuple[int, ...], school: str) -> None:
    """Show what differs between two versions, or between the last one and the notice as it stands.

    \b
      dpo-console notice diff
      dpo-console notice diff 1 2 --school oak
    """
    desk = invocation.desk()
    if len(versions) > 2:
        raise BadInput("Name two versions at most: the old one, then the new one.")
    slug = school or _only_school(desk)
    found = changes(_old(desk, slug, versions[:1]), _new(desk, slug, versions[1:]))
    if invocation.json:
        return document([asdict(change) for change in found])
    for change in found:
        for line in change_lines(change):
            say(line)
    return narrate("" if found else "Nothing differs.")


def _only_school(desk: Desk) -> str:
    """Return the only school. Raises BadInput if there are several."""
    known = slugs_of(desk.settings)
    if len(known) > 1:
        raise BadInput(f"Say which school with --school: {', '.join(known)}.")
    return known[0]


def _old(desk: Desk, slug: str, named: tuple[int, ...]) -> Written:
    with desk.database.read() as ask:
        found = versions(ask, slug)
    if not named and not found:
        raise BadInput("No version has been published, so there is nothing to compare.")
    version = numbered(desk, slug, named[0]) if named else found[-1]
    with desk.database.read() as ask:
        return kept_words(ask, version)


def _new(desk: Desk, slug: str, named: tuple[int, ...]) -> Written:
    if named:
        return _old(desk, slug, named)
    return whole_notice(desk.settings, notice_of(desk), slug, desk.today).written


def _cells(version: Version) -> tuple[str, ...]:
    until = day_words(version.until) if version.until else "now"
    hash_ = version.sha256[:12]
    return version.school, str(version.number), day_words(version.since), until, hash_


@subcommand()
@SCHOOL
@sheet_options
def record(invocation: Invocation, school: str, form: str | None, output: str) -> None:
    """List every use of personal data: the record of processing (UK GDPR Art 30).

    \b
      dpo-console notice record
      dpo-console notice record --format xlsx -o record.xlsx
    """
    desk = invocation.desk()
    found = record_of_processing(desk, school)
    give(
        invocation,
        desk,
        AskedFormat(form, output),
        lambda: sheet_of(
            "Record of processing", [_processing_cells(row) for row in found], PROCESSING_KEYS
        ),
        lambda: [_processing_json(row) for row in found],
        lambda: _print_processing(found),
    )


def _print_processing(found: tuple[Processing, ...]) -> None:
    for row in found:
        say(f"{row.school}, {row.people}: {row.purpose}")
        told = {
            key: value
            for key, value in _processing_json(row).items()
            if key not in ("school", "purpose")
        }
        columns([(key.capitalize(), value) for key, value in told.items() if value], indent=2)
        say("")


def _processing_cells(row: Processing) -> dict[str, Cell]:
    return {key: getattr(row, key) for key in PROCESSING_KEYS}


def _processing_json(row: Processing) -> dict[str, str]:
    return {
        key: value.isoformat() if isinstance(value, date) else str(value)
        for key, value in _processing_cells(row).items()
    }
