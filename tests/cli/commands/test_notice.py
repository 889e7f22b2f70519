"""`notice`: shown, checked and written; the same statements give the same files."""

import csv
import io
import re
from pathlib import Path

from dpo_console.config.notice import notice
from dpo_console.letters.word.reading import words_of
from tests.cases.publishing.test_site import check_structure
from tests.cli.conftest import Run


def test_the_notice_is_written_the_same_twice_as_word_and_html(dpo: Run, home: Path) -> None:
    first = dpo("notice", "write", "--json")
    assert first.code == 0, first.err
    paths = [Path(path) for path in first.json["paths"]]
    assert {path.parent for path in paths} == {home / "exports" / "notice"}
    before = {path.name: path.read_bytes() for path in paths}
    assert len(before) == 12
    again = dpo("notice", "write", "--to", str(home.parent / "again"), today="2027-01-04")
    assert again.code == 0, again.err
    assert before == {p.name: p.read_bytes() for p in (home.parent / "again").iterdir()}
    html = before["notice-oak-pupils.html"].decode()
    check_structure(html)
    for words in ("section 164A", "Education Act 2002 s.175", "Brookfield Council"):
        assert words in html
        assert words in words_of(before["notice-oak-pupils.docx"])
    assert dpo("verify").code == 0


def test_an_edited_file_is_never_replaced(dpo: Run, home: Path) -> None:
    dpo("notice", "write", "--for", "visitors")
    page = home / "exports" / "notice" / "notice-oak-visitors.html"
    page.write_text(page.read_text().replace("Who we are", "Who we were"))
    ran = dpo("notice", "write")
    assert ran.code == 1
    assert "isn't as we wrote it" in ran.err
    assert not (page.parent / "notice-oak-pupils.html").exists()
    assert dpo("verify").code == 1


def test_a_notice_that_lacks_a_point_is_checked_and_refused(dpo: Run, home: Path) -> None:
    file = home / "data" / "notice.toml"
    file.write_text(re.sub(r"(?:automated\.\w+ += .*\n)+", "", file.read_text(), count=1))
    checked = dpo("notice", "check")
    assert checked.code == 1
    assert "It doesn't say whether a computer decides alone." in checked.out
    assert "Write automated under [pupil] in data/notice.toml." in checked.out
    assert [gap["law"] for gap in dpo("notice", "check", "--json").json[0]["lacks"]] == [
        "UK GDPR Art 13(2)(f), 14(2)(g)"
    ]
    refused = dpo("notice", "write")
    assert refused.code == 1
    assert "whether a computer decides alone" in refused.err
    assert not (home / "exports" / "notice").exists()
    assert dpo("notice", "write", "--for", "visitors").code == 0
    found = dpo("settings", "check", "--json").json
    (told,) = [one for one in found if "under [pupil]: automated" in str(one)]
    assert told["file"].endswith("notice.toml")
    assert told["line"] == file.read_text().splitlines().index("[pupil]") + 1


def test_what_is_wrong_in_a_use_is_told_with_its_line(dpo: Run, home: Path) -> None:
    file = home / "data" / "notice.toml"
    file.write_text(file.read_text().replace('basis     = ["public-task"]', 'basis = ["task"]', 1))
    ran = dpo("settings", "check", "--json")
    assert ran.code == 1
    line = file.read_text().splitlines().index('basis = ["task"]') + 1
    assert line in [one["line"] for one in ran.json if one["level"] == "wrong"]


def test_show_has_one_audience_or_all(dpo: Run) -> None:
    assert "What we know about you" in dpo("notice", "show", "--for", "children").out
    (found,) = dpo("notice", "show", "--json").json
    assert set(found["notices"]) == {
        "pupils", "parents", "workforce", "governors-and-volunteers", "visitors", "children",
    }  # fmt: skip
    assert dpo("notice", "show", "--school", "ash").code == 2


def test_versions_are_published_listed_and_compared(dpo: Run, home: Path, sar: str) -> None:
    assert dpo("notice", "diff").code == 2
    assert dpo("notice", "list").err == "No version has been published.\n"
    assert dpo("notice", "publish", "--from", "2026-09-01").code == 0
    file = home / "data" / "notice.toml"
    file.write_text(file.read_text().replace("book for one year", "book for two years"))
    checked = dpo("notice", "check")
    assert checked.code == 1
    assert "    - We keep it in the visitors' book for one year.\n" in checked.out
    assert "    + We keep it in the visitors' book for two years.\n" in checked.out
    (change,) = dpo("notice", "diff", "--json").json
    assert dpo("notice", "publish", "--json").json[0]["number"] == 2
    assert dpo("notice", "diff", "1", "2", "--json").json == [change]
    assert change["section"] == "retention"
    first, second = dpo("notice", "list", "--json").json
    assert (first["from"], first["to"], second["to"]) == ("2026-09-01", "2026-11-24", None)
    assert dpo("notice", "diff", "1", "3").code == 2
    shown = "version 1, from Tue 1 Sep 2026 to Tue 24 Nov 2026"
    assert re.search(rf"Privacy notice +{shown}", dpo("show", sar).out)
    assert dpo("show", sar, "--json").json["notice"] == shown
    assert dpo("verify").code == 0


def test_the_record_of_processing_has_a_row_for_each_use(dpo: Run) -> None:
    ran = dpo("notice", "record", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out.lstrip("\ufeff"))))
    assert len(rows) == len(dpo("notice", "record", "--json").json) == 17
    safe = next(
        row for row in rows if row["purpose"] == "to keep pupils safe and well, also by cameras"
    )
    assert safe["controller"] == "the governing body of Oak Lane Primary School"
    assert "Article 6(1)(e)" in safe["basis"]
    assert "Sch 1 para 18" in safe["basis"]
    assert "Safeguarding" in safe["data"]
    assert all(row[key] for row in rows for key in row), "Art 30(1) leaves no column empty"
    assert "to keep pupils safe and well, also by cameras" in dpo("notice", "record").out


def test_an_example_is_printed_as_it_is_packaged(dpo: Run) -> None:
    assert dpo("notice", "example").out == notice.example("primary")
    assert dpo("notice", "example", "--trust").out == notice.example("trust")
