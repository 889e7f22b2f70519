"""The office's own files: `settings check`, `edit`, `show` and `history`."""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from shutil import which

import click

from dpo_console.cases.office.acts import function_at
from dpo_console.cases.office.desk import Desk, utc_now
from dpo_console.cases.office.permissions import require
from dpo_console.cases.settings import Level, SettingsFinding
from dpo_console.casework.office.own_files import refuse_editor
from dpo_console.casework.papers.keeping import mend_papers
from dpo_console.casework.records.mending import confirm_program, mend
from dpo_console.casework.settings import editing
from dpo_console.casework.settings.checking import SettingsCheck
from dpo_console.casework.settings.checking import check as check_home
from dpo_console.casework.settings.editing import OfficeFile
from dpo_console.cli.incoming import incoming
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.loading import LoadingGroup
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import columns, document, narrate, picked, pour, say, wrapped
from dpo_console.config import Home, Settings
from dpo_console.config.files.folders import private_folder, write_beside, write_new
from dpo_console.errors import BadInput, DpoConsoleError, Refused
from dpo_console.law.words import listed
from dpo_console.store.kept_files import hash_of
from dpo_console.text import counted

TITLES = {
    Level.WRONG: "Wrong: correct these",
    Level.MISSING: "Still missing, and what waits for it",
    Level.ADVICE: "Worth a look",
}

LARGEST = 20_000_000
"""The most bytes of a file of the office. A letterhead has pictures."""

USUAL = ("sensible-editor", "editor", "nano", "vi")
"""Editors to try, the friendliest first, where nobody chose one."""

NAME = click.option(
    "--name", default="dpo.toml", metavar="PATH", show_default=True,
    help="The file in data/: notice.toml, letterhead.docx, letters/NAME.md.",
)  # fmt: skip


@click.group(cls=LoadingGroup)
def settings() -> None:
    """Check and change the office's settings in data/."""


@subcommand()
@click.option("--mend", "mends", is_flag=True, help="First delete half-written files.")
@click.option("--confirm", is_flag=True, help="First let a restored home run its own program.")
def check(invocation: Invocation, mends: bool, confirm: bool) -> int:
    """Check all of data/: what is wrong, with file and line, and what is still missing.

    The exit code is 1 if anything is wrong. Missing entries and advice don't count. With --mend,
    half-written files are deleted. So are letters and packs that were never recorded. A restored
    home doesn't run the program under [witness] until --confirm.

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
    if confirm:
        narrate(f"It may run from now on: {confirm_program(invocation.desk())}")
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


@subcommand()
@click.argument("file", metavar="[FILE]", default="")
@NAME
@click.option("--remove", is_flag=True, help="Remove the file. The console's own is then used.")
def edit(invocation: Invocation, file: str, name: str, remove: bool) -> None:
    """Check and save a new version of dpo.toml, or of another settings file.

    Without FILE, an editor opens: yours ($VISUAL or $EDITOR), or the machine's. FILE is the new
    content, and - is stdin.
    With records in a database, each version is kept there with who saved it and when, and every
    open console works with it.

    \b
      dpo-console settings edit
      dpo-console settings edit new.toml
      dpo-console settings edit --name letters/acknowledgement.md mine.md
      dpo-console settings edit --name letterhead.docx --remove
    """
    if remove and file:
        raise BadInput("--remove takes no file.")
    desk = invocation.desk()
    require(desk, "settings", saves=True)
    seen = editing.read_file(desk, name)
    if remove:
        content = None
    elif file:
        content, _ = incoming(desk, file, LARGEST)
    else:
        content = _edited(desk, seen)
    try:
        editing.save(desk, seen, content, keys_refused)
    except DpoConsoleError as refused:
        if file or remove or content is None:
            raise
        raise Refused(f"{refused}\n{_kept(desk, seen, content)}") from None
    invocation.saved = True
    done = hash_of(editing.read_file(desk, name).content)
    if invocation.json:
        document({"file": seen.name, "sha256": done, "changed": done != hash_of(seen.content)})
    else:
        narrate("Nothing was changed." if done == hash_of(seen.content) else f"Saved {seen.name}.")


def _edited(desk: Desk, seen: OfficeFile) -> bytes:
    """Return what an editor makes of a file. Raises Refused if it ends with an error."""
    refuse_editor(desk)
    command = _editor() if sys.stdin.isatty() else ""
    if not command:
        raise BadInput("There is no editor here. Name the file that has the new content.")
    with private_folder(desk.home.data, editing.WORKING) as place:
        path = place / Path(seen.name).name
        write_new(path, seen.content or b"")
        if subprocess.run([*shlex.split(command), str(path)], check=False).returncode:  # noqa: S603 - the officer's own
            raise Refused("The editor ended with an error. Nothing was saved.")
        return path.read_bytes()


def _editor() -> str:
    """Return the command of the officer's editor, or of one that most machines have, or ''."""
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    return chosen or next(filter(None, map(which, USUAL)), "")


def _kept(desk: Desk, seen: OfficeFile, content: bytes) -> str:
    """Keep what was typed, and return a sentence on where."""
    path = desk.home.root / seen.name
    at = f"{desk.clock().astimezone(UTC):%Y%m%dT%H%M%SZ}"
    kept = write_beside(path.with_name(f"{path.name}.before-saving-{at}"), content)
    return f"What you typed is kept as {kept}. Correct it, and give it as FILE."


@subcommand()
@NAME
@click.option("--version", type=int, default=0, metavar="N", help="An earlier version.")
def show(invocation: Invocation, name: str, version: int) -> None:
    """Print a settings file as it is now.

    \b
      dpo-console settings show > dpo.toml
    """
    desk = invocation.desk()
    data = editing.read_version(desk, name, version)
    if invocation.json:
        document({"file": name, "sha256": hash_of(data), "text": data.decode("utf-8", "replace")})
        return
    if sys.stdout.isatty() and not name.endswith(".docx"):
        say(data.decode("utf-8", "replace").rstrip("\n"))
    else:
        pour(data, "A Word file", f"settings show --name {name} > letterhead.docx")


@subcommand()
@NAME
def history(invocation: Invocation, name: str) -> None:
    """List the versions of a settings file: who saved each, and when.

    \b
      dpo-console settings history
    """
    desk = invocation.desk()
    found = editing.earlier(desk, name)
    if invocation.json:
        return document([one._asdict() for one in found])
    names = desk.settings.names
    return columns(
        [
            (str(one.version), f"{datetime.fromisoformat(one.at):%Y-%m-%d %H:%M} UTC",
             names.get(one.by, one.by), counted(one.size, "byte") if one.sha256 else "taken out")
            for one in found
        ]
    )  # fmt: skip
