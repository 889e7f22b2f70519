"""Hostile words in every record, file and argument: no command obeys, hides or trips over one."""

import io
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from shlex import split
from typing import Any

import click
import pytest

from dpo_console.cli.run import run
from tests.cli.test_help import COMMANDS
from tests.conftest import TODAY
from tests.hostile import HARSH, HOSTILE, unsafe
from tests.hostile_home import hostile_files, spoil
from tests.store import spoiling

LINES: dict[str, str] = {
    "due": "",
    "list": "--view all",
    "calendar": "",
    "digest": "--names",
    "show": "SAR",
    "explain": "SAR",
    "what-if": "SAR",
    "clock": "sar 2026-11-02",
    "kinds": "",
    "doubts": "",
    "add": "sar --received 2026-11-02 --requester W --subject W --organisation W --summary W",
    "import cases": "found.csv --column requester=Title --dry-run",
    "intake take": "mail.mbox",
    "intake list": "--all",
    "intake show": "1 --words",
    "intake accept": "1 --kind sar --requester W --received 2026-11-02",
    "intake keep": "2 SAR",
    "intake set-aside": "3 --reason W",
    "intake take-up": "3",
    "intake delete": "3",
    "quick": "sar W re W, email, yesterday",
    "search": "SAR answered 1 found --note W --on 2026-11-24",
    "fact": "SAR acknowledged --note W",
    "undo": "SAR --dry-run",
    "correct": "SAR FACT --on 2026-11-03 --why W",
    "note": "SAR W",
    "assign": "SAR head",
    "checklist": "DSC",
    "assess": "DSC who.person met --evidence W",
    "particulars": "BRC breach.happened=W",
    "link": "SAR DSC",
    "unlink": "SAR DSC --why W",
    "reclassify": "SAR foi --why W --dry-run",
    "party": "SAR",
    "party REF add": "SAR recipient --name W --address W",
    "party REF set": "SAR 1 --name W --why W",
    "party REF remove": "SAR PARTY --why W",
    "restrict": "BRC --to head --why W",
    "unrestrict": "BRC --why W",
    "retention": "--due",
    "hold": "SAR --until 2027-11-30 --why W",
    "unhold": "SAR --why W",
    "erase": "FOI --why W",
    "papers": "SAR",
    "papers REF add": "SAR found.csv --name W",
    "papers REF fetch": "SAR 1 --for W --json --override 'It went there today'",
    "files check": "SAR found.csv --look-for W --looked W",
    "pack": "SAR --for HMCTS",
    "close": "FOI --outcome withdrawn --note W",
    "reopen": "FOI --why W",
    "schedule": "SAR",
    "schedule REF add": "SAR W",
    "schedule REF import": "SAR found.csv",
    "schedule REF treat": "SAR 1 release",
    "schedule REF redact": "SAR 1 --exemption sch2-16 --reason W",
    "schedule REF withhold": "SAR 1 --exemption sch2-16 --reason W",
    "schedule REF opinion": "SAR 1 harm --note W",
    "schedule REF looked": "SAR 1",
    "schedule REF correct": "SAR 1 --title W --why W=W",
    "schedule REF in-file": "SAR 1",
    "schedule REF remove": "SAR 2 --why W",
    "schedule REF export": "SAR",
    "exemptions": "",
    "scope": "DSC --purpose W --item W=C2",
    "data-items": "",
    "lawful-bases": "",
    "call-back": "DSC '01632 960999' --found W",
    "decide": "DSC refuse --reason W",
    "release": "URG --urgent --reason W",
    "review": "URG --finding W",
    "register": "--internal",
    "letters": "SAR",
    "letter list": "SAR",
    "letter preview": "SAR acknowledgement",
    "letter write": "SAR acknowledgement",
    "letter sent": "SAR acknowledgement --to W --method email --override 'It went there today'",
    "letter sent-again": "SAR acknowledgement --why W --to W --override 'It went there today'",
    "letter correct": "SAR late-apology --not-sent --why W",
    "letter email": "SAR acknowledgement",
    "letter batch": "acknowledgement kind:sar --dry-run",
    "letter fetch": "SAR acknowledgement",
    "letter adopt": "SAR acknowledgement found.csv",
    "application write": "DSC",
    "application read": "DSC found.csv",
    "publish": "website",
    "notice show": "",
    "notice check": "",
    "notice example": "--trust",
    "notice write": "",
    "notice record": "",
    "notice publish": "",
    "notice list": "",
    "notice diff": "--school pennywort",
    "recall": "SAR acknowledgement --why W",
    "answer-refusal": "DSC SAR --why W",
    "correct-case": "SAR --channel phone --why W",
    "backup": "backups --plain",
    "backup make": "more-backups --plain",
    "backup check": "found.csv --head 1:000000000000",
    "backup key": "",
    "restore": "found.csv --to restored --no-erasures-since W",
    "head": "",
    "settings check": "",
    "settings edit": "--name letterhead.docx --remove",
    "settings show": "",
    "settings history": "",
    "wording list": "",
    "wording fields": "extension",
    "wording copy": "extension",
    "wording check": "",
    "wording changes": "extension",
    "log": "--kind sar",
    "statistics": "",
    "terms": "",
    "terms import": "terms.ics --school pennywort",
    "demo": "--no-open --cases 1 --keep made-up",
    "init": "W",
    "verify": "",
    "records move": "W",
    "records roles": "",
    "views": "SAR",
    "about": "Quince",
    "guide": "keys",
    "files list": "SAR",
    "files by-hand": "SAR --said W",
    "files drop": "SAR found.csv --why W",
    "papers REF take-off": "SAR 1 --why W",
}
"""A line for every command. W is a hostile word."""

