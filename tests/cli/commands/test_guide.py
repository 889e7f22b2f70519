"""The guide's pages as printed; its examples, and the README's, as a shell runs them."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import click
import pytest
from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from dpo_console.cli.run import run
from dpo_console.guide.pages import FOLDER, WIDTH, find_in_guide, guide_page, plain, topics
from tests.cli.conftest import Run
from tests.cli.test_help import commands
from tests.clock_guard import CLOCK
from tests.conftest import NOON, TODAY

ROOT = Path(__file__).parents[3]
README = ROOT / "README.md"
PAGES = (README, *sorted(FOLDER.glob("*.md")))
BACKSLASHED = r"\-"
INSTALLS = ".venv/bin/"
"""What stands in a block of the README that sets up an environment: that is CI's to run."""

AS_IN_THE_DEMO = {
    "SAR-2026-0042": "SAR-2026-0019",
    "SAR-2026-0043": "SAR-2026-0017",
    "DSC-2026-0007": "DSC-2026-0009",
    "FOI-2026-0007": "FOI-2026-0004",
}
"""A reference in an example, and a case of the demo that it suits. The first is added to it."""

ADDED = (
    "add sar --received 2026-11-24 --requester Ann --subject Tom --school pennywort",
    "letter write SAR-2026-0019 acknowledgement",
    "papers SAR-2026-0019 add {work}/first.eml",
    "papers SAR-2026-0019 add {work}/second.eml",
    "intake {home}/Maildir",
)
LATER = ("backup", "notice", "postgresql", "retention", "third-parties")
"""Pages whose commands are not all run yet."""
COMMAND = re.compile(r"^(?:ssh host )?dpo-console ", re.M)
"""A line of a command. It stands in a block marked `sh`, so that it is run here."""

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Example//EN
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20270902
SUMMARY:Autumn term starts
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20271217
SUMMARY:Autumn term ends
END:VEVENT
END:VCALENDAR
"""
MESSAGE = """From: Jane Doe <jane@example.com>
To: office@pennywort.example
Subject: Subject access request {number}
Date: Mon, 23 Nov 2026 09:00:00 +0000
Message-ID: <{number}@example.com>

Please send me everything that you hold about my son.
"""
PROGRAMS = {
    "dpo-console": 'case " $* " in *" --today "*) ;; *) set -- --today 2026-11-25 "$@" ;; esac\n'
    'exec "{program}" "$@"',
    "ssh": 'shift\nexec "$@"',
    "scp": 'cp "${1#host:}" "$2"',
    "sqlite3": f'exec "{sys.executable}" -c "import sqlite3, sys\n'
    'sqlite3.connect(sys.argv[1]).execute(sys.argv[2])" "$@"',
}
"""Programs that an example may call, as they would act on one machine."""


def examples() -> list[tuple[str, str]]:
    """Return each block of commands, with the page and its number there."""
    found = []
    for page in PAGES:
        blocks = re.findall(r"^```sh\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S)
        found += [(f"{page.stem}-{n}", b) for n, b in enumerate(blocks, 1) if INSTALLS not in b]
    return found


@pytest.fixture(scope="module")
def office(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home of made-up cases, as the demo has them, and what the examples name."""
    folder = tmp_path_factory.mktemp("guide")
    home = folder / "home"
    shutil.copytree(demo, home)
    put_files(folder)
    with (
        pytest.MonkeyPatch.context() as patch,
        redirect_stdout(StringIO()),
        redirect_stderr(StringIO()),
    ):
        patch.setenv(CLOCK, NOON)
        for line in ADDED:
            said = line.format(work=folder / "work", home=folder)
            arguments = ["--home", str(home), "--today", TODAY.isoformat(), *said.split()]
            assert run(arguments, lambda _: 0) == 0
    return folder


def put_files(folder: Path) -> None:
    """Write the files that examples name: those of the folder to work in, and a user's Maildir."""
    work = folder / "work"
    work.mkdir()
    (work / "dates.ics").write_text(CALENDAR.replace("\n", "\r\n"))
    (work / "found.csv").write_text("title,pages\nPaper file,12\n")
    for name, number in (("request", 7), ("first", 8), ("second", 9)):
        (work / f"{name}.eml").write_text(MESSAGE.format(number=number))
    for number in range(1, 6):
        message = folder / "Maildir" / "new" / str(number)
        message.parent.mkdir(parents=True, exist_ok=True)
        message.write_text(MESSAGE.format(number=number))
    page = Canvas(str(work / "reply.pdf"))
    page.setAuthor("")
    page.drawString(72, 720, "What we hold about the pupil.")
    page.save()
    sheet = Workbook()
    sheet.active.append(["Kind", "Received", "Sort", "Came in", "Requester", "School"])
    sheet.active.append(["sar", "2025-11-03", "sar", "2025-11-03", "Ann Lee", "pennywort"])
    sheet.save(work / "register.xlsx")


@pytest.fixture
def folder(office: Path, program: Path, tmp_path: Path, noon: None) -> Path:
    """Return a folder to work in, with a copy of the demo's home and what the examples name."""
    shutil.copytree(office, tmp_path, dirs_exist_ok=True)
    (tmp_path / "dpo").symlink_to(tmp_path / "home")
    (tmp_path / "backup").mkdir()
    (tmp_path / "backup" / "home").symlink_to(tmp_path / "home")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, does in PROGRAMS.items():
        (programs / name).write_text(f"#!/bin/sh\n{does}\n".replace("{program}", str(program)))
        (programs / name).chmod(0o700)
    return tmp_path


