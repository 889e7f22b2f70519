"""A message that Outlook saved is read as any other."""

from datetime import UTC, datetime

import pytest

from dpo_console.mail import Attachment
from dpo_console.mail.reading import read
from tests.mail.outlook_files import BYTES, TEXT, TIME, WHOLE, Property, outlook

pytest.importorskip("oxmsg")

CLASS, TITLE, WORDS, HEADERS = 0x1A, 0x37, 0x1000, 0x7D
SENT: list[Property] = [
    (CLASS, TEXT, "IPM.Note"), (TITLE, TEXT, "A request"), (0x0C1A, TEXT, "Jane Doe"),
    (0x0C1F, TEXT, "/O=EXCH/CN=JANE"), (0x5D01, TEXT, "Jane@home.example.net"),
    (0x0E06, TIME, datetime(2026, 7, 2, 23, 30, tzinfo=UTC)),
    (WORDS, TEXT, "Hello\r\nOn 1 July 2026 at 10:00, Sam <sam@oak.example.org> wrote:\r\n> Hi"),
]  # fmt: skip
FILE: list[Property] = [
    (0x3705, WHOLE, 1), (0x3707, TEXT, "..\\id.pdf"), (0x3701, BYTES, b"%PDF")
]  # fmt: skip


def test_it_is_read_from_the_properties_of_the_file() -> None:
    found = read(outlook(SENT, (FILE, [(0x3705, WHOLE, 5)])))
    assert (found.name, found.address) == ("Jane Doe", "jane@home.example.net")
    assert found.words.startswith("Hello\nOn 1 July")
    assert (found.arrived, found.sent) == ("2026-07-03T00:30", "2026-07-03T00:30")
    assert found.attachments[0] == Attachment("id.pdf", "application/octet-stream", 4)
    assert "Another message is in it" in found.doubts[0]


def test_the_headers_with_which_it_came_count_first() -> None:
    told = (
        "Received: from x by y; Mon, 2 Nov 2026 10:00:00 +0000\r\nFrom: Ann <ann@a.example.net>\r\n"
        "To: us@oak.example.org\r\nAuto-Submitted: auto-replied\r\nSubject: Away\r\n\r\n"
    )
    found = read(outlook([*SENT, (HEADERS, TEXT, told)]))
    assert (found.address, found.arrived) == ("ann@a.example.net", "2026-11-02T10:00")
    assert "auto-replied" in found.automatic


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (outlook([(CLASS, TEXT, "IPM.Appointment")]), "no e-mail"),
        (outlook([(CLASS, TEXT, "IPM.Note.SMIME")]), "encrypted"),
        (outlook(SENT)[:2_000], "no message that Outlook saved"),
        (
            outlook(SENT).replace(b"_\0_\0p\0r\0o\0p\0", b"x\0x\0p\0r\0o\0p\0"),
            "no message that Outlook saved",
        ),
    ],
    ids=["appointment", "encrypted", "cut off", "without properties"],
)
def test_another_file_of_outlook_has_one_sentence(data: bytes, says: str) -> None:
    assert says in read(data).problem
