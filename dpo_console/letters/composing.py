"""Wording + values -> a letter, or every gap at once: missing, unknown or not allowed."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from dpo_console.config.files.inside import refuse_link
from dpo_console.errors import BadFile, BadInput, LetterIncomplete
from dpo_console.letters.catalogue import WORDINGS, letter_kind, sentences, wording_path
from dpo_console.letters.fields import CONDITIONS, FIELDS, LETTERHEAD_FIELDS
from dpo_console.letters.filling import SENTENCE, Filling
from dpo_console.letters.letter import Block, Letter, LetterDraft, Paragraph, Rows, Style, Value
from dpo_console.letters.wording import WordingBlock, read_wording
from dpo_console.text import for_word, show_line


def compose(
    name: str,
    fields: Mapping[str, Value],
    conditions: Collection[str],
    folders: Sequence[Path] = (),
) -> Letter:
    """Return the letter of that name, complete.

    `fields` and `conditions` are those of fields.py. `folders` hold the office's own wordings, of
    which the first wins. Raises LetterIncomplete with every gap at once. Raises BadFile for a
    wording that can't be read, and BadInput for an unknown letter or field.
    """
    path, text = _wording(name, conditions, folders)
    found = _draft(name, fields, conditions, path, text)
    if found.missing:
        raise LetterIncomplete(name, found.missing)
    return Letter(
        name=name,
        title=letter_kind(name).title,
        blocks=found.blocks,
        letterhead={field: str(fields.get(field, "")) for field in LETTERHEAD_FIELDS},
        wording=path,
        wording_sha256=_sha256(text),
    )


def draft(
    name: str,
    fields: Mapping[str, Value],
    conditions: Collection[str],
    folders: Sequence[Path] = (),
) -> LetterDraft:
    """Return the letter as far as it goes, for a preview while something is still missing.

    Raises BadFile and BadInput as `compose` does.
    """
    return _draft(name, fields, conditions, *_wording(name, conditions, folders))


def missing(
    name: str,
    fields: Mapping[str, Value],
    conditions: Collection[str],
    folders: Sequence[Path] = (),
) -> tuple[str, ...]:
    """Return every gap for which `compose` would refuse the letter, a sentence each."""
    return draft(name, fields, conditions, folders).missing


def _wording(name: str, conditions: Collection[str], folders: Sequence[Path]) -> tuple[Path, str]:
    path = Path(name)
    try:
        path = wording_path(name, conditions, folders)
        if path.parent != WORDINGS:
            refuse_link(path)
        return path, path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        where = Path(getattr(problem, "filename", None) or path)
        raise BadFile(where, "", f"this wording can't be read ({problem}).") from None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _draft(
    name: str, fields: Mapping[str, Value], conditions: Collection[str], path: Path, text: str
) -> LetterDraft:
    for field in fields:
        if field not in FIELDS:
            unknown, close = show_line(field, 60), _did_you_mean(field, FIELDS)
            raise BadInput(f"Letters have no field {unknown!r}.{close}")
    wording = read_wording(path, text)
    filling = Filling(fields, conditions)
    blocks = tuple(filling.blocks(wording))
    gaps = (
        *_unknown_names(path, wording),
        *filling.gaps,
        *_subject_gaps(path, blocks),
        *_demand_gaps(name, path, filling),
        *_character_gaps(filling),
    )
    return LetterDraft(blocks, tuple(dict.fromkeys(gaps)))


def _unknown_names(path: Path, wording: Sequence[WordingBlock]) -> Iterator[str]:
    """Yield fields and conditions that don't exist, even in sections that don't apply."""
    known = {*FIELDS, *(SENTENCE + name for name in sentences())}
    for block in wording:
        for condition in block.conditions:
            if condition.name not in CONDITIONS and condition.name not in FIELDS:
                yield _unknown(path, condition.line, "condition", condition.name, CONDITIONS)
        for part in block.parts:
            if part.field and part.field not in known:
                yield _unknown(path, block.line, "field", part.field, known)


def _unknown(path: Path, line: int, what: str, name: str, known: Iterable[str]) -> str:
    return (
        f"The wording {path.name}, line {line}, names a {what} {name} that doesn't exist."
        f"{_did_you_mean(name, known)}"
    )


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, sorted(known), n=3)
    return f" Did you mean {' or '.join(close)}?" if close else ""


def _subject_gaps(path: Path, blocks: Sequence[Block]) -> Iterator[str]:
    subjects = [b for b in blocks if isinstance(b, Paragraph) and b.style is Style.SUBJECT]
    if len(subjects) != 1:
        yield (
            f"The wording {path.name} must have one heading with a single #, the letter's subject; "
            f"it has {len(subjects)}."
        )


def _demand_gaps(name: str, path: Path, filling: Filling) -> Iterator[str]:
    for demand in letter_kind(name).demands:
        if not demand.applies(filling.holding) or demand.field in filling.used:
            continue
        if demand.field in FIELDS and demand.field not in filling.holding:
            yield filling.lacks(demand.field)
        else:
            yield (
                f"The wording {path.name} must have {{{demand.field}}} in a part that applies: "
                f"{demand.why} ({demand.law})."
            )


def _character_gaps(filling: Filling) -> Iterator[str]:
    for name in sorted(filling.used.union(LETTERHEAD_FIELDS).intersection(filling.fields)):
        for text in _texts(filling.fields[name]):
            try:
                for_word(text, name)
            except BadInput as problem:
                yield str(problem)


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, Rows):
        yield from (cell for row in (value.header, *value.rows) for cell in row)
    else:
        yield value
