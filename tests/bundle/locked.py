"""Archives that say that they need a password."""


def locked(packed: bytes) -> bytes:
    """Return an archive whose parts say that they are encrypted."""
    return packed.replace(b"PK\x03\x04\x14\0\0", b"PK\x03\x04\x14\0\1").replace(
        b"PK\x01\x02\x14\x03\x14\0\0", b"PK\x01\x02\x14\x03\x14\0\1"
    )
