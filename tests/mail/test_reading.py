"""A message is read whatever a stranger puts into it, and what can't be read says so."""

import base64
import random
from email.message import EmailMessage

import pytest

from dpo_console.mail import LONGEST, WITHIN, Message
from dpo_console.mail.hypertext import words_of_page
from dpo_console.mail.reading import MOST, read
from dpo_console.text import clean

HEAD = "From: Jane Doe <jane@home.example.net>\nTo: us@oak.example.org\n"


def message(more: str = "", words: str = "Hello") -> Message:
    return read(f"{HEAD}{more}\n{words}\n".encode("utf-8", "surrogateescape"))


@pytest.mark.parametrize(
    "more",
    [
        "Message-ID: <[abc]@microsoft.com>\n", "Content-Type: text/plain; name*\n", "Cc: (c):\n",
        'Cc: "\n', "Content-Type: text/plain; charset=\n", f"Cc: {'(' * 5_000}\n",
        f"Subject: {'=?utf-8?Q?a?= ' * 500}\n", f"Subject: {'=?' * 5_000}\n",
        "Subject: =?no-such?Q?=FF?=\n", "Subject: =?utf-8?B?=====?=\n", "Date: \n",
        "Date: Mon, 99 Foo 0000 99:99:99 +9999\n", "Received: ;\n", "Content-Type: /;;=\n",
        "Content-Type: multipart/mixed\n", "Content-Type: message/rfc822\n",
        "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: nonsense\n",
        "Content-Type: text/plain; charset=punycode\n", "Content-Type: text/plain; charset=zlib\n",
        "Content-Type: text/plain; charset=utf-16\n", "Content-Disposition: x; filename*\n",
        f"Content-Type: text/plain; name*{'9' * 5_000}*=x\n", "Content-Type: text/plain; a*0*=x\n",
    ],
)  # fmt: skip
def test_no_header_stops_the_reading(more: str) -> None:
    found = message(more)
    assert found.address == "jane@home.example.net"
    assert not found.problem


def test_a_name_can_forge_no_address_and_no_header() -> None:
    name = base64.b64encode(b"Ruth <head@oak.example.org>\r\nBcc: x@y").decode()
    first = read(
        f"From: =?utf-8?B?{name}?= <jane@home.example.net>\nSubject: a\n\tb\n\nHello".encode()
    )
    assert first.address == "jane@home.example.net"
    assert first.name == "Ruth <head@oak.example.org> Bcc: x@y"
    assert first.subject == "a b"


def test_file_names_lose_their_folders_and_files_are_never_opened() -> None:
    mail = EmailMessage()
    mail["From"] = "jane@home.example.net"
    mail.set_content("Hello")
    for name in ("../../.ssh/authorized_keys", "C:\\x\\run.docm", "a\u202egpj.exe", "=cmd.csv"):
        mail.add_attachment(b"PK\x03\x04" + b"\0" * 50, "application", "zip", filename=name)
    found = read(mail.as_bytes())
    assert [one.name for one in found.attachments] == [
        "authorized_keys", "run.docm", "a gpj.exe", "=cmd.csv"
    ]  # fmt: skip
    assert found.words == "Hello"


@pytest.mark.parametrize(
    ("charset", "content", "words", "doubt"),
    [
        ("utf-8", "Wójcik ’", "Wójcik ’", False), ("iso-8859-2", "Wójcik", "Wójcik", False),
        ("windows-1250", "Łucja", "Łucja", False), ("utf-8", b"W\xf3jcik", "Wójcik", True),
        ("x-unknown", b"W\xc3\xb3jcik", "Wójcik", True), ("us-ascii", "Wójcik", "Wójcik", True),
        ("utf-8", b"a\0b", "ab", False),
    ],
)  # fmt: skip
def test_characters_are_read_or_doubted(
    charset: str, content: str | bytes, words: str, doubt: bool
) -> None:
    raw = content if isinstance(content, bytes) else content.encode(
        "utf-8" if charset == "us-ascii" else charset
    )  # fmt: skip
    head = f"{HEAD}Content-Type: text/plain; charset={charset}\n\n".encode()
    found = read(head + raw)
    assert (found.words, bool(found.doubts)) == (words, doubt)


