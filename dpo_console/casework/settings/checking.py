"""A check of everything in the home that an office writes, by the readers that the program uses."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter

from dpo_console.cases.backup.last_check import why_overdue
from dpo_console.cases.notice.stated import AUDIENCES, TITLES, slugs_of
from dpo_console.cases.notice.whole import whole_notice
from dpo_console.cases.office.acts import Acts
from dpo_console.cases.office.desk import Desk, account_name, who_acts
from dpo_console.cases.queue.saved_views import refused_views
from dpo_console.cases.settings import (
    EXPECTED,
    Level,
    SettingsFinding,
    of_fault,
    still_missing,
    unstated,
)
from dpo_console.cases.sharing.fitting import third_party_kind, unfit_cases
from dpo_console.casework.letters.wordings import CheckedWording, check_own
from dpo_console.casework.office.opening import copied
from dpo_console.casework.settings.database import database_words, of_database, server_of
from dpo_console.casework.settings.surroundings import (
    of_accounts,
    of_disk,
    of_folders,
    of_modes,
    of_witness,
)
from dpo_console.config import Home, Settings, load_settings
from dpo_console.config.files.toml_lines import line_of
from dpo_console.config.notice.notice import Notice, read_notice
from dpo_console.config.settings.settings import RETIRED
from dpo_console.errors import BadFile, DpoConsoleError
from dpo_console.sentences import first_upper
from dpo_console.store.database import Database
from dpo_console.store.records_of import records_of
from dpo_console.text import counted
from dpo_console.toml_file import lines_of, read_toml

KeysRefused = Callable[[Settings], list[tuple[str, str]]]
"""What tells the keys in the settings that the console refuses, by command, and why."""

STOPS = "No command starts until it is corrected. An open console goes on with the settings before."
EDIT = "Correct this line with an editor."


@dataclass(frozen=True, slots=True)
class SettingsCheck:
    """Everything found in a home.

    `unread` says what wasn't looked at, and why, or ''. `database` says which server keeps the
    records, and how large they are, or ''.
    """

    findings: tuple[SettingsFinding, ...]
    unread: str = ""
    database: str = ""

    @property
    def wrong(self) -> int:
        """The number of findings that are refused or unsafe."""
        return sum(finding.level is Level.WRONG for finding in self.findings)


def check(
    home: Home,
    as_person: str | None,
    today: date,
    clock: Callable[[], datetime],
    keys: KeysRefused,
    records: Database | None = None,
) -> SettingsCheck:
    """Check a home, for the person of --as or the account. Nothing is changed.

    `records` are those to check it with, if they aren't its own. Raises BadInput if there is no
    home.
    """
    noted: list[BadFile] = []
    by_hand = () if records else _edited_by_hand(home, clock())
    try:
        settings = load_settings(home, noted)
    except BadFile as fault:
        found = [of_fault(one, STOPS, EDIT) for one in noted or [fault]]
        found += (*by_hand, *of_modes(home), *of_disk(home))
        return SettingsCheck(_sorted(found), "Correct data/dpo.toml first: the rest depends on it.")
    account, server = account_name(), server_of(settings)
    found = [
        *by_hand,
        *_of_retired(home),
        *_of_notice(home, settings, today),
        *of_accounts(home, settings, account),
        *_of_keys(home, keys(settings)),
        *of_folders(home, settings),
        *of_witness(home, settings),
        *of_database(home, server, clock()),
    ]
    unread = ""
    try:
        person = who_acts(settings, account, as_person)
        database = records or records_of(home, settings.records)
        found += _of_desk(Desk(home, settings, database, person, account, today, clock, _no_acts))
    except DpoConsoleError as refused:
        unread = f"Views, wordings and backups weren't checked: {refused}"
    found += (*still_missing(home, settings, today), *of_modes(home), *of_disk(home))
    return SettingsCheck(_sorted(found), unread, database_words(server))


def _of_desk(desk: Desk) -> Iterator[SettingsFinding]:
    """Yield what is found of views, wordings, backups and cases. Raises DpoConsoleError."""
    yield from _of_views(desk)
    yield from (one for checked in check_own(desk) for one in _of_file(checked))
    if desk.database.is_there():
        yield from (*_of_backups(desk), *_of_cases(desk))


def _edited_by_hand(home: Home, now: datetime) -> tuple[SettingsFinding, ...]:
    """Bring this machine's copy up to date, and return each file in it that was edited by hand."""
    try:
        shared = copied(home, now)
    except DpoConsoleError:  # what is wrong with the database is told with the rest
        return ()
    why, remedy = "Only the files in the database count.", "Put it in, or delete it."
    return tuple(
        SettingsFinding(level=Level.ADVICE, file=home.data, what=one, why=why, remedy=remedy)
        for one in (shared.told if shared else ())
    )


