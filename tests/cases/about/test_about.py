"""`about` tells every place in which a home holds a name: records, log, settings and files."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dpo_console.cases.about import PersonSearch, findings, search_for
from dpo_console.cases.about_places import Mention, Sought
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.papers.keeping import keep_paper
from dpo_console.casework.people.parties import change_party
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.store.cases.case_rows import PARTS
from dpo_console.store.reads import all_words
from tests.casework.retention import canaries
from tests.conftest import DeskOf, desks, make_home
from tests.store import ledger, spoiling

CANARY = re.compile(r"zq[sd][a-z]+")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a home with another word in every field of two cases, and in each file."""
    root = make_home(tmp_path_factory.mktemp("about") / "home")
    canaries.fill(desks(root))
    data = root / "data"
    with (data / "dpo.toml").open("a") as settings:
        settings.write('\n[[view]]\ntitle = "Own"\nfilter = "zqsview"\n')
    (data / "letters").mkdir()
    (data / "letters" / "acknowledgement.md").write_text("Dear zqswording\n")
    (data / "witness.jsonl").write_text('{"at": "zqswitness"}\n')
    (data / "errors.log").write_text("zqslog\n")
    renamed = "UPDATE scope_item SET title = 'zqditem', instead = 'zqdinstead'"
    spoiling.change(data / "records.sqlite3", renamed)
    return root


@pytest.fixture
def home_of_words(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "home"))


def held(desk: Desk, name: str) -> list[Mention]:
    return [*findings(desk, PersonSearch(search_for(desk, name).sought), lambda *_: None)]


def cells(root: Path) -> Iterator[tuple[str, str]]:
    """Yield each word of ours and its table, once for each cell or entry that holds it."""
    with closing(ledger.opened(root / "data" / "records.sqlite3")) as records:
        tables = records.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%) STRICT'")
        for table in ("case_search", *(name for (name,) in tables)):
            for row in records.execute(f"SELECT * FROM {table}"):
                for cell in row:
                    for word in set(CANARY.findall(str(cell).casefold())):
                        yield word, table


class Every(Sought):
    """A search for all our words at once: a finding says which of them it has."""

    def found_in(self, text: str, *, here: bool = False) -> str:
        return " ".join(sorted(set(CANARY.findall(text.casefold()))))


def not_told(root: Path) -> list[str]:
    """Return each word of a place that `about` doesn't tell, or not as often as it stands there."""
    found = [*findings(desks(root)("dpo"), PersonSearch(Every("zqs")), lambda *_: None)]
    in_files: dict[str, set[str]] = {}
    told: Counter[str] = Counter()
    for one in found:
        name = re.search(r"\(((?:data|exports)/[^)]*)\)", one.place)
        for word in set(CANARY.findall(one.by)):
            if name:
                in_files.setdefault(word, set()).add(name[1])
            else:
                told[word] += 1
    stands, packed = Counter(word for word, _ in cells(root)), files(root)
    missed = [f"{word}: {told[word]} of {count}" for word, count in stands.items()
              if told[word] != count]  # fmt: skip
    return missed + [f"{word}: in {names - in_files.get(word, set())}"
                     for word, names in packed.items() if names != in_files.get(word)]  # fmt: skip


def files(root: Path) -> dict[str, set[str]]:
    """Return the files that hold each word, packed or not. Papers kept are never opened."""
    found: dict[str, set[str]] = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not name.startswith("data/records.") and "/papers/" not in name:
            text = canaries.bytes_of(path).decode("latin-1").casefold()
            for word in set(CANARY.findall(text)):
                found.setdefault(word, set()).add(name)
    return found


@pytest.mark.of_the_file
def test_each_word_of_each_place_of_a_home_is_told(home_of_words: Path) -> None:
    assert len({word for word, _ in cells(home_of_words)} | files(home_of_words).keys()) > 40
    assert not_told(home_of_words) == []


