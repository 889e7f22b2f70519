"""Which letters there are: when each fits, what it records when sent, what the officer must say."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from dpo_console.errors import BadInput
from dpo_console.letters.fields import CONDITIONS, FIELDS
from dpo_console.text import show_line
from dpo_console.toml_file import Table, read_toml

FOLDER = Path(__file__).parent
PATH = FOLDER / "catalogue.toml"


@dataclass(frozen=True, slots=True)
class Fit:
    """A condition for a letter to make sense: `name` must hold, or (wanted False) must not."""

    name: str
    wanted: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that the officer fills, by its name. `optional`: it may stay empty."""

    name: str
    label: str
    hint: str
    optional: bool


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One letter of the catalogue. `records` is the fact that sending it records, '' for none."""

    name: str
    title: str
    kinds: tuple[str, ...]
    records: str
    fits: tuple[Fit, ...]
    asks: tuple[Asked, ...]

    def why_not(self, conditions: Collection[str]) -> str:
        """Why it doesn't fit a case for which these hold, its kind among them; '' if it does."""
        if not any(kind in conditions for kind in self.kinds):
            return "This letter is not for this kind of case."
        return next((f.why_not for f in self.fits if (f.name in conditions) != f.wanted), "")


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, LetterKind]:
    """Every letter by its name, in the order of the file. Raises BadFile naming the wrong key."""
    return read_catalogue(PATH)


def letter_kind(name: str) -> LetterKind:
    """The letter of that name. Raises BadInput, with those that are close."""
    try:
        return catalogue()[name]
    except KeyError:
        close = get_close_matches(name, catalogue(), n=3, cutoff=0.5) or tuple(catalogue())
        raise BadInput(
            f"There is no letter {show_line(name, 60)!r}. Did you mean {' or '.join(close)}?"
        ) from None


def wording_path(name: str, own: Path | None = None) -> Path:
    """The wording to use: the office's `own` file, or else the packaged one.

    Raises BadInput for an unknown letter.
    """
    return own or FOLDER / "wording" / f"{letter_kind(name).name}.md"


def read_catalogue(path: Path) -> Mapping[str, LetterKind]:
    """Read a file like catalogue.toml. Raises BadFile."""
    top = read_toml(path)
    return {name: _letter(name, top.table(name)) for name in top.names()}


def _letter(name: str, table: Table) -> LetterKind:
    letter = LetterKind(
        name=name,
        title=table.take("title", str),
        kinds=table.texts("kinds"),
        records=table.take("records", str),
        fits=tuple(_fit(entry) for entry in table.tables("fits")),
        asks=tuple(_asked(entry) for entry in table.tables("asks")),
    )
    table.done()
    for kind in letter.kinds:
        if kind not in CONDITIONS:
            raise table.wrong("kinds", f"there is no kind of case {kind!r}.")
    return letter


def _fit(table: Table) -> Fit:
    wanted = table.has("when")
    name = table.one_of("when" if wanted else "unless", tuple(CONDITIONS))
    fit = Fit(name, wanted, table.take("why_not", str))
    table.done()
    return fit


def _asked(table: Table) -> Asked:
    asked = Asked(
        name=table.one_of("field", tuple(FIELDS)),
        label=table.take("label", str),
        hint=table.take("hint", str),
        optional=table.take("optional", bool, False),
    )
    table.done()
    return asked
