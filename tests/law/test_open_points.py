"""The points that the law leaves open are data, as is every reading that is kept open."""

from pathlib import Path

import pytest

from dpo_console.errors import BadFile, BadInput
from dpo_console.law.open_points import FILE, open_points, read_open_points
from dpo_console.law.statutes import statutes, switched_off
from dpo_console.law.statutes.statute import Statute
from tests.each import each

ALL = each(law=statutes().values())


def said(kind: str, place: str = "") -> str:
    return "\n".join(p.says + p.source for p in open_points(kind) if place in ("", *p.appears))


@ALL
def test_every_strict_reading_is_told(law: Statute) -> None:
    for version in law.versions:
        duties = [duty for duty in version.duties if duty.strictly != duty.limits]
        if duties:
            assert "beginning" in said(law.kind, "safe_by").lower()
        if any(duty.rolls_by for duty in version.duties):
            assert "moves to the next working day" in said(law.kind, "safe_by")
        if any(start.contested for start in version.starts):
            assert "authority to act" in said(law.kind, "safe_by")
        if any(pause.strictly != pause.counts for pause in version.pauses):
            assert "clarification is answered counts" in said(law.kind, "safe_by")


@ALL
def test_why_some_schools_are_not_bound_is_told(law: Statute) -> None:
    if law.unbound and law.kind != "pupil-information":
        assert [p for p in open_points(law.kind) if "target" in p.appears and "chool" in p.says]


@ALL
def test_every_kind_has_its_points(law: Statute) -> None:
    assert [point for point in open_points(law.kind) if point.kinds]


def test_a_duty_that_is_switched_off_is_told() -> None:
    assert switched_off() == {"sharing"}
    assert "s.16LA" in said("disclosure", "setting")


def test_a_point_about_every_kind_is_told_of_each() -> None:
    assert all("Information Commission" in said(kind) for kind in statutes())
    assert len(open_points()) > len(open_points("sar")) > len(open_points("foi-review"))


def test_no_such_kind_is_refused() -> None:
    with pytest.raises(BadInput, match="Did you mean: sar"):
        open_points("sarr")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('kinds   = ["sar"]', 'kinds = ["sarr"]', r"point\[1\]\.kinds: has 'sarr'"),
        ('appears = ["due"', 'appears = ["do"', r"point\[1\]\.appears: has 'do'"),
        ("says    =", "said =", r"point\[1\]\.says: is missing"),
        ("[[point]]", "[[point]]\ncolour = 1", r"point\[1\]\.colour: is not a key"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "open_points.toml"
    path.write_text(FILE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadFile, match=message):
        read_open_points(path)


def test_what_was_not_settled_says_when_it_was_last_looked_at() -> None:
    told = {point.source: point.looked for point in open_points()}
    for law in ("s.16LA", "s.20A", "SI 2026/386", "ico.org.uk"):
        (looked,) = {day for source, day in told.items() if law in source}
        assert looked.year == 2026