BY_THE_HEAD = ("schedule REF looked", "decide")
FOUND_WANTING = (
    "due", "verify", "notice check", "letter batch", "backup check", "restore", "files check",
)  # fmt: skip
"""Commands that may end with 1 although they did everything requested."""

REFUSED_HERE = ("settings history", "letter correct",
    "erase", "letter adopt", "application write", "application read", "answer-refusal",
    "import cases", "intake delete", "records move",
)  # fmt: skip
"""Commands that can only be refused: the file is no letter, form or register, or no Word file can
hold the words of the case, or the message waits, or there is no database."""

CASES = {
    "SAR": "kind = 'sar'",
    "DSC": "kind = 'disclosure'",
    "URG": "kind = 'disclosure' AND requester_kind IN ('police', 'la-safeguarding')",
    "BRC": "kind = 'breach'",
    "FOI": "kind = 'foi'",
}
"""Case words in a line: the open case without a release that has the most items."""

NUMBERS = {
    "FACT": "SELECT min(id) FROM fact WHERE case_id = :case",
    "PARTY": "SELECT count(*) FROM party WHERE case_id = :case",
}
"""Numbers in a line: the first fact of the case, the last person in it."""


class Strict(io.TextIOWrapper):
    """A stream that fails on text that no terminal could be sent."""

    def __init__(self) -> None:
        self.written = io.BytesIO()
        super().__init__(self.written, "utf-8", "strict", newline="", write_through=True)


