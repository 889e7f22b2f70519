"""The notice published: a version with its words, its hash and the day from which it counts."""

from dataclasses import asdict, replace
from datetime import date

from dpo_console.cases.notice.versions import Version, versions
from dpo_console.cases.notice.whole import WholeNotice, as_text, hash_of
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.publishing.page import Page, page_words
from dpo_console.cases.reports.unpublished import unpublished
from dpo_console.casework.notice.writing import in_sections, notices, refuse_gaps
from dpo_console.casework.records.audit_log import append, tell_settings
from dpo_console.errors import BadInput, Refused
from dpo_console.store.asking import Ask
from dpo_console.store.audit.notices import PUBLISHED, WORDS
from dpo_console.store.session import ask_in, write
from dpo_console.text import day_words


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