@pytest.mark.parametrize(
    "table", sorted({c.table for part in PARTS.values() for c in part.covered if c.words})
)
@pytest.mark.of_the_file
def test_a_table_left_out_is_missed(
    home_of_words: Path, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    but = {name: columns for name, columns in all_words.columns().items() if name != table}
    monkeypatch.setattr(all_words, "columns", lambda: but)
    assert not_told(home_of_words) != []


@pytest.mark.parametrize("part", ["_in_files", "_of_office", "in_log", "in_cases"])
def test_a_part_left_out_is_missed(
    home_of_words: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    desk = desks(home_of_words)("dpo")
    before = held(desk, "Amara Okafor") + held(desk, "zqsdraft") + held(desk, "zqsnote")
    monkeypatch.setattr(f"dpo_console.cases.about.{part}", lambda *_: iter(()))
    after = held(desk, "Amara Okafor") + held(desk, "zqsdraft") + held(desk, "zqsnote")
    assert len(after) < len(before)


@pytest.mark.of_the_file
def test_every_column_of_somebody_of_the_office_is_counted(home_of_words: Path) -> None:
    with closing(ledger.opened(home_of_words / "data" / "records.sqlite3")) as records:
        named = {
            (table, column)
            for (table,) in records.execute(
                "SELECT name FROM sqlite_master WHERE sql LIKE '%) STRICT'"
            )
            for column in ledger.columns(records, table)
            if column.endswith("_by") or column in ("owner", "person", "actor", "account")
        } - {("cases", "safe_by"), ("place", "reply_by")}
    assert named == {(t, c) for t, columns in all_words.OF_PEOPLE.items() for c in columns}


def test_people_of_the_office_are_told_with_settings_and_what_they_did(home_of_words: Path) -> None:
    found = held(desks(home_of_words)("dpo"), "Amara Okafor")
    assert any(one.place.startswith("Settings and statements (data/dpo.toml)") for one in found)
    assert any(one.place == "Audit log" and one.text.startswith("dpo: ") for one in found)


def test_each_finding_names_the_command_that_corrects_it(home_of_words: Path) -> None:
    desk = desks(home_of_words)("dpo")
    for name, place, command in (
        ("Zqssubject Quayle", "Person 2: name", 'party SAR-2026-0001 set 2 --name "..."'),
        ("zqsmail@example.org", "Person 1: email", "party SAR-2026-0001 set 1 --email"),
        ("zqsrelation", "Person 3: relation (2026-11-25)", "party SAR-2026-0001 set 3 --relation"),
        ("zqssummary", "The case: what is asked for", "correct-case SAR-2026-0001 --summary"),
        ("zqstitle", "Schedule, item 1: title", "schedule SAR-2026-0001 correct 1 --title"),
        ("zqdcohort", "What is shared: which pupils", 'scope DSC-2026-0001 --cohort "..."'),
        ("zqsnote", "Note (2026-11-25)", 'note SAR-2026-0001 "..."'),
    ):
        ways = [one.correct for one in held(desk, name) if one.place == place]
        assert ways, (name, [one.place for one in held(desk, name)])
        assert command in ways[0]


def test_a_person_is_followed_by_address_but_not_by_a_shared_one(desk: Desk) -> None:
    for name, email in (("Jane Doe", "jane@example.org"), ("J. D.", "jane@example.org")):
        log_request(desk, NewRequest("sar", desk.today, name, email=email))
    found = held(desk, "Jane Doe")
    assert {one.case for one in found} == {"SAR-2026-0001", "SAR-2026-0002"}
    assert {one.by for one in found if one.case == "SAR-2026-0002"} == {"e-mail"}
    for name in ("Ann Ash", "Bo Birch", "Cy Cedar"):
        log_request(desk, NewRequest("sar", desk.today, name, email="jane@example.org"))
    search = search_for(desk, "Jane Doe")
    assert search.shared == ("jane@example.org",)
    assert {one.case for one in held(desk, "Jane Doe")} == {"SAR-2026-0001"}


def test_restricted_cases_are_told_to_those_who_may_see_them(desk_of: DeskOf) -> None:
    desk, head = desk_of("dpo"), desk_of("dsl")
    request = NewRequest("sar", desk.today, "Wilhelmina Quist", readers=("head",), owner="head")
    reference = log_request(head, request).reference
    search = search_for(desk, "Wilhelmina Quist")
    assert [*findings(desk, search, lambda *_: None)] == []
    assert search.more
    assert {one.case for one in held(head, "Wilhelmina Quist")} == {reference}
    nobody = search_for(desk, "Jane Roe")
    assert [*findings(desk, nobody, lambda *_: None)] == []
    assert not nobody.more
    clerk = search_for(desk_of("clerk"), "Wilhelmina Quist")
    assert [*findings(desk_of("clerk"), clerk, lambda *_: None)] == []
    assert not clerk.more


def test_what_was_corrected_is_told_as_history(desk: Desk) -> None:
    case = log_request(desk, NewRequest("sar", desk.today, "Tom Doo")).reference
    change_party(desk, case, 1, {"name": "Jane Roe"}, why="It was read wrongly")
    found = held(desk, "Tom Doo")
    assert [one.place[:9] for one in found] == ["Audit log"]
    assert found[0].correct == f"It is erased with the case: dpo-console erase {case}"


def test_a_file_that_cannot_be_read_is_named(desk: Desk) -> None:
    folder = desk.home.data / "scans"
    folder.mkdir()
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7 Tom Doe")
    (folder / "odd.txt").write_bytes(b"\xff\xfeT\x00")
    search = search_for(desk, "Tom Doe")
    assert [*findings(desk, search, lambda *_: None)] == []
    assert search.unread == ["data/scans/odd.txt", "data/scans/scan.pdf"]


def test_a_paper_kept_is_named_and_never_opened(desk: Desk) -> None:
    case = log_request(desk, NewRequest("sar", desk.today, "Tom Doe")).reference
    other = log_request(desk, NewRequest("sar", desk.today, "Ann Ash")).reference
    for reference in (case, other):
        keep_paper(desk, reference, b"Tom Doe", "request.eml")
    search = search_for(desk, "Tom Doe")
    assert not any("papers" in one.place for one in findings(desk, search, lambda *_: None))
    assert search.unread == [f"the papers of {case}"]
