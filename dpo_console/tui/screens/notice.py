"""The privacy notice: the versions that were published, and what `notice check` finds."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text
from textual.app import ComposeResult

from dpo_console.cases.notice.checked import (
    NOTHING_MISSING,
    CheckedNotice,
    check_notice,
    found_lines,
    whether_true,
)
from dpo_console.cases.notice.stated import slugs_of
from dpo_console.cases.notice.versions import Version, versions
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import website_line
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.casework.notice import publishing, writing
from dpo_console.sentences import first_upper
from dpo_console.text import counted
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice, Command
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.screens.frame.dialogs import Choose
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE, may
from dpo_console.tui.widgets.panes import Pane, Words

WHERE = (
    "Fill in each gap in its file with a text editor. A name in [brackets] is a heading there. "
    "“guide notice” (:) tells more."
)

UNPUBLISHED = "Once it is published, this program compares it with what you share."


def may_fetch(screen: "NoticeScreen") -> str:
    """Return a reason against the line for the website, which publishes the notice too, or ''."""
    why = why_may_not(screen.desk, "publish_notice")
    return f"{why} The line for the website publishes it." if why else ""


COMMANDS = (
    Command("notice.publish", "P", "mark as published",
            "Put a school's in force, or every school's: kept as the version from today", "publish",
            True, may("publish_notice")),
    Command("notice.write", "w", "write file",
            "Write it as Word files and pages below exports/notice", "write", True,
            may("notice")),
    Command("notice.website", "y", "how to get pages",
            "Copy the command that puts it in force and fetches its web pages", "website",
            True, may_fetch),
    *EVERYWHERE,
)  # fmt: skip


class Notices(NamedTuple):
    """What was found in each notice, and the versions of each school."""

    found: tuple[CheckedNotice, ...]
    versions: tuple[Version, ...]


def notices_of(desk: Desk) -> Notices:
    """Check the notices, and read their versions."""
    with desk.database.read() as ask:
        kept = tuple(one for slug in slugs_of(desk.settings) for one in versions(ask, slug))
    return Notices(check_notice(desk), kept)


class NoticeScreen(CommandScreen[None]):
    """The versions of each school's notice, and what is no longer true in it."""

    commands = COMMANDS
    AUTO_FOCUS = "Pane"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Privacy notice")

    def body(self) -> ComposeResult:
        """Compose the words, which scroll where they are many."""
        with Pane(id="about"):
            yield Words(id="notices")

    def on_mount(self) -> None:
        """Check the notices."""
        super().on_mount()
        self.read_again()

    def read_again(self) -> None:
        """Check the notices again."""
        self.read(partial(notices_of, self.desk), self.show, "notices")

    def show(self, notices: Notices) -> None:
        """Show the versions, and what was found."""
        self.query_one("#notices", Words).say(drawn(notices, self.desk))

    def action_publish(self) -> None:
        """Choose a school where there are several, ask, and keep its notice as a version."""
        schools = self.desk.settings.schools
        if len(schools) > 1:
            each = [Choice(school.slug, school.name) for school in schools]
            self.ask(Choose("Whose notice?", [Choice("", "Every school's"), *each]), self.publish)
        else:
            self.publish("")

    def publish(self, slug: str) -> None:
        """Ask, and keep the notice of a school, or of every one (''), as a version."""
        whose = self.desk.settings.school(slug).name if slug else "each school"
        effect = (
            f"What is new or changed in the notice of {whose} is in force from today and kept for "
            "good. Nothing goes online."
        )
        publish = partial(publishing.publish_notice, self.desk, slug)
        question = "Publish the privacy notice as it stands?"
        self.confirm(question, effect, lambda: self.save(publish, self._published))

    def _published(self, kept: Sequence[Version]) -> None:
        self.say("; ".join(dict.fromkeys(f"Published: {one.words}." for one in kept)))
        self.read_again()

    def action_write(self) -> None:
        """Write the Word files and pages."""
        self.save(partial(writing.write_notice, self.desk), self._written)

    def _written(self, written: "writing.WrittenFiles") -> None:
        where = written.paths[0].parent.relative_to(self.desk.home.root)
        self.say(f"{counted(len(written.paths), 'file')} written in {where}.")

    def action_website(self) -> None:
        """Copy the line that publishes, and fetches the pages as a zip file."""
        self.hand_over(website_line(self.desk))


def drawn(notices: Notices, desk: Desk) -> RenderableType:
    """Draw each school's notice: its state, what was found, and its versions."""
    return Group(*_lines(notices, desk))


def _lines(notices: Notices, desk: Desk) -> Iterator[RenderableType]:
    if any(one.gaps for one in notices.found):
        yield draw.words(WHERE)
        yield Text()
    for one in notices.found:
        title, *found = found_lines(one)
        mine = [version for version in notices.versions if version.school == one.slug]
        nothing = NOTHING_MISSING if mine else UNPUBLISHED
        yield draw.line(title, draw.HEADING)
        yield from (draw.line(f"  {_kept(version, desk)}", draw.QUIET) for version in mine)
        if one.is_true:
            found = [f"  {nothing}", *found]
        yield from map(draw.indented, (*found, f"  {whether_true([one])}"))
        yield Text()


def _kept(version: Version, desk: Desk) -> str:
    by = desk.settings.names.get(version.by, version.by)
    return f"{first_upper(version.words)}, by {by}"
