"""No source of the product cites law that is repealed on the day that the source is used."""

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import dpo_console

PACKAGE = Path(dpo_console.__file__).parent
TABLE = Path(__file__).with_name("repealed.toml")
TODAY = date(2026, 12, 7)
SAME = {
    "Data Protection Act 2018": "DPA 2018",
    "Data Protection Act 1998": "DPA 1998",
    "GDPR": "UK GDPR",
}
_ACT = re.compile(
    r"(?P<act>(?:UK )?GDPR|SI \d{4}/\d+|Reg 1182/71|DPA \d{4}|FOIA(?: 2000)?|EIR(?: 2004)?"
    r"|DUAA(?: 2025)?|[A-Z][\w']+(?: (?:and |of |for )*[A-Z][\w']+)* (?:Act|Regulations) \d{4})"
    r"|(?P<unit>Sch(?:edule)? \d+,? (?:Part \d+,? )?para(?:graph)?s?|Art(?:icle)?s?"
    r"|reg(?:ulation)?s?"
    r"|ss?\.|sections?|paras?|paragraphs?)[ .]*(?P<list>\d+[A-Z]*(?:\([\w]+\))*"
    r"(?:(?:, | and | or | to |-)\d+[A-Z]*(?:\([\w]+\))*)*)"
)
_NUMBER = re.compile(r"(, | and | or | to |-|^)(\d+)([A-Z]*)(?:\(\w+\))*")


class Repealed(NamedTuple):
    act: str
    unit: str
    numbers: tuple[str, ...]
    since: date
    by: str


class Source(NamedTuple):
    """A text of the product, its place, and the last day on which it is used."""

    where: str
    text: str
    until: date


@cache
def table() -> tuple[Repealed, ...]:
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["repealed"]
    return tuple(
        Repealed(r["act"], r.get("unit", ""), tuple(r.get("numbers", ())), r["since"], r["by"])
        for r in rows
    )


def cited(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield each provision that a text cites: its act, its unit and its number."""
    act, schedule = "", ""
    for found in _ACT.finditer(text):
        if found["act"]:
            act = SAME.get(found["act"], found["act"])
            schedule = ""
            yield act, "", ""
            continue
        unit = _unit(found["unit"])
        if unit.startswith("Sch"):
            schedule = unit
        elif unit == "para":
            unit = schedule or "para"
        of = "UK GDPR" if unit == "Art" and not act.startswith("Reg ") else act
        yield from ((of, unit, number) for number in _numbers(found["list"]))


def _unit(words: str) -> str:
    if found := re.match(r"Sch(?:edule)? (\d+)", words):
        return f"Sch {found[1]} para"
    begins = {"Art": "Art", "reg": "reg", "s": "s.", "par": "para"}
    return next(short for begin, short in begins.items() if words.startswith(begin))


def _numbers(listed: str) -> Iterator[str]:
    """Yield the numbers of a list. A range of plain numbers names all between."""
    before = 0
    for found in _NUMBER.finditer(listed):
        number, letters = int(found[2]), found[3]
        if found[1] in (" to ", "-") and before and not letters:
            yield from map(str, range(before + 1, number))
        yield f"{number}{letters}"
        before = 0 if letters else number


def stale(source: Source) -> list[Repealed]:
    """Return the repealed provisions that a source cites after their last day."""
    named = set(cited(source.text))
    return [
        row
        for row in table()
        if source.until >= row.since
        and row.by not in source.text
        and any((row.act, row.unit, number) in named for number in row.numbers or ("",))
    ]


def sources() -> Iterator[Source]:
    """Yield every text of the product."""
    for path in sorted(PACKAGE.rglob("*")):
        where = str(path.relative_to(PACKAGE))
        if path.suffix == ".toml":
            yield from _of_toml(where, tomllib.loads(path.read_text(encoding="utf-8")))
        elif path.suffix == ".md":
            yield from (Source(where, one, TODAY) for one in path.read_text("utf-8").split("\n\n"))
        elif path.suffix == ".py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
            yield from (Source(where, one, TODAY) for one in texts if isinstance(one, str))


def _of_toml(where: str, value: object, until: date = TODAY) -> Iterator[Source]:
    """Yield every text of a file. A version of a statute is used until the next one begins."""
    if isinstance(value, str):
        yield Source(where, value, until)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _of_toml(f"{where} {key}", part, until)
    elif isinstance(value, list):
        ends = [until] * len(value)
        if where.endswith(" version"):
            ends = [one["from"] - timedelta(days=1) for one in value[1:]] + [until]
        for number, part in enumerate(value):
            yield from _of_toml(f"{where}[{number}]", part, ends[number])


def test_no_source_cites_law_that_is_repealed_when_it_is_used() -> None:
    every = list(sources())
    assert len(every) > 5_000
    found = {one.where: (one.text, stale(one)) for one in every if stale(one)}
    assert found == {}


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("DPA 2018 Sch 2 para 2(1), 4; Sch 1 para 10", ["4"]),
        ("DPA 2018 Sch 2 para 2(1); Sch 1 para 4", []),
        ("DPA 2018 Sch 1 para 10, Sch 2 para 4", ["4"]),
        ("Data Protection Act 2018, Schedule 2, paragraph 4", ["4"]),
        ("DPA 2018 Sch 3 para 4, 10, 21", []),
        ("UK GDPR Art 44-49", ["44", "45"]),
        ("UK GDPR Art 44A to 49A", []),
        ("UK GDPR Art 13, 22 and 30", ["22"]),
        ("UK GDPR Art 22A to 22D", []),
        ("UK GDPR Articles 20 to 24", ["22"]),
        ("UK GDPR Art 12(3); DPA 2018 s.14", ["14"]),
        ("Children Act 1989 s.14", []),
        ("Before it, Art 22 and DPA 2018 s.14 (SI 2026/82 reg 5)", []),
        ("Data Protection Act 1998 s.7", [""]),
        ("UK GDPR Art 77(1)", ["77"]),
    ],
)
def test_repealed_law_is_found_in_a_citation(text: str, gone: list[str]) -> None:
    found = [row.numbers or ("",) for row in stale(Source("", text, TODAY))]
    assert found == ([tuple(gone)] if gone[:1] == ["44"] else [(one,) for one in gone])


def test_law_may_be_cited_for_the_days_on_which_it_held() -> None:
    assert not stale(Source("", "UK GDPR Art 12(3), 22", date(2026, 2, 4)))
    assert stale(Source("", "UK GDPR Art 12(3), 22", date(2026, 2, 5)))