def test_examples_are_found_on_each_page() -> None:
    assert len(examples()) > 30


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.stem not in LATER], ids=lambda page: page.stem
)
def test_commands_stand_where_they_are_run(page: Path) -> None:
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S)
    assert [said for kind, said in blocks if kind != "sh" and COMMAND.search(said)] == []


@pytest.mark.parametrize(("name", "block"), examples(), ids=[name for name, _ in examples()])
def test_example_runs_as_it_stands(name: str, block: str, folder: Path) -> None:
    for said, meant in AS_IN_THE_DEMO.items():
        block = block.replace(said, meant)
    for said, meant in {"/srv/dpo": "home", "/backup": "backup", "~/dpo": "dpo"}.items():
        block = re.sub(rf"(?<![\w.]){said}\b", str(folder / meant), block)
    home = {"DPO_CONSOLE_HOME": str(folder / "home")}
    if re.search(r" init\b", block):
        (folder / "dpo").unlink()
        home = {"DPO_CONSOLE_HOME": ""}
    ran = subprocess.run(
        ["bash", "-e", "-c", block],
        cwd=folder / "work",
        env={
            **os.environ,
            "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
            "HOME": str(folder),
            **home,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


def test_page_on_dates_shows_what_the_command_prints(bare: Run) -> None:
    page = guide_page("dates").markdown
    shown = re.search(r"^```\n\$ dpo-console (.*?)```$", page, re.M | re.S)
    assert shown
    command, said = re.split(r"(?<!\\)\n", shown[1], maxsplit=1)
    assert bare(*command.replace("\\\n", " ").split()).out.split() == said.split()


@pytest.mark.parametrize("topic", topics())
class TestPage:
    def test_begins_with_a_title_and_one_sentence(self, topic: str) -> None:
        page = guide_page(topic)
        assert page.markdown.startswith(f"# {page.title}\n\n{page.summary}\n\n")
        assert page.summary.endswith(".")

    def test_fits_80_columns_but_for_code(self, topic: str) -> None:
        lines = plain(guide_page(topic)).splitlines()
        assert [line for line in lines if len(line) > WIDTH and line[:4].strip()] == []

    def test_loses_no_word_as_plain_text(self, topic: str) -> None:
        page = guide_page(topic)
        head = r"^\|.*\n\| --- .*$|^```\w*$|\]\([^)]*\)"
        words = set(re.findall(r"\w+", re.sub(head, "", page.markdown, flags=re.M)))
        assert words <= set(re.findall(r"\w+", plain(page)))

    def test_is_printed_alike_as_text_and_in_json(self, topic: str, bare: Run) -> None:
        printed, kept = bare("guide", topic), bare("guide", topic, "--json").json
        assert (printed.code, printed.err) == (0, "")
        assert kept == {"topic": topic, "title": guide_page(topic).title, "text": kept["text"]}
        assert printed.out == f"{kept['text']}\n"

    def test_is_named_in_the_readme(self, topic: str) -> None:
        page = guide_page(topic)
        row = f"| [`{topic}`](dpo_console/guide/{topic}.md) | {page.summary} |"
        assert row in README.read_text(encoding="utf-8")


def test_readme_is_short() -> None:
    assert README.stat().st_size <= 7 * 1024


def test_reference_and_man_page_have_every_command_and_option(bare: Run) -> None:
    page, man = bare("guide", "commands").out, bare("guide", "--man").out
    assert man.startswith('.TH DPO-CONSOLE 1 "" "dpo-console ')
    for name, command in commands():
        assert f"`{name}`" in page, name
        assert f'.SS "{name.replace("-", BACKSLASHED)} ' in man, name
        shown = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
        options = [option for p in shown for option in p.opts if option[:2] == "--"]
        assert not [o for o in options if o.replace("-", BACKSLASHED) not in man], name
    assert bare("guide", "commands", "--json").json["text"] == page.rstrip("\n")
    assert bare("guide", "--man", "--json").json["man"] == man


@pytest.mark.parametrize(
    ("typed", "first"),
    [("", "administrator"), ("letterhead", "backup"), ("DEPUTY approver", "people"), ("xyzzy", "")],
)
def test_search_finds_pages_with_every_word_at_the_line_that_has_them(
    typed: str, first: str
) -> None:
    found = find_in_guide(typed, 76)
    assert [one.page.topic for one in found[:1]] == ([first] if first else [])
    for one in found if typed else ():
        line = plain(one.page, 76).splitlines()[one.line].casefold()
        assert any(word in line for word in typed.casefold().split())


def test_guide_lists_every_page_with_a_line(bare: Run) -> None:
    lines = bare("guide").out.splitlines()
    assert [line.split()[0] for line in lines] == list(topics())
    listed = bare("guide", "--json").json
    assert [page["topic"] for page in listed] == list(topics())
    assert set(listed[0]) == {"topic", "title", "summary"}


@pytest.mark.parametrize("topic", ["lettes", "../README", "\x1b[2J", "Keys"])
def test_unknown_topic_is_refused_naming_the_topics(topic: str, bare: Run) -> None:
    ran = bare("guide", topic)
    assert (ran.code, ran.out) == (2, "")
    assert "The pages are: administrator, backup, calendars, " in " ".join(ran.err.split())
    assert "\x1b" not in ran.err


def test_unknown_topic_suggests_a_close_one(bare: Run) -> None:
    assert "Did you mean letters?" in bare("guide", "lettes").err


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_pages_name_only_pages_that_exist(page: Path) -> None:
    shown = page.read_text(encoding="utf-8")
    named = re.findall(r"(?:dpo-console guide |page\s`)([a-z][a-z-]+)", shown)
    assert set(named) <= {*topics(), "commands"}
