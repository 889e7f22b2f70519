"""Messages on the command line: taken in from a file, a folder or stdin, shown, and made cases."""

import mailbox
from pathlib import Path

import pytest

from tests.casework.intake.test_intake import SAR, mail
from tests.cli.conftest import Run
from tests.cli.test_shared_account import send

LUNCH = mail("Is there a vegetarian choice on Friday?", name="Lena Frost", subject="Lunch")


def test_a_message_on_stdin_becomes_a_case(
    dpo: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = home / "data" / "dpo.toml"
    settings.write_text(settings.read_text().replace("reads_files = true\n", ""))
    send(monkeypatch, SAR.data)
    ran = dpo("intake", "-")
    seems = "Subject access request, Jane Doe, received Mon 2 Nov 2026."
    assert (ran.code, ran.out) == (0, f"stdin.eml: message 1. {seems}\n")
    assert "Nothing is logged yet" in ran.err
    assert dpo("list", "--json").json == []
    assert dpo("intake", str(home / "any.eml")).code == 1  # people of a shared account name none
    assert "1 message waits to be gone through: dpo-console intake" in dpo("due").err
    (listed,) = dpo("intake", "--json").json
    assert (listed["kind"], listed["requester"], listed["subjects"], listed["received"]) == (
        "sar", "Jane Doe", [], "2026-11-02"
    )  # fmt: skip
    shown = dpo("intake", "show", "1", "--words").out
    assert "It says “copy of all the data that you hold about my”." in " ".join(shown.split())
    assert "Please send me" in shown
    ran = dpo("intake", "accept", "1", "--school", "oak", "--json")
    assert (ran.code, ran.json["reference"]) == (0, "SAR-2026-0001")
    assert dpo("papers", "SAR-2026-0001", "--json").json[0]["name"] == "stdin.eml"
    assert dpo("intake", "accept", "1").code == 1
    assert dpo("intake").out == "No messages waiting.\n"
    assert "to be gone through" not in dpo("due").err
    assert "became SAR-2026-0001" in dpo("intake", "list", "--all").out


def test_folders_are_taken_in_and_what_is_no_mail_is_told(dpo: Run, tmp_path: Path) -> None:
    box = mailbox.Maildir(str(tmp_path / "Maildir"))
    box.add(SAR.data)
    sent = mailbox.Maildir(str(tmp_path / "Maildir" / "Sent"))
    sent.add(LUNCH.data)
    (tmp_path / "Maildir" / "new" / "link").symlink_to("/etc/passwd")
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7")
    ran = dpo("intake", str(tmp_path / "Maildir"), "--json")
    assert (ran.code, [one["number"] for one in ran.json]) == (0, [1])
    assert [one["kind"] for one in ran.json] == ["sar"]
    ran = dpo("intake", "take", str(scan))
    assert (ran.code, "It is no e-mail" in ran.out) == (1, True)
    assert [one["kind"] for one in dpo("intake", "list", "--json").json] == ["sar", None]
    assert dpo("verify").code == 0


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("/nowhere/at/all.eml", 2, "can't be read"), ("/dev/zero", 2, "no file but a device"),
        ("show 9", 2, "no message 9"), ("accept 1", 2, "Say: --kind"),
        ("set-aside 1 --reason .", 2, "Say it in words"), ("keep 1 SAR-2026-0009", 2, "no case"),
        ("delete 1", 1, "waits still"), ("take-up 1", 1, "waits still"),
    ],
)  # fmt: skip
def test_what_means_nothing_is_told(
    dpo: Run, tmp_path: Path, line: str, code: int, says: str
) -> None:
    file = tmp_path / "lunch.eml"
    file.write_bytes(LUNCH.data)
    assert dpo("intake", str(file)).code == 0
    ran = dpo("intake", *line.split())
    assert (ran.code, says in ran.err) == (code, True), ran.err


def test_a_message_that_is_too_large_is_not_taken_in(dpo: Run, home: Path, tmp_path: Path) -> None:
    settings = home / "data" / "dpo.toml"
    settings.write_text(f"{settings.read_text()}\n[papers]\nlargest_mb = 1\n")
    file = tmp_path / "film.eml"
    file.write_bytes(SAR.data + b"x" * 1_000_001)
    ran = dpo("intake", str(file))
    assert (ran.code, "larger than 1 MB" in ran.out) == (1, True)
    assert dpo("intake", "--json").json == []


def test_one_bad_file_of_a_folder_keeps_no_other_back(dpo: Run, tmp_path: Path) -> None:
    folder = tmp_path / "post"
    folder.mkdir()
    (folder / "a.eml").write_bytes(SAR.data)
    (folder / "b.zip").write_bytes(b"PK\x03\x04 broken")
    (folder / "c.eml").write_bytes(SAR.data + b"More.\n")
    ran = dpo("intake", str(folder))
    told = [line.partition(": ")[::2] for line in ran.out.splitlines()]
    assert (ran.code, [name for name, _ in told]) == (1, ["a.eml", "b.zip", "c.eml"])
    assert told[1][1] == "It can't be unpacked. Is it whole? It wasn't taken in."
    assert len(dpo("intake", "list", "--json").json) == 2
    assert dpo("intake", str(folder / "b.zip")).code == 2
    assert dpo("intake", str(folder / "b.zip"), str(folder / "a.eml")).code == 1
