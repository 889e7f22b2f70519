"""What a docstring points to is there: a module by its path, and a name in a module."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "dpo_console"

PATHS = re.compile(r"(?<![\w/.-])(?:[a-z_]\w*/)*[a-z_]\w*\.(?:py|tcss)\b")
NAMES = re.compile(r"`([a-z_]+)\.([A-Za-z_]\w*)`")


def docstrings() -> Iterator[tuple[str, str]]:
    """Yield each text that stands for itself and may point to a module, with its own module."""
    for file in sorted(PACKAGE.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if not PATHS.search(text) and not NAMES.search(text):
            continue  # most point to nothing, and parsing takes long
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                yield str(file.relative_to(ROOT)), str(node.value.value)


@cache
def known() -> frozenset[str]:
    """Return each file of the package and of the tests, by each end of its path."""
    files = (*PACKAGE.rglob("*.*"), *(ROOT / "tests").rglob("*.*"))
    paths = [file.relative_to(ROOT).parts for file in files]
    return frozenset("/".join(parts[n:]) for parts in paths for n in range(len(parts)))


@cache
def modules() -> dict[str, list[str]]:
    """Return the text of each module by its bare name, which several can have."""
    found: dict[str, list[str]] = {}
    for file in PACKAGE.rglob("*.py"):
        name = file.parent.name if file.name == "__init__.py" else file.stem
        found.setdefault(name, []).append(file.read_text(encoding="utf-8"))
    return found


def test_a_module_that_a_docstring_names_is_there() -> None:
    named = [(file, path) for file, said in docstrings() for path in PATHS.findall(said)]
    assert ("dpo_console/casework/restricted.py", "store/sqlite/read_door.py") in named
    assert [f"{file}: {path}" for file, path in named if path not in known()] == []


def test_a_name_in_a_module_that_a_docstring_gives_is_there() -> None:
    wrong = [
        f"{file}: {module}.{name}"
        for file, said in docstrings()
        for module, name in NAMES.findall(said)
        if module in modules()
        and f"{module}/{name}.py" not in known()
        and not any(re.search(rf"\b{name}\b", text) for text in modules()[module])
    ]
    assert wrong == []
