"""Wording + values -> a letter, or every gap at once: missing, unknown or not allowed."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from dpo_console.config.files.folders import refuse_link
from dpo_console.errors import BadFile, BadInput, LetterIncomplete
from dpo_console.letters.addressees import TYPED
from dpo_console.letters.catalogue import WORDINGS, letter_kind, part_path, sentences, wording_path
from dpo_console.letters.composing.filling import SENTENCE, Filling, field_lacking
from dpo_console.letters.letter import Block, Letter, LetterDraft, Paragraph, Rows, Style, Value
from dpo_console.letters.wording.conditions import CONDITIONS, COURTESY, FIELDS, LETTERHEAD_FIELDS
from dpo_console.letters.wording.wording import WordingBlock, place_of, read_wording
from dpo_console.text import for_word, show_line

ENCLOSED = re.compile(r"(?<!not )(?<!nothing is )\benclos", re.IGNORECASE)
"""The word by which an officer says that something goes with a letter."""

PART = "part."
"""The beginning of the name of every part that wordings share."""


def compose(
    name: str,
    fields: Mapping[str, Value],
    conditions: Collection[str],
    folders: Sequence[Path] = (),
) -> Letter:
    """Return the letter of that name, complete.

    `fields` and `conditions` are those of wording/fields.toml. `folders` hold the office's own
    wordings, of which the first wins. Raises LetterIncomplete with every gap at once. Raises
    BadFile for a wording that can't be read, and BadInput for an unknown letter or field.
    """
    path, text = _wording(name, conditions, folders)
    found = _draft(name, fields, conditions, path, text)
    heads = {field: str(fields.get(field, "")) for field in LETTERHEAD_FIELDS}
    if found.missing:
        raise LetterIncomplete(name, found.missing)
    return Letter(
        name=name,
        title=letter_kind(name).title,
        blocks=found.blocks,
        letterhead=heads | {COURTESY: found.courtesy},
        wording=path,
        wording_sha256=hashlib.sha256(text.encode()).hexdigest(),
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
    except OSError as problem:
        raise _unreadable(Path(problem.filename or path), problem) from None
    return path, _words(path)


def _words(path: Path) -> str:
    """Return the words of a wording, or of a part that many share. Raises BadFile."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise _unreadable(path, problem) from None


def _unreadable(path: Path, problem: Exception) -> BadFile:
    return BadFile(path, "", f"this wording can't be read ({problem}).")


def _draft(
    name: str, fields: Mapping[str, Value], conditions: Collection[str], path: Path, text: str
) -> LetterDraft:
    for field in fields:
        if field not in FIELDS:
            unknown, close = show_line(field, 60), _did_you_mean(field, FIELDS)
            raise BadInput(f"Letters have no field {unknown!r}.{close}")
    reading = {*letter_kind(name).read_by(conditions), *_enclosing(name, fields)}
    wording = tuple(_with_parts(read_wording(path, text), reading))
    filling = Filling(fields, reading)
    blocks = tuple(filling.blocks(wording))
    gaps = (
        *_unknown_names(path, text, wording),
        *_without_greeting(name, filling.gaps),
        *_subject_gaps(path, blocks),
        *_demand_gaps(name, path, filling),
        *_character_gaps(filling),
    )
    return LetterDraft(blocks, tuple(dict.fromkeys(gaps)), _courtesy(name, filling))


def _without_greeting(name: str, gaps: Sequence[str]) -> Iterator[str]:
    """Yield the gaps, without the greeting where the officer still has to name its addressee."""
    addressee = TYPED.get(letter_kind(name).addressee, "")
    follows = bool(addressee) and addressee in map(field_lacking, gaps)
    return (gap for gap in gaps if not (follows and field_lacking(gap) == "greeting"))


def _enclosing(name: str, fields: Mapping[str, Value]) -> Iterator[str]:
    """Yield the condition that something is enclosed, if the officer's own entries say so."""
    said = (fields.get(ask.name, "") for ask in letter_kind(name).asks)
    if any(isinstance(value, str) and ENCLOSED.search(value) for value in said):
        yield "encloses"


def _with_parts(
    wording: Sequence[WordingBlock], reading: Collection[str]
) -> Iterator[WordingBlock]:
    """Yield the blocks of a wording, and in the place of `{part.NAME}` those of the part.

    An unknown part stays, to be named as a gap.
    """
    for block in wording:
        named = block.alone.removeprefix(PART) if block.alone.startswith(PART) else ""
        path = part_path(named, reading) if named else None
        if path is None or not path.is_file():
            yield block
            continue
        for shared in read_wording(path, _words(path)):
            yield replace(shared, conditions=(*block.conditions, *shared.conditions))


def _courtesy(name: str, filling: Filling) -> str:
    """Return the sentences of a letter that stand at the foot of the page."""
    demanded = (d.field.removeprefix(SENTENCE) for d in letter_kind(name).demands)
    lines = (sentences().get(sentence) for sentence in demanded)
    at_foot = (s for s in lines if s and s.footer and SENTENCE + s.name not in filling.used)
    return " ".join(filling.text_of(sentence) for sentence in at_foot)


def _unknown_names(path: Path, text: str, wording: Sequence[WordingBlock]) -> Iterator[str]:
    """Yield fields and conditions that don't exist, even in sections that don't apply."""
    known = {*FIELDS, *(SENTENCE + name for name in sentences())}
    for block in wording:
        for condition in block.conditions:
            if condition.name not in CONDITIONS and condition.name not in FIELDS:
                place = place_of(text, condition.line, condition.name)
                yield _unknown(path, place, "condition", condition.name, CONDITIONS)
        for part in block.parts:
            if part.field and part.field not in known:
                place = place_of(text, block.line, "{" + part.field + "}")
                yield _unknown(path, place, "field", part.field, known)


def _unknown(path: Path, place: str, what: str, name: str, known: Iterable[str]) -> str:
    return (
        f"The wording {path.name}, {place}, names a {what} {name} that doesn't exist."
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
        met = demand.field in filling.used or _stands_at_foot(demand.field)
        if met or not demand.applies(filling.holding):
            continue
        if demand.field in FIELDS and demand.field not in filling.holding:
            yield filling.lacks(demand.field)
        else:
            yield (
                f"The wording {path.name} must have {{{demand.field}}} in a part that applies: "
                f"{demand.why} ({demand.law}).{_as_packaged(name, demand.field, filling.holding)}"
            )


def _as_packaged(name: str, field: str, reading: Collection[str]) -> str:
    """Return how the packaged wording has a field, in a sentence with a space before it, or ''."""
    below = ""
    packaged = wording_path(name, reading)
    for block in read_wording(packaged, _words(packaged)):
        for shared in _with_parts([block], reading):
            if shared.style in (Style.HEADING, Style.SUBHEADING):
                below = f" below “{''.join(part.text for part in shared.parts)}”"
            if any(part.field == field for part in shared.parts):
                own = block.alone if block.alone.startswith(PART) else field
                return f" The packaged wording has {{{own}}}{below}."
    return ""


def _stands_at_foot(field: str) -> bool:
    found = sentences().get(field.removeprefix(SENTENCE)) if field.startswith(SENTENCE) else None
    return found is not None and found.footer


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
