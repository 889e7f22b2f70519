"""A stamp on a line of the witness, asked of the time-stamping server that the office names."""

from base64 import b64encode
from http.client import HTTPException
from urllib.error import URLError
from urllib.request import Request, urlopen

from dpo_console.cases.records.stamps import LIBRARY

WAITS = 10
"""Seconds that the server may take."""

LARGEST = 64 * 1024
"""The most bytes of an answer."""


def stamp(line: str, server: str) -> tuple[str, str]:
    """Return a stamp on a line, as base64, and '', or '' and why there is none.

    The server learns a hash of the line, and nothing else.
    """
    try:
        from rfc3161_client import PKIStatus, TimestampRequestBuilder, decode_timestamp_response
    except ImportError:
        return "", LIBRARY
    asked = TimestampRequestBuilder().data(line.encode()).build()
    try:
        answer = _ask(server, asked.as_bytes())
        told = decode_timestamp_response(answer)
    except (OSError, URLError, HTTPException, ValueError) as problem:
        return "", f"{server}: {getattr(problem, 'reason', '') or problem}"
    if told.status != PKIStatus.GRANTED or told.tst_info.nonce != asked.nonce:
        return "", f"{server} gave no stamp for it"
    return b64encode(answer).decode(), ""


def _ask(server: str, question: bytes) -> bytes:
    """Return the server's answer. Raises OSError, HTTPException, ValueError if it is too long."""
    asked = Request(  # noqa: S310 - the settings take http and https alone
        server, question, {"Content-Type": "application/timestamp-query"}
    )
    with urlopen(asked, timeout=WAITS) as heard:  # noqa: S310 - as above
        answer: bytes = heard.read(LARGEST + 1)
    if len(answer) > LARGEST:
        raise ValueError("its answer is too long")
    return answer