@dataclass
class Office:
    """A home full of hostile words, and the results of its commands."""

    home: Path
    words: Iterator[str] = field(default_factory=lambda: cycle(HOSTILE))
    cases: dict[str, tuple[str, int]] = field(default_factory=dict)

    def ask(self, sql: str, **values: object) -> tuple[Any, ...]:
        """Return the first row of an answer."""
        return spoiling.ask(spoiling.records_of(self.home), sql, values)[0]

    def case(self, word: str) -> tuple[str, int]:
        """Return the reference and id of a case that a line names."""
        if word not in self.cases:
            self.cases[word] = self.ask(
                f"SELECT reference, id FROM cases WHERE {CASES[word]} AND closed_on IS NULL "
                "AND id NOT IN (SELECT case_id FROM fact WHERE name = 'released') "
                "ORDER BY (SELECT count(*) FROM item WHERE case_id = cases.id) DESC, id"
            )
        return self.cases[word]

    def line(self, name: str) -> list[str]:
        """Return the command line of a command."""
        given = [self._word(word) for word in split(LINES[name])]
        first, of_a_case, act = name.partition(" REF ")
        return [first, given[0], act, *given[1:]] if of_a_case else [*first.split(), *given]

    def _word(self, word: str) -> str:
        if word in CASES:
            return self.case(word)[0]
        if word in NUMBERS:
            return str(self.ask(NUMBERS[word], case=self.case("SAR")[1])[0])
        said = (f"{next(self.words)} it says" if part == "W" else part for part in word.split("="))
        return "=".join(said)

    def run(self, line: Sequence[str], person: str = "dpo") -> tuple[int, bytes, str]:
        """Run it strictly: text that can't be encoded is an error."""
        out, err = Strict(), Strict()
        at = ("--home", str(self.home), "--today", str(TODAY), "--as", person)
        with redirect_stdout(out), redirect_stderr(err):
            code = run([*at, *line], lambda desk: 0)
        return code, out.written.getvalue(), err.written.getvalue().decode()


@pytest.fixture
def office(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(demo, tmp_path / "home")
    settings = tmp_path / "home" / "data" / "dpo.toml"
    allowed = "[service]\nmakes_homes = true\nreads_files = true\nwrites_files = true"
    settings.write_text(settings.read_text("utf-8").replace("[service]", allowed), "utf-8")
    spoil(spoiling.records_of(tmp_path / "home"))
    hostile_files(tmp_path)
    office = Office(tmp_path / "home")
    letters_can_hold(office, office.case("SAR")[1])
    return office


def letters_can_hold(office: Office, case: int) -> None:
    """Put hostile words into a case that a Word file can hold, so that its letters are written."""
    spoiling.tamper(
        spoiling.records_of(office.home),
        f"UPDATE party SET name = 'Smith [Year 7] [SEN]' WHERE case_id = {case}",
        f"UPDATE cases SET summary = '=cmd|[/] asked for' WHERE id = {case}",
    )


def look(line: list[str], code: int, out: bytes, err: str) -> None:
    """Check that the output is safe, and that JSON parses as JSON."""
    assert code in (0, 1, 2), (line, code, err)
    assert not unsafe(err), (line, err)
    if not out.startswith(b"PK"):
        assert not unsafe(out.decode().replace("\r\n", "\n")), (line, out)
    if "--json" in line and out:
        json.loads(out)


def test_every_command_has_a_line() -> None:
    assert LINES.keys() == {
        name
        for name in COMMANDS
        if name
        not in (
            "application",
            "files",
            "import",
            "intake",
            "letter",
            "notice",
            "records",
            "settings",
            "wording",
        )
    }


def spoilt(name: str, line: list[str]) -> Iterator[list[str]]:
    """Yield the line with a hostile word in place of each word, and with each of its options."""
    for place in range(1, len(line)):
        if line[place] and not line[place].startswith("--"):
            yield [*line[:place], HARSH, *line[place + 1 :]]
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option) and not parameter.is_flag:
            yield [*line, parameter.opts[0], HARSH]
            yield [*line, parameter.opts[0], f"{HARSH}=\udcff"]


@pytest.mark.of_the_file  # a database takes no such words: it holds no NUL
def test_no_command_prints_anything_hostile(office: Office) -> None:
    done = set()
    for name in LINES:
        line = office.line(name)
        for way in (line, [*line, "--json"]):
            code, out, err = office.run(way, "head" if name in BY_THE_HEAD else "dpo")
            look(way, code, out, err)
            if code == 0 or name in (*FOUND_WANTING, *REFUSED_HERE):
                done.add(name)
    assert LINES.keys() - done == set()
    for number, name in enumerate(LINES):
        ways = list(spoilt(name, office.line(name)))
        for way in ways[number % max(1, len(ways)) :][:1]:
            look(way, *office.run(way))


@pytest.mark.slow
def test_nor_does_one_with_a_hostile_word_anywhere_in_its_line(office: Office) -> None:
    for name in LINES:
        for way in spoilt(name, office.line(name)):
            look(way, *office.run(way))
