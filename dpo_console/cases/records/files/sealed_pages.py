"""A seal at the end of a page of HTML: the hash of its bytes, in a comment that browsers ignore.

By it a page of ours is known, and that nobody edited it. Like any hash beside a file, it can be
forged on purpose.
"""

import re
from hashlib import sha256

_SEAL = re.compile(rb"(.*)<!-- dpo-console sha256:([0-9a-f]{64}) -->\n", re.DOTALL)


def sealed_page(html: str) -> bytes:
    """Return a page with its seal."""
    content = html.encode()
    return content + f"<!-- dpo-console sha256:{sha256(content).hexdigest()} -->\n".encode()


def is_whole_page(data: bytes) -> bool:
    """Return True if a page is sealed and unchanged since."""
    found = _SEAL.fullmatch(data)
    return found is not None and sha256(found[1]).hexdigest().encode() == found[2]