def test_only_what_a_reader_sees_of_a_page_is_read() -> None:
    page = (
        "<head><title>T</title></head><style>S</style><p>One</p><script>J</script>"
        "<div style='Display : NONE'>H<b>H</b></div><span hidden>H</span><!-- C -->"
        "<p style='font-size:0'>Z</p><table><tr><td>Name</td><td>Jane</td></tr></table>two<br>three"
        "<div style='display:none'><div>N</div>N</div><p>end"
    )
    assert words_of_page(page).split() == ["One", "Name", "Jane", "two", "three", "end"]
    assert words_of_page("<div>" * 5_000 + "deep" + "</div>" * 5_000) == "deep"


def test_a_message_in_a_message_is_named_and_not_read() -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner.set_content("the first")
    outer["From"] = "jane@home.example.net"
    outer.set_content("see within")
    outer.add_attachment(inner)
    found = read(outer.as_bytes())
    assert (found.words, found.doubts) == ("see within", (WITHIN,))
    nested = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(300)
    )
    deep = read(f"{HEAD}{nested}Content-Type: text/plain\n\ndeep".encode())
    assert deep.doubts or deep.problem


def test_more_parts_and_words_than_anybody_writes_are_cut() -> None:
    parts = "".join(f"--b\nContent-Type: text/plain\n\npart {n}\n" for n in range(MOST + 50))
    found = read(f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n{parts}--b--".encode())
    assert any("parts" in one for one in found.doubts)
    long = message(words="word " * LONGEST)
    assert len(long.words) <= LONGEST
    assert long.doubts


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"), (b"\0" * 1_000, "no e-mail"), (b"%PDF-1.7", "no e-mail"),
        (b"just words, no headers", "no e-mail"), (b"Note: a\n\nb", "none of its lines"),
        (b"From: a@b\n" + b"X: y\n" * 60_000, "headers"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 2_000, "no message that Outlook saved"),
    ],
)  # fmt: skip
def test_what_is_no_message_has_one_sentence(data: bytes, says: str) -> None:
    problem = read(data).problem
    assert says in problem
    assert problem.endswith(".")


@pytest.mark.parametrize("kind", ["multipart/encrypted", "application/pkcs7-mime"])
def test_an_encrypted_message_says_so(kind: str) -> None:
    assert "encrypted" in message(f"Content-Type: {kind}; boundary=x\n").doubts[0]


def test_a_message_that_was_cut_off_is_doubted() -> None:
    more = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHello"
    assert "cut off" in read(f"{HEAD}{more}".encode()).doubts[0]


def test_anything_flipped_or_cut_is_read_and_can_be_kept() -> None:
    from tests.cases.intake.made_up import messages

    dice = random.Random(7)
    for made in [*messages()][:60]:
        data = bytearray(made.data)
        for _ in range(dice.randrange(1, 30)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        found = read(bytes(data[: dice.randrange(len(data))]))
        for text in (found.name, found.subject, found.words):
            clean(text.replace("\r", "\n"), "words")
        assert Message.from_json(found.as_json()) == found


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        ("Tue, 3 Nov 2026 10:12:00 +0000", "2026-11-03T10:12"),
        ("Tue, 3 Nov 2026 23:30:00 -0500", "2026-11-04T04:30"),
        ("yesterday", ""), ("", ""), ("3 Nov 1066", ""),
    ],
)  # fmt: skip
def test_a_date_is_read_by_the_clocks_of_london(said: str, read_as: str) -> None:
    assert message(f"Date: {said}\n").sent == read_as


def test_the_messages_that_it_answers_are_read() -> None:
    more = "In-Reply-To: <2@b.example>\nReferences: <1@b.example> <2@b.example>\n"
    assert message(more).thread == ("<2@b.example>", "<1@b.example>")


def test_two_senders_or_days_in_the_headers_are_told() -> None:
    forged = b"From: a@b.example\nFrom: c@d.example\nDate: Mon, 2 Nov 2026 10:00:00 +0000\n\nHi\n"
    assert read(forged).doubts == (
        "It has several headers “From”, and only the first was read. Check it.",
    )
    assert read(forged.replace(b"c@d.example", b"a@b.example")).doubts == ()


@pytest.mark.parametrize("charset", ["utf-16", "utf-8-sig"])
def test_a_file_that_an_editor_saved_is_read(charset: str) -> None:
    found = read(f"{HEAD}\nHello".encode(charset))
    assert (found.problem, found.words) == ("", "Hello")