def _sorted(found: Iterable[SettingsFinding]) -> tuple[SettingsFinding, ...]:
    """Return findings by level, file and line."""
    levels = list(Level)
    return tuple(sorted(found, key=lambda f: (levels.index(f.level), f.file, f.line or 0)))


def _no_acts() -> Acts:
    raise LookupError("a check does nothing")


def _of_retired(home: Home) -> Iterator[SettingsFinding]:
    """Yield each setting that earlier releases had."""
    lines = lines_of(home.settings)
    for key in read_toml(home.settings).forget(RETIRED):
        yield SettingsFinding(
            level=Level.ADVICE, file=home.settings, line=line_of(lines, key) or None,
            what=f"{key} is a setting of an earlier release.", why="It is ignored.",
            remedy="Delete this line.",
        )  # fmt: skip


def _of_notice(home: Home, settings: Settings, today: date) -> Iterator[SettingsFinding]:
    noted: list[BadFile] = []
    try:
        slugs = [school.slug for school in settings.schools]
        notice = read_notice(home.notice, slugs, settings.notice, noted)
    except BadFile as fault:
        why = "Letters that say what data you hold can't be written, nor can the privacy notice."
        yield from (of_fault(one, why, EDIT) for one in noted or [fault])
        return
    yield from _of_points(home, settings, notice, today)


def _of_points(
    home: Home, settings: Settings, notice: Notice, today: date
) -> Iterator[SettingsFinding]:
    """Yield what the privacy notice of each audience lacks, once for all schools.

    What dpo.toml lacks for it is the same for every audience. An audience without all its
    statements is told as such.
    """
    slugs = [school.slug for school in settings.schools]
    lines = lines_of(home.notice)
    found = [whole_notice(settings, notice, slug, today) for slug in slugs_of(settings)]
    every = [gap for one in found for gap in one.gaps]
    gaps = {(gap.table and gap.audience, gap.says): gap for gap in every}
    told = [whose for whose in EXPECTED if unstated(notice, whose, slugs)]
    for audience, group in groupby(sorted(gaps, key=itemgetter(0)), key=itemgetter(0)):
        if AUDIENCES.get(audience) in told:
            continue
        first, *others = [gaps[key] for key in group]
        more = f" {counted(len(others), 'more point')} to state." if others else ""
        yield SettingsFinding(
            level=Level.MISSING,
            file=home.notice if audience else home.settings,
            line=(audience and line_of(lines, first.table)) or None,
            what=f"{TITLES.get(audience, 'The privacy notice')}: {first.says}{more}",
            why="The privacy notice can't be written or published.",
            remedy=f"{first.remedy} All of them: dpo-console notice check",
        )


def _of_keys(home: Home, refused: list[tuple[str, str]]) -> Iterator[SettingsFinding]:
    lines = lines_of(home.settings)
    for command, why in refused:
        yield SettingsFinding(
            level=Level.WRONG, file=home.settings, line=line_of(lines, f"keys.{command}") or None,
            what=f"The key for {command} doesn't count: {why}",
            why="The command keeps its own key.", remedy=EDIT,
        )  # fmt: skip


def _of_views(desk: Desk) -> Iterator[SettingsFinding]:
    lines = lines_of(desk.home.settings)
    for view in refused_views(desk):
        yield SettingsFinding(
            level=Level.WRONG, file=desk.home.settings,
            line=line_of(lines, f"view[{view.number}]") or None,
            what=first_upper(view.sentence),
            why="The console and list --view do without it.", remedy=EDIT,
        )  # fmt: skip


def _of_backups(desk: Desk) -> Iterator[SettingsFinding]:
    if overdue := why_overdue(desk):
        yield SettingsFinding(
            level=Level.ADVICE, file=desk.home.root, what=overdue,
            why="A backup that nobody has checked may not open.",
            remedy="Make one and check it: dpo-console guide backup",
        )  # fmt: skip


def _of_cases(desk: Desk) -> Iterator[SettingsFinding]:
    """Yield each open case whose date rests on a law that doesn't serve its requester."""
    for reference, why in unfit_cases(desk):
        yield SettingsFinding(
            level=Level.ADVICE, file=desk.home.root, what=f"{reference}: {why}",
            why="Its date rests on a duty that isn't owed. Nothing in the case was changed.",
            remedy="Count it as a third-party request: "
            f"dpo-console reclassify {reference} {third_party_kind()} --why ...",
        )  # fmt: skip


def _of_file(checked: CheckedWording) -> Iterator[SettingsFinding]:
    """Yield what is wrong with a wording or a letterhead."""
    path, letter = checked.path, checked.path.suffix == ".md"
    why = f"The letter {path.stem} is refused." if letter else "Every letter with it is refused."
    remedy = "Correct it, or move it away: then the packaged one is used."
    if checked.fault:
        yield of_fault(checked.fault, why, remedy)
        return
    for what in checked.problems:
        yield SettingsFinding(level=Level.WRONG, file=path, what=what, why=why, remedy=remedy)
