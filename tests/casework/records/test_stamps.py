"""Stamps of a time-stamping server on the lines of the witness, by a server run with openssl.

The server stamps with the machine's clock. A line may be a day from it, so the office begins twelve
hours before, and goes on 25 hours later: the day on which the clocks go back is as long.
"""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from dpo_console.cases.records.stamps import LIBRARY
from dpo_console.casework.records import witness
from dpo_console.casework.records.witness import keep_now
from dpo_console.errors import BadFile
from tests.casework.records.test_witness import Office

pytest.importorskip("rfc3161_client", reason="it comes with dpo-console[stamps]")

OPENSSL = """
[tsa]
default_tsa = at
[at]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
default_policy = 1.2.3.4.1
digests = sha256, sha512
signer_digest = sha256
ess_cert_id_alg = sha256
[stamping]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
"""


def openssl(folder: Path, *words: str) -> bytes:
    return subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True).stdout


def authority(folder: Path) -> Path:
    """Make a root, and the certificate that it gives a time-stamping server."""
    folder.mkdir()
    (folder / "ca.cnf").write_text(OPENSSL.format(folder=folder))
    (folder / "serial").write_text("01\n")
    new = ("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    openssl(folder, *new, "-x509", "-keyout", "root.key", "-out", "root.pem", "-subj", "/CN=Root")
    openssl(folder, *new, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Stamps")
    openssl(
        folder, "x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key",
        "-out", "tsa.pem", "-extfile", "ca.cnf", "-extensions", "stamping",
    )  # fmt: skip
    return folder


class Stamps(HTTPServer):
    """A time-stamping server. It can be told to fail."""

    folder: Path
    says = b""


class Handler(BaseHTTPRequestHandler):
    """Answers a question with what openssl stamps."""

    server: Stamps

    def do_POST(self) -> None:
        """Stamp the hash in a question."""
        folder = self.server.folder
        (folder / "question").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
        openssl(folder, "ts", "-reply", "-config", "ca.cnf", "-queryfile", "question", "-out", "a")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.server.says or (folder / "a").read_bytes())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


LOOKS_EACH = 0.01
"""Seconds after which the server looks whether it is to stop."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Stamps]:
    if not shutil.which("openssl"):
        pytest.skip("openssl isn't here")
    found = Stamps(("127.0.0.1", 0), Handler)
    found.folder = authority(tmp_path / "authority")
    threading.Thread(target=found.serve_forever, args=[LOOKS_EACH], daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "witness.jsonl"


@pytest.fixture
def office(home: Path, server: Stamps, file: Path) -> Office:
    office = Office(
        home,
        f'file = "{file}"\nstamps = "http://127.0.0.1:{server.server_port}/"\n'
        f'stamped_by = "{server.folder / "root.pem"}"',
    )
    began = openssl(server.folder, "x509", "-in", "root.pem", "-noout", "-startdate").decode()
    stamps_from = datetime.strptime(began.strip(), "notBefore=%b %d %H:%M:%S %Y GMT")
    office.now = stamps_from.replace(tzinfo=UTC) - timedelta(hours=12)
    office.log()
    return office


def lines(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_each_line_is_stamped_and_the_stamps_are_checked(office: Office, file: Path) -> None:
    office.note(days=25 / 24)
    assert office.told == []
    assert [bool(line["stamp"]) for line in lines(file)] == [True, True]
    assert office.found() == ""


def test_a_line_that_was_written_later_is_found(office: Office, file: Path) -> None:
    (kept,) = lines(file)
    for key, value, says in (
        ("at", "2025-01-05T09:00:00Z", "its stamp isn't of this line"),
        ("stamp", "AAAA", "its stamp isn't of this line"),
    ):
        file.write_text(json.dumps({**kept, key: value}) + "\n")
        assert says in office.found()


def test_a_stamp_of_another_day_is_found(office: Office, file: Path) -> None:
    office.note(days=40)
    assert "it was stamped on" in office.found()


def test_stamps_of_another_server_do_not_count(office: Office, server: Stamps) -> None:
    other = authority(server.folder.parent / "other")
    shutil.copy(other / "root.pem", server.folder / "root.pem")
    assert "of no server in stamped_by" in office.found()


def test_a_server_that_fails_is_told_and_the_head_is_kept(
    office: Office, server: Stamps, file: Path
) -> None:
    server.says = b"no stamp"
    office.note(days=25 / 24)
    assert [line.get("stamp", "") == "" for line in lines(file)] == [False, True]
    assert office.told[0].startswith("The head of the log was kept without a stamp (http://127")
    assert office.found() == ""
    assert not keep_now(office.desk())


def test_without_the_library_it_says_what_to_install(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    assert witness.stamp("a line", "http://127.0.0.1:1/") == ("", LIBRARY)
    assert LIBRARY in office.found()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ('stamps = "https://tsa.example.org"', "needs a file"),
        ('file = "/w"\nstamps = "https://tsa.example.org"', "stamped_by.*is missing"),
        ('file = "/w"\nstamps = "file:///etc/passwd"', "write an address such as"),
    ],
)
def test_settings_of_stamps_that_cannot_work_are_refused(home: Path, said: str, why: str) -> None:
    with pytest.raises(BadFile, match=why):
        Office(home, said).desk()
