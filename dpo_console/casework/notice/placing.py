"""Files of ours put into a folder. One that isn't ours, or was edited, is never replaced."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.files.kept_papers import NOTICE
from dpo_console.cases.records.files.sealed_pages import is_whole_page
from dpo_console.casework.office.own_files import path_to_write
from dpo_console.config.files.folders import make_private, replace_file
from dpo_console.config.files.inside import refuse_links
from dpo_console.errors import Refused
from dpo_console.letters.word.seal import is_whole

Files = Mapping[str, bytes]
"""Files by name."""


def folder_for(desk: Desk, names: Iterable[str], to: Path | None) -> Path:
    """Return the folder `to`, or exports/notice/, once files of these names may be put there.

    Raises NotAllowed for people who share an account, Refused for a file there that isn't ours.
    """
    folder = path_to_write(desk, to) if to else desk.home.exports / NOTICE
    if to is None:
        refuse_links(desk.home.root, folder)
    for name in names:
        _refuse_foreign(folder / name)
    return folder


def put_files(files: Files, folder: Path) -> tuple[Path, ...]:
    """Put files into a folder, and return their paths. A file of the same content stays.

    Raises Refused if one can't be written.
    """
    paths = {folder / name: content for name, content in files.items()}
    try:
        make_private(folder)
        for path, content in paths.items():
            _put(path, content)
    except OSError as problem:
        raise Refused(
            f"The pages can't be written in {folder} ({problem.strerror}). Name another folder."
        ) from None
    return tuple(paths)


def _refuse_foreign(path: Path) -> None:
    if path.is_symlink():
        raise Refused(f"{path} is a link. Take it away, then write again.")
    if not path.exists():
        return
    content = path.read_bytes() if path.is_file() else b""
    ours = is_whole(content) if path.suffix == ".docx" else is_whole_page(content)
    if not ours:
        raise Refused(
            f"{path} isn't as we wrote it: it was edited, or comes from elsewhere. Move it away, "
            "then write again."
        )


def _put(path: Path, content: bytes) -> None:
    if not path.exists() or path.read_bytes() != content:
        replace_file(path, content)
