"""The office's own files, judged: `settings check`."""

from collections.abc import Iterator
from itertools import zip_longest

import click

from dpo_console.cases.office.acts import function_at
from dpo_console.cases.office.desk import utc_now
from dpo_console.cases.settings.findings import Level, SettingsFinding
from dpo_console.casework.papers.placing import mend_papers
from dpo_console.casework.records.mending import mend
from dpo_console.casework.settings.checking import SettingsCheck
from dpo_console.casework.settings.checking import check as check_home
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import document, narrate, say, wrapped
from dpo_console.cli.pages.values import picked
from dpo_console.config import Home, Settings
from dpo_console.law.words import listed
from dpo_console.text import counted

TITLES = {
    Level.WRONG: "Wrong: correct these",
    Level.MISSING: "Still missing, and what waits for it",
    Level.ADVICE: "Worth a look",
}


@subcommand()
@click.option("--mend", "mends", is_flag=True, help="First delete half-written files.")
def check(invocation: Invocation, mends: bool) -> int:
    """Check all of data/: what is wrong, with file and line, and what is still missing.

    The exit code is 1 if anything is wrong. Missing entries and advice don't count. With --mend,
    half-written files are deleted. So are letters and packs that were never recorded.

    \b
      dpo-console settings check
      dpo-console settings check --mend
    """
    if mends:
        desk = invocation.desk()
        done = (*mend(desk), *mend_papers(desk))
        for sentence in done or ("Nothing was left to clear.",):
            narrate(sentence)
        invocation.saved = True
    home = invocation.place()
    found = check_home(home, invocation.person, invocation.today, utc_now, keys_refused)
    if invocation.json:
        document([_as_json(finding) for finding in found.findings])
    else:
        for line in _lines(home, found):
            say(line)
    narrate(_summary(found))
    return 1 if found.wrong else 0


def keys_refused(settings: Settings) -> list[tuple[str, str]]:
    """Return the keys that the console refuses. Only an office that sets some loads the console."""
    if not settings.keys:
        return []
    screens = function_at("dpo_console.tui.keymap:every_screen")()
    refused: list[tuple[str, str]]
    _, refused = function_at("dpo_console.tui.keymap:resolve")(settings.keys, screens)
    return refused


def _as_json(finding: SettingsFinding) -> dict[str, object]:
    return picked(finding, "level file line column what why remedy")


def _lines(home: Home, found: SettingsCheck) -> Iterator[str]:
    for level, title in TITLES.items():
        of_level = [finding for finding in found.findings if finding.level is level]
        if of_level:
            yield title
        for finding, after in zip_longest(of_level, of_level[1:]):
            yield from wrapped(f"{_place(home, finding)}: {finding.what}", 2)
            if after is None or (after.why, after.remedy) != (finding.why, finding.remedy):
                yield from wrapped(finding.why, 6)
                yield from wrapped(finding.remedy, 6)


def _place(home: Home, finding: SettingsFinding) -> str:
    file = finding.file
    inside = file != home.root and file.is_relative_to(home.root)
    place = str(file.relative_to(home.root) if inside else file)
    place += f", line {finding.line}" if finding.line else ""
    return place + (f", column {finding.column}" if finding.column else "")


def _summary(found: SettingsCheck) -> str:
    missing = sum(finding.level is Level.MISSING for finding in found.findings)
    wrong = counted(found.wrong, "fault") if found.wrong else "Nothing is wrong"
    advice = sum(finding.level is Level.ADVICE for finding in found.findings)
    more = [f"{_are(missing)} still missing"] if missing else []
    more += [f"{_are(advice)} worth a look"] if advice else []
    told = f"{wrong}, and {listed(more)}." if more else f"{wrong}."
    return "\n".join(filter(None, (found.database, told, found.unread)))


def _are(number: int) -> str:
    return f"{counted(number, 'thing')} {'is' if number == 1 else 'are'}"
