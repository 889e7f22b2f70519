"""What officers and readers see uses the field's words, and none of the phrases that we banned."""

import ast
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import dpo_console
from tests.each import each

PACKAGE = Path(dpo_console.__file__).parent
COMMANDS = PACKAGE / "cli" / "commands"
EXAMPLE = PACKAGE / "config" / "dpo.example.toml"
REMEDY = re.compile("complaint|letters/wording/fields.toml")
"""The files in which “put right” means a remedy, not the correction of a fact."""

SYNONYMS = re.compile("schedule_import.py")
"""The file that reads other offices' words for redact."""

NAMES = re.compile(r"dpo-console particulars")
"""Names of commands, which stay."""

PHRASES = {
    "redact": r"\bblack(s|ed|ing)? out\b",
    "override": r"\bpast the gate\b",
    "ready to release": r"\bthe gate\b",
    "correct": r"\bputs? (\w+ )?right\b",
    "preservation notice": r"\btold to keep\b",
    "disclosure schedule": r"\bbundles?\b",
    "case details": r"\bparticulars\b",
    "target": r"\b(own|our) aim\b",
    "review": r"\blook(s|ed)? (at )?again\b",
    "on time": r"\bin time\b",
    "an active sentence": r"\bis none\b",
    "no longer": r"\bno more\b(?! than)",
    "again": r"\banew\b",
    "the requester": r"\bwhoever asks\b",
    "reverse": r"\bturns it\b",
    "undo": r"\bt(akes?|ook) it back\b",
    "two sentences": r"\bso that\b",
    "the thing": r"\bof what\b",
    "what is meant": r"(^|[.?!] )That (is|was|has|can|may|must)\b",
    "more detail": r"\bmore particular\b",
    "someone authorised": r"\bsomebody who may\b",
    "the place": r"\bas (stated|said) below\b",
}
"""What to write instead, and the phrase to avoid."""


def texts_of(value: object) -> Iterator[str]:
    """Yield the texts in a value of TOML. Names of keys are no text."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else ():
        yield from texts_of(inner)
    for inner in value if isinstance(value, list) else ():
        yield from texts_of(inner)


def is_shown(node: ast.FunctionDef, path: Path) -> bool:
    """Return True if the docstring of a function is the help of a command."""
    return COMMANDS in path.parents and bool(node.decorator_list)


def docstrings(nodes: Sequence[ast.AST], path: Path) -> Iterator[ast.AST]:
    """Yield every string that stands alone, unless a command shows it as its help."""
    functions = (node for node in nodes if isinstance(node, ast.FunctionDef))
    shown = {function.body[0] for function in functions if is_shown(function, path)}
    alone = (node for node in nodes if isinstance(node, ast.Expr) and node not in shown)
    yield from (node.value for node in alone if isinstance(node.value, ast.Constant))


def python_texts(path: Path) -> Iterator[str]:
    """Yield the words of a Python file, each f-string as one text."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    left_out = set(docstrings(nodes, path))
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            left_out.update(node.values)
            yield "".join(str(v.value) if isinstance(v, ast.Constant) else "…" for v in node.values)
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in left_out:
            yield node.value


def texts(path: Path) -> Iterator[str]:
    """Yield what a file of the package says to officers or readers."""
    if path.suffix == ".py":
        yield from python_texts(path)
    elif path.suffix == ".md" or path == EXAMPLE:
        yield path.read_text(encoding="utf-8")
    else:
        yield from texts_of(tomllib.loads(path.read_text(encoding="utf-8")))


def found(words: str, where: str) -> Iterator[str]:
    """Yield each banned phrase in some words, with what to write instead."""
    said = NAMES.sub("", " ".join(words.split()))
    exempt = {"correct": REMEDY.search(where), "redact": SYNONYMS.search(where)}
    for better, phrase in PHRASES.items():
        for match in () if exempt.get(better) else re.finditer(phrase, said, re.IGNORECASE):
            around = said[max(match.start() - 60, 0) : match.end() + 30]
            yield f"{where}: “{around}”: write {better}"


FILES = [
    path
    for path in sorted(PACKAGE.rglob("*"))
    if path.suffix in (".py", ".toml", ".md") and "demo" not in path.parts and path.stem != "README"
]


def spoken(words: str) -> bool:
    return " " in words.strip()


@each(folder=sorted({p.relative_to(PACKAGE).parts[0] for p in FILES}))
def test_what_people_see_has_no_banned_phrase(folder: str) -> None:
    here = [path for path in FILES if path.relative_to(PACKAGE).parts[0] == folder]
    bad = [
        problem
        for path in here
        for words in texts(path)
        if spoken(words)
        for problem in found(words, str(path.relative_to(PACKAGE)))
    ]
    assert not bad, "\n".join(bad)
