"""Root under the permissions of files, which otherwise never bind it."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

VERSION = 0x20080522
"""The version of Linux's calls that read and set capabilities, capget(2) and capset(2)."""

POWERS = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, by which root may read and write every file."""

GET_SECUREBITS, SET_SECUREBITS, NO_SETUID_FIXUP = 27, 28, 1 << 2
"""Two calls of prctl(2), and the bit that has access(2) ask for the same powers as open(2)."""


class Header(ctypes.Structure):
    """The thread whose capabilities to read or set. Thread 0 is this one."""

    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class Capabilities(ctypes.Structure):
    """Half of a thread's capabilities: 32 of 64."""

    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


@contextmanager
def permissions_bind() -> Iterator[None]:
    """Have the permissions of files bind this thread, even where it is root's.

    Root lays down two powers and stays the owner of its files, so it still reads the code in a
    folder that others can't enter. Skips the test where root can't do that.
    """
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "capset"):
        pytest.skip("only on Linux can root lay down its powers over files")
    header, held = Header(VERSION, 0), (Capabilities * 2)()
    libc.capget(ctypes.byref(header), held)
    bits, effective = libc.prctl(GET_SECUREBITS, 0, 0, 0, 0), held[0].effective
    held[0].effective &= ~POWERS
    if libc.prctl(SET_SECUREBITS, bits | NO_SETUID_FIXUP, 0, 0, 0):
        pytest.skip("this root may not change how its powers are asked for")
    libc.capset(ctypes.byref(header), held)
    try:
        if not can_read(Path(__file__)):
            pytest.skip("the code is another account's, and root reads it by its powers alone")
        yield
    finally:
        held[0].effective = effective
        libc.capset(ctypes.byref(header), held)
        libc.prctl(SET_SECUREBITS, bits, 0, 0, 0)


def can_read(file: Path) -> bool:
    """Return True if this thread may read a file."""
    try:
        file.read_bytes()
    except PermissionError:
        return False
    return True
