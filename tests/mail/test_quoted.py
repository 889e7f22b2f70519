"""Forwarded messages as mail programs write them: who wrote what, and when."""

import pytest

from dpo_console.mail.message import MessagePassage
from dpo_console.mail.quoted import MOST, passages
from dpo_console.mail.reading import read

HEAD = (
    "From: Head <head@oak.example.org>\nTo: dpo@oak.example.org\nSubject: FW: data\n"
    "Date: Mon, 9 Nov 2026 10:00:00 +0000\nContent-Type: text/{}; charset=utf-8\n\n"
)
ASKS = "I want to make a subject access request for my son, Tom Doe."

OUTLOOK = (
    "<p class=MsoNormal>Please see below<o:p></o:p></p><div><div style='border-top:solid 1.0pt'>"
    "<p><b><span lang=EN-US>From:</span></b><span> Jane Doe &lt;jane@home.example.net&gt; <br><b>"
    "Sent:</b> Tuesday, November 3, 2026 9:15 PM<br><b>To:</b> Office &lt;office@oak.example.org"
    f"&gt;<br><b>Subject:</b> data</span></p></div></div><p>{ASKS}</p>"
)
GMAIL = (
    '<div>FYI</div><div class="gmail_quote"><div>---------- Forwarded message ---------<br>From: '
    '<strong>Jane Doe</strong> <span>&lt;<a href="mailto:jane@home.example.net">jane@home.example'
    ".net</a>&gt;</span><br>Date: Tue, 3 Nov 2026 at 21:15<br>Subject: data<br>To: &lt;<a>office"
    f"@oak.example.org</a>&gt;<br></div><br><div>{ASKS}</div></div>"
)
TWICE = (
    "<div>Get <a>Outlook for iOS</a></div><hr><div><b>From:</b> Teacher &lt;t@oak.example.org&gt;"
    "<br><b>Sent:</b> Wednesday, November 4, 2026 8:00:00 AM<br><b>To:</b> Head<br><b>Subject:</b> "
    "Fw: data</div><div>what do I do?</div><hr><div><b>From:</b> Jane Doe &lt;jane@home.example."
    "net&gt;<br><b>Sent:</b> Tuesday, November 3, 2026 9:15:00 PM<br><b>To:</b> Teacher &lt;t@oak."
    f"example.org&gt;<br><b>Subject:</b> data</div><div>{ASKS}</div>"
)
APPLE = (
    "See below.\n\n> Begin forwarded message:\n> \n> From: Jane Doe <jane@home.example.net>\n> "
    "Subject: data\n> Date: 3 November 2026 at 21:15:07 GMT\n> To: Office <office@oak.example.org>"
    f"\n> \n> {ASKS}\n"
)
LINE = f"On Tue, 3 Nov 2026 at 21:15, Jane Doe\n<jane@home.example.net> wrote:\n\n> {ASKS}\n"
PLAIN = (
    "-----Original Message-----\nFrom: Jane Doe [mailto:jane@home.example.net]\nSent: 03 November "
    f"2026 21:15\nTo: Office\nSubject: data\n\n{ASKS}\n"
)


@pytest.mark.parametrize(
    ("kind", "body", "count"),
    [("html", OUTLOOK, 2), ("html", GMAIL, 2), ("html", TWICE, 3), ("plain", APPLE, 2),
     ("plain", LINE, 2), ("plain", PLAIN, 2)],
)  # fmt: skip
def test_the_first_writer_is_found_below(kind: str, body: str, count: int) -> None:
    found = read((HEAD.format(kind) + body).encode()).passages
    last = found[-1]
    assert len(found) == count
    assert (last.name, last.address, last.sent, last.words) == (
        "Jane Doe", "jane@home.example.net", "2026-11-03T21:15", ASKS
    )  # fmt: skip
    assert ASKS not in found[0].words


@pytest.mark.parametrize(
    "words",
    [
        "From: Monday on, school ends at 3.", "On Monday I wrote: nothing came of it.",
        "From: a\nTo: b\nno day and no subject", "On the school trip we had fun",
        "From: London\nTo: Paris\nThe trip", "Date: 3 November\nFrom: 9 am",
    ],
)  # fmt: skip
def test_words_that_only_look_like_a_quoted_message_stay(words: str) -> None:
    assert [one.words for one in passages(MessagePassage("here", words=words))] == [words]


def test_no_more_passages_are_told_apart_than_anybody_quotes() -> None:
    words = "From: a <a@b.example.net>\nSent: 1 May 2026\nTo: b\n\nc\n\n" * (MOST * 3)
    assert len(passages(MessagePassage("here", words=words))) == MOST


@pytest.mark.parametrize("charset", ["utf-16", "utf-8-sig"])
def test_a_file_that_an_editor_saved_is_read(charset: str) -> None:
    found = read((HEAD.format("plain") + ASKS).encode(charset))
    assert (found.problem, found.passages[0].words) == ("", ASKS)
