"""The office's own wordings of letters: copied to change, checked, compared with ours."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.casework.home_files.keeping import keep_written
from dpo_console.config.files.folders import refuse_links
from dpo_console.errors import BadFile, BadInput, Refused
from dpo_console.letters.catalogue import WORDINGS, letter_kind
from dpo_console.letters.own.checking import PUPIL, problems_of_wording
from dpo_console.letters.word.letterhead import PACKAGED, read_letterhead
from dpo_console.letters.word.saving import save
from dpo_console.sentences import Remedy

COPIED = ".packaged"
"""The folder beside own wordings with each packaged wording as it was when copied."""


LETTERHEAD = "letterhead"
"""The name by which the letterhead is copied, beside those of the letters."""


@dataclass(frozen=True, slots=True)
class OwnWording:
    """A wording of the office's own.

    `school` is '' if it serves every school. `changed` is set if the packaged wording has changed
    since it was copied.
    """

    name: str
    school: str
    path: Path
    changed: bool


@dataclass(frozen=True, slots=True)
class CheckedWording:
    """A file of the office's own, with its `problems`, or none.

    `fault` is the one that ended its reading, and names the line.
    """

    path: Path
    problems: tuple[str, ...]
    fault: BadFile | None = None


def own_wordings(desk: Desk) -> tuple[OwnWording, ...]:
    """Return every wording of the office's own, by school and name."""
    return tuple(
        OwnWording(path.stem, school, path, bool(_differences(path)))
        for school, folder in _folders(desk)
        for path in _files(folder, "*.md")
    )


def unfit(desk: Desk) -> tuple[str, ...]:
    """Return the names of the office's own wordings by which no letter can be written now."""
    return tuple(own.name for own in own_wordings(desk) if _is_unfit(own.path))


def _is_unfit(path: Path) -> bool:
    try:
        return bool(problems_of_wording(path))
    except (BadFile, BadInput):
        return True


def copy_wording(desk: Desk, name: str, school: str = "", *, pupil: bool = False) -> Path:
    """Copy a packaged wording to where the office can change it. The copy is then used.

    Raises NotAllowed, BadInput for an unknown letter or school, Refused if there is a copy already.
    """
    require(desk, "settings", saves=True)
    packaged = WORDINGS / f"{letter_kind(name).name}{PUPIL if pupil else ''}.md"
    if not packaged.is_file():
        raise BadInput(f"The letter {name} has no wording of its own for pupils.")
    folder = _folder(desk, school)
    target = folder / packaged.name
    _refuse_present(target)
    words = packaged.read_bytes()
    before = folder / COPIED / packaged.name
    before.unlink(missing_ok=True)
    save(before, words, desk.home.root)
    save(target, words, desk.home.root)
    keep_written(desk, before, target)
    return target


def copy_letterhead(desk: Desk, school: str = "") -> Path:
    """Copy the packaged letterhead to where the office can change it. The copy is then used.

    Raises NotAllowed, BadInput for an unknown school, Refused if there is a letterhead already.
    """
    require(desk, "settings", saves=True)
    folder = _folder(desk, school) if school else desk.home.data
    target = folder / f"{LETTERHEAD}.docx"
    _refuse_present(target)
    save(target, PACKAGED.read_bytes(), desk.home.root)
    keep_written(desk, target)
    return target


def _folder(desk: Desk, school: str) -> Path:
    """Return the folder of own wordings for all schools, or for one. Raises BadInput."""
    return desk.home.own_wording / (desk.settings.school(school).slug if school else "")


def _refuse_present(target: Path) -> None:
    if os.path.lexists(target):
        raise Refused(f"{target} is there already; nothing was changed. Edit it, or move it away.")


def check_own(desk: Desk) -> tuple[CheckedWording, ...]:
    """Check every wording and letterhead of the office's own, used or not."""
    wordings = [path for _, folder in _folders(desk) for path in _files(folder, "*.md")]
    letterheads = [desk.home.data / f"{LETTERHEAD}.docx"]
    letterheads += [folder / f"{LETTERHEAD}.docx" for school, folder in _folders(desk) if school]
    return (
        *(_checked(path, _wording_problems, desk) for path in wordings),
        *(_checked(path, _letterhead_problems, desk) for path in letterheads if path.exists()),
    )


def changes_since_copied(desk: Desk, name: str, school: str = "") -> str:
    """Return the changes to a packaged wording since it was copied, as a unified diff, or ''.

    Raises BadInput if the office has no wording of that name, Refused if its origin isn't known.
    """
    found = [w for w in own_wordings(desk) if (w.name, w.school) == (name, school)]
    if not found:
        raise BadInput(
            f"There is no wording {name} of your own{f' for {school}' if school else ''}."
        )
    if not _copied(found[0].path).is_file():
        raise Refused(
            f"{found[0].path} was not copied out with: ",
            Remedy("wording", ("copy", name)),
            ". What has changed in the packaged one since can't be told.",
        )
    return _differences(found[0].path)


def _folders(desk: Desk) -> Iterator[tuple[str, Path]]:
    """Yield the folders for own wordings: for all schools, and for each."""
    yield "", desk.home.own_wording
    for school in desk.settings.schools:
        yield school.slug, desk.home.own_wording / school.slug


def _files(folder: Path, pattern: str) -> list[Path]:
    try:
        return sorted(folder.glob(pattern))
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise Refused(f"{folder} can't be read ({why}). Give this account the right to.") from None


def _copied(path: Path) -> Path:
    return path.parent / COPIED / path.name


def _differences(path: Path) -> str:
    then, now = _copied(path), WORDINGS / path.name
    if not then.is_file() or not now.is_file():
        return ""
    # a copy that somebody saved otherwise is compared all the same
    before, after = (file.read_text("utf-8", "replace").splitlines() for file in (then, now))
    return "\n".join(unified_diff(before, after, "when copied", "now", lineterm="", n=2))


def _checked(
    path: Path, problems: Callable[[Desk, Path], tuple[str, ...]], desk: Desk
) -> CheckedWording:
    try:
        return CheckedWording(path, problems(desk, path))
    except BadFile as fault:
        return CheckedWording(path, (str(fault),), fault)
    except Refused as refused:
        return CheckedWording(path, (str(refused),))


def _wording_problems(desk: Desk, path: Path) -> tuple[str, ...]:
    refuse_links(desk.home.root, path)
    try:
        letter_kind(path.stem.removesuffix(PUPIL))
    except BadInput as problem:
        return (f"{path.name} is the name of no letter, so it is never used. {problem}",)
    return problems_of_wording(path)


def _letterhead_problems(desk: Desk, path: Path) -> tuple[str, ...]:
    refuse_links(desk.home.root, path)
    read_letterhead(path)
    return ()
