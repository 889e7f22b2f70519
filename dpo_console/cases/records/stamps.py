"""Stamps of a time-stamping server (RFC 3161) on the heads that the witness keeps.

A stamp is signed by a server that the office doesn't run, and holds the moment and the hash of a
line. So nobody can write a line today that looks like one of last year. They are checked with
rfc3161-client, which is installed only with `dpo-console[stamps]`.
"""

from base64 import b64decode
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from dpo_console.cases.records.witness import KeptHead, kept_here, line
from dpo_console.config.files.incoming import read_file
from dpo_console.errors import BadFile
from dpo_console.london import london_day
from dpo_console.store.asking import Ask

LIBRARY = "rfc3161-client isn't installed: pip install 'dpo-console[stamps]'"
LARGEST = 1024 * 1024
"""The most bytes of a file of certificates."""

CLOSE = timedelta(days=1)
"""The most that a stamp's moment may differ from its line's."""

Stamp = Callable[[KeptHead], str]


def problems(ask: Ask, path: Path, roots: Path) -> Iterator[str]:
    """Yield each stamp in a witness file that doesn't fit its line, or isn't the server's."""
    stamped = [kept for kept in kept_here(ask, path) if kept.stamp]
    if not stamped:
        return
    try:
        judge = _judge(read_file(roots, LARGEST))
    except ImportError:
        yield f"{path}: its stamps weren't checked. {LIBRARY}"
        return
    except (BadFile, ValueError) as problem:
        yield f"{roots} can't be read, so no stamp was checked: {problem}"
        return
    for kept in stamped:
        if why := judge(kept):
            yield f"{path}, {kept.at}: {why}"


def _judge(roots: bytes) -> Stamp:
    """Return a function that says why a line's stamp isn't sound, or ''. Raises ImportError."""
    from cryptography.x509 import load_pem_x509_certificates
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    builder = VerifierBuilder()
    for root in load_pem_x509_certificates(roots):
        builder = builder.add_root_certificate(root)
    verifier = builder.build()

    def judge(kept: KeptHead) -> str:
        try:
            response = decode_timestamp_response(b64decode(kept.stamp))
            verifier.verify_message(response, line(kept._replace(stamp="")).encode())
        except (ValueError, VerificationError) as problem:
            return f"its stamp isn't of this line, or of no server in stamped_by ({problem})"
        stamped: datetime = response.tst_info.gen_time
        if abs(stamped - datetime.fromisoformat(kept.at)) > CLOSE:
            return f"it was stamped on {london_day(stamped)}"
        return ""

    return judge
