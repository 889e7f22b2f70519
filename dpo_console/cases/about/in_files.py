"""What the files of a home hold on a person: each file below it is looked into, whatever it is."""

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from dpo_console.cases.about.finding import Mention, excerpt
from dpo_console.cases.about.sought import Sought
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import REFERENCE
from dpo_console.config import Home
from dpo_console.letters.word.reading import words_of
from dpo_console.store import kept_files
from dpo_console.store.asking import Ask
from dpo_console.store.kept_files import DRAFTS

LARGEST = 50_000_000
"""The bytes of a file that is read. A larger one is named, and not looked into."""

OPAQUE = (".sqlite3", ".gz", ".age", ".pdf", ".png", ".jpg", ".jpeg")
"""The endings of files whose words can't be read here."""

WORKING = ".tmp-about-"
"""The beginning of the name of the folder in which this very paper is made."""

SETTINGS = "Change it in the file."
WRITTEN = "Write it again: {command}, and delete this one."


class HomeFile(NamedTuple):
    """A file of the home: its place below it, and the case that it is about, or ''."""

    path: Path
    name: str
    case: str
    read: Callable[[], bytes]
    size: int


def home_files(home: Home) -> Iterator[HomeFile]:
    """Yield every plain file of a home, except the records themselves. No link is followed."""
    for folder, folders, names in os.walk(home.root):
        folders[:] = sorted(one for one in folders if not one.startswith(WORKING))
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_file() and not path.is_symlink() and not home.is_records(path):
                below = path.relative_to(home.root).as_posix()
                case = _case_of(path.read_bytes, below)
                yield HomeFile(path, below, case, path.read_bytes, path.stat().st_size)


def files_in_records(desk: Desk) -> Iterator[HomeFile]:
    """Yield the files that records in a database hold, apart from those that are here as well."""
    if not desk.database.address:
        return
    with desk.database.whole.read() as ask:
        for name, file in kept_files.files_below(ask, "").items():
            path, read = desk.home.root / name, partial(_content, ask, name)
            if file.sha256 and not path.exists():
                yield HomeFile(path, name, _case_of(read, name), read, file.size)


def _content(ask: Ask, name: str) -> bytes:
    return kept_files.content(ask, name) or b""


def _case_of(read: Callable[[], bytes], below: str) -> str:
    """Return the case that a file is about, by the folder that it is in, or by its content."""
    if below.startswith(DRAFTS):
        try:
            return str(json.loads(read())["reference"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""
    found = REFERENCE.search(below)
    return found[0] if found else ""


def is_paper(home: Home, file: HomeFile) -> bool:
    """Return True for a paper kept with a case, or its copy in an evidence pack.

    Strangers sent it, so it is never opened here.
    """
    packed = file.path.is_relative_to(home.data / "packs") and file.path.parent.name == "papers"
    return packed or file.path.is_relative_to(home.papers)


def in_file(file: HomeFile, sought: Sought, *, here: bool) -> Iterator[Mention]:
    """Yield each line of a file that tells of the person. Raises ValueError if it has no words."""
    kind, correct = _kind(file)
    place = f"{kind} ({file.name})"
    for number, line in enumerate(_words(file).splitlines(), 1):
        if by := sought.found_in(line, here=here):
            where = place if file.path.suffix == ".docx" else f"{place}, line {number}"
            yield Mention(file.case, where, excerpt(line.strip()), by, correct)


def _words(file: HomeFile) -> str:
    """Return the words of a file. Raises ValueError if they can't be read."""
    if file.path.suffix in OPAQUE or file.size > LARGEST:
        raise ValueError(file.name)
    data = file.read()
    if file.path.suffix == ".docx":
        return words_of(data)
    if file.path.suffix == ".zip":
        return _in_zip(data)
    return _plain(file.path.name, data)


def _in_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            return "\n".join(
                words_of(packed.read(name)) if name.endswith(".docx")
                else _plain(name, packed.read(name))
                for name in packed.namelist()
            )  # fmt: skip
    except (zipfile.BadZipFile, EOFError) as problem:
        raise ValueError(str(problem)) from None


def _plain(name: str, data: bytes) -> str:
    """Return text as it reads. JSON is read, because it writes letters in another way."""
    text = data.decode("utf-8-sig")
    if name.endswith((".json", ".jsonl")):
        lines = text.splitlines() if name.endswith("l") else [text]
        return "\n".join(
            json.dumps(json.loads(x), ensure_ascii=False, indent=1) for x in lines if x
        )
    return text


def _kind(file: HomeFile) -> tuple[str, str]:
    """Return what a file is, and how a word in it is put right."""
    top, _, rest = file.name.partition("/")
    kinds = {
        "data/drafts/": ("What was typed and isn't saved",
                         "Whoever typed it saves the form, or discards it."),
        "data/packs/": ("Evidence pack", "Delete its folder, and make it again if it is needed."),
        "data/letters/": ("The office's own wording", SETTINGS),
        "data/backups/": ("Copy made before an upgrade", "Delete it once it isn't needed."),
        "data/": ("Settings and statements", SETTINGS),
        "exports/register/": ("Register in Word",
                              WRITTEN.format(command="dpo-console register --format word")),
        "exports/": ("Letter in Word", "A letter that went stays. Write the next one."),
    }  # fmt: skip
    found = next((said for start, said in kinds.items() if file.name.startswith(start)), None)
    return found or (f"File in {top}" if rest else "File", "Delete it if it isn't needed.")
