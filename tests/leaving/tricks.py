"""Things that people do around the program: with a text editor, with Word, with a shell."""

from collections.abc import Callable
from pathlib import Path

from docx import Document
from docx.shared import Pt, RGBColor
from docx.text.font import Font

from dpo_console.cases.view.case import case_view
from dpo_console.casework.backup.backing_up import record
from dpo_console.letters.catalogue import WORDINGS
from dpo_console.letters.word.letterhead import PACKAGED
from dpo_console.store.audit.backups import RESTORED
from tests.answering import meet_checklist
from tests.conftest import TODAY, desks

SECRET = "4 Refuge Row, Harbourton HB4 9ZZ"
"""The address that is kept from a father."""


def meet(home: Path, reference: str) -> None:
    """Meet every mandatory check, as an officer does at the checklist."""
    meet_checklist(desks(home)("dpo", TODAY), reference)


def edit(home: Path, reference: str, name: str) -> None:
    """Add a line to the Word file of a letter, as somebody does in Word."""
    path = home / "exports" / _letter(home, reference, name)
    document = Document(str(path))
    document.add_paragraph("We moved this line by hand.")
    document.save(str(path))


def swap(home: Path, reference: str, name: str, other: str) -> None:
    """Put another case's letter of that name in the place of this one's."""
    ours, theirs = (home / "exports" / _letter(home, ref, name) for ref in (reference, other))
    ours.write_bytes(theirs.read_bytes())


def lose(home: Path, reference: str, name: str) -> None:
    """Delete the Word file of a letter."""
    (home / "exports" / _letter(home, reference, name)).unlink()


def link(home: Path, reference: str) -> None:
    """Let a case's folder of letters lead elsewhere, such as to a shared drive."""
    folder = home / "exports" / reference
    elsewhere = home / "shared"
    folder.rename(elsewhere) if folder.exists() else elsewhere.mkdir()
    folder.symlink_to(elsewhere)


def wording(home: Path, name: str, how: str) -> None:
    """Plant an office's own wording of a letter, with something in it that must not print."""
    folder = home / "data" / "letters"
    folder.mkdir(exist_ok=True)
    packaged = (WORDINGS / f"{name}.md").read_text(encoding="utf-8")
    (folder / f"{name}.md").write_text(packaged + PLANTED[how], encoding="utf-8")


def letterhead(home: Path, how: str, words: str = "Tess Ford") -> None:
    """Plant an office's letterhead with a few words, such as a pupil's name, plain or hidden."""
    document = Document(str(PACKAGED))
    run = document.sections[0].header.paragraphs[0].add_run(words)
    HEADS[how](run.font)
    document.save(str(home / "data" / "letterhead.docx"))


def paper(home: Path, reference: str) -> None:
    """Change the file of a paper in its folder, as somebody does who can write there."""
    (path,) = (home / "data" / "papers" / reference).glob("*")
    path.write_bytes(path.read_bytes() + b"more")


def hire(home: Path, slug: str, name: str, role: str) -> None:
    """List one more person of the office."""
    entry = f'\n[[people]]\nslug = "{slug}"\nname = "{name}"\nrole = "{role}"\n'
    with (home / "data" / "dpo.toml").open("a", encoding="utf-8") as settings:
        settings.write(entry)


def settings(home: Path, before: str, now: str) -> None:
    """Change words of the office's settings, as the DPO does in an editor."""
    path = home / "data" / "dpo.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(before, now), encoding="utf-8")


def special(home: Path) -> None:
    """Call the first school special, as settings of an earlier release do: a word for two types."""
    settings = home / "data" / "dpo.toml"
    typed = settings.read_text(encoding="utf-8")
    settings.write_text(typed.replace('"maintained"', '"special"', 1), encoding="utf-8")


def restored(home: Path) -> None:
    """Tell in the log that the records were restored from a backup, as `restore` does."""
    record(desks(home)("dpo", TODAY), RESTORED, {"head": "1:abc", "sha256": "", "erased": 0})


PLANTED = {
    "table": "\n| Name | Mark |\n| --- | --- |\n| A | 1 |\n",
    "html": "\n<b>Bold</b>\n",
    "image": "\n![photo](photo.png)\n",
    "address": f"\nPlease write to {SECRET}.\n",
    "plain": "\nThe office is closed on 18 December.\n",
}

HEADS: dict[str, Callable[[Font], None]] = {
    "plain": lambda font: None,
    "hidden": lambda font: setattr(font, "hidden", True),
    "white": lambda font: setattr(font.color, "rgb", RGBColor(255, 255, 255)),
    "tiny": lambda font: setattr(font, "size", Pt(1)),
}
"""How a letterhead shows or hides its words."""


def _letter(home: Path, reference: str, name: str) -> str:
    letters = case_view(desks(home)("dpo", TODAY), reference).letters
    return str([letter.path for letter in letters if letter.name == name][-1])


TRICKS: dict[str, Callable[..., None]] = {
    "meet": meet,
    "edit": edit,
    "swap": swap,
    "lose": lose,
    "link": link,
    "wording": wording,
    "letterhead": letterhead,
    "hire": hire,
    "special": special,
    "settings": settings,
    "paper": paper,
    "restored": restored,
}
