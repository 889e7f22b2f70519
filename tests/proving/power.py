"""Power cuts: the disk keeps what was synced, and as much of the rest as chance has it."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.proving.traced import Call

SECTOR = 512
"""The bytes that a disk writes whole or not at all."""

CHANGES = (
    "write", "pwrite64", "ftruncate", "sendfile", "fsync", "fdatasync", "rename", "renameat",
    "renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir",
)  # fmt: skip
"""The calls before which the power may fail."""


@dataclass
class File:
    """A file: its bytes on the disk, its bytes as programs see them, and the writes in between.

    A write is its place and its bytes, or None for a new length.
    """

    disk: bytearray = field(default_factory=bytearray)
    seen: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)

    def write(self, at: int, data: bytes | None) -> None:
        """Write bytes, or give the file a new length."""
        self.waiting.append((at, data))
        _apply(self.seen, at, data)

    def sync(self) -> None:
        """Have the disk hold all of it."""
        self.disk, self.waiting = bytearray(self.seen), []

    def after_cut(self, random: Random) -> bytes:
        """Return what the disk may hold once the power failed: any sectors of what waited."""
        left, keep = bytearray(self.disk), random.choice((0.0, 0.5, 0.9, 1.0))
        for at, data in self.waiting:
            if data is None:
                if random.random() < keep:
                    _apply(left, at, None)
                continue
            for begin in range(0, len(data), SECTOR):
                if random.random() < keep:
                    _apply(left, at + begin, data[begin : begin + SECTOR])
        return bytes(left)


def _apply(content: bytearray, at: int, data: bytes | None) -> None:
    end = at + len(data or b"")
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if data is None:
        del content[at:]
    else:
        content[at:end] = data


Names = dict[str, File | None]
"""Files by their path. A folder has no file."""


def parent(path: str) -> str:
    """Return the folder that holds a path."""
    return path.rpartition("/")[0]


class Step(NamedTuple):
    """A change of names: one that goes, and one that comes, with its file. '' for neither."""

    gone: str
    comes: str
    file: File | None = None

    def within(self, folder: str) -> bool:
        """Return True if a sync of this folder has the disk hold it."""
        return folder in {parent(name) for name in (self.gone, self.comes) if name}

    def on(self, names: Names) -> None:
        """Change names. What lies in a folder goes with it."""
        inside = [name for name in names if self.gone and name.startswith(f"{self.gone}/")]
        moved = {f"{self.comes}{name[len(self.gone) :]}": names.pop(name) for name in inside}
        names.pop(self.gone, None)
        if self.comes:
            names |= {self.comes: self.file, **moved}


class Opened(NamedTuple):
    """An open file and the place in it."""

    file: File | None
    at: int = 0


class Disk:
    """A disk on which a folder lies, as calls of the system change it."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self.names: Names = {}
        for path in sorted(root.rglob("*")):
            held = None if path.is_dir() else path.read_bytes()
            self.names[str(path)] = None if held is None else File(bytearray(held), bytearray(held))
        self.on_disk: Names = dict(self.names)
        self.waiting: list[Step] = []
        self.open: dict[int, Opened] = {}

    def call(self, call: Call) -> None:
        """Do what a call did. Raises NotImplementedError for one that the model doesn't know."""
        if call.result >= 0:
            getattr(self, f"_{MEANS.get(call.name, call.name)}")(call)

    def _never(self, call: Call) -> None:
        if any(call.of(place).startswith(self.root) for place in range(len(call.given))):
            raise NotImplementedError(call.name)

    def _openat(self, call: Call) -> None:
        path, flags = call.path(1, 0), call.given[2]
        if not path.startswith(f"{self.root}/"):
            return
        if path not in self.names and "O_CREAT" in flags:
            self._step(Step("", path, File()))
        file = self.names.get(path)
        if file is not None and "O_TRUNC" in flags and file.seen:
            file.write(0, None)
        self.open[call.result] = Opened(file, len(file.seen) if file and "APPEND" in flags else 0)

    def _close(self, call: Call) -> None:
        self.open.pop(call.fd(0), None)

    def _lseek(self, call: Call) -> None:
        if known := self.open.get(call.fd(0)):
            self.open[call.fd(0)] = known._replace(at=call.result)

    def _fsync(self, call: Call) -> None:
        known = self.open.get(call.fd(0))
        if known and known.file is not None:
            known.file.sync()
            return
        for step in [step for step in self.waiting if step.within(call.of(0))]:
            self.waiting.remove(step)
            step.on(self.on_disk)

    def _ftruncate(self, call: Call) -> None:
        if (known := self.open.get(call.fd(0))) and known.file is not None:
            known.file.write(int(call.given[1]), None)

    def _pwrite64(self, call: Call) -> None:
        if (known := self.open.get(call.fd(0))) and known.file is not None:
            known.file.write(int(call.given[3]), call.data(1)[: call.result])

    def _write(self, call: Call) -> None:
        self._append(call.fd(0), call.data(1)[: call.result])

    def _sendfile(self, call: Call) -> None:
        known = self.open.get(call.fd(0))
        if known and known.file is not None:
            from_ = self.names.get(call.of(1))
            whole = from_.seen if from_ else Path(call.of(1)).read_bytes()
            self._append(call.fd(0), bytes(whole[known.at : known.at + call.result]))

    def _append(self, number: int, data: bytes) -> None:
        known = self.open.get(number)
        if known and known.file is not None:
            known.file.write(known.at, data)
            self.open[number] = known._replace(at=known.at + len(data))

    def _rename(self, call: Call) -> None:
        old, new = (call.path(1, 0), call.path(3, 2)) if "at" in call.name else (
            call.path(0), call.path(1))  # fmt: skip
        self._step(Step(old, new, self.names.get(old)))

    def _link(self, call: Call) -> None:
        old, new = (call.path(1, 0), call.path(3, 2)) if "at" in call.name else (
            call.path(0), call.path(1))  # fmt: skip
        self._step(Step("", new, self.names.get(old)))

    def _unlink(self, call: Call) -> None:
        self._step(Step(call.path(1, 0) if "at" in call.name else call.path(0), ""))

    def _mkdir(self, call: Call) -> None:
        self._step(Step("", call.path(1, 0) if "at" in call.name else call.path(0)))

    def _step(self, step: Step) -> None:
        if (step.gone or step.comes).startswith(f"{self.root}/"):
            step.on(self.names)
            self.waiting.append(step)

    def content(self, path: str) -> dict[str, bytes]:
        """Return the files at a path or below it, as programs see them."""
        return {
            name: bytes(file.seen)
            for name, file in self.names.items()
            if file is not None and (name == path or name.startswith(f"{path}/"))
        }

    def after_cut(self, random: Random, to: Path) -> None:
        """Make in a folder what the disk may hold once the power failed.

        Of the names that weren't synced, those that were changed first are there. A file without
        its folder is not.
        """
        names = dict(self.on_disk)
        for step in self.waiting[: random.randint(0, len(self.waiting))]:
            step.on(names)
        made: dict[int, Path] = {}
        for name in sorted(names):
            path, file = to / name.removeprefix(f"{self.root}/"), names[name]
            if not path.parent.is_dir():
                continue
            if file is None:
                path.mkdir(mode=0o700)
            elif id(file) in made:
                os.link(made[id(file)], path)
            else:
                path.write_bytes(file.after_cut(random))
                path.chmod(0o600)
                made[id(file)] = path


MEANS = {
    "fdatasync": "fsync", "renameat": "rename", "renameat2": "rename", "linkat": "link",
    "unlinkat": "unlink", "rmdir": "unlink", "mkdirat": "mkdir", "open": "never",
    "creat": "never", "writev": "never", "pwritev": "never", "copy_file_range": "never",
    "dup": "never", "dup2": "never", "truncate": "never",
}  # fmt: skip
"""The calls that are like another, and those that nothing in the office may make."""
