"""Measure the shape of the package: ten figures, as they were at 0.4.0, as targets and now.

    python .dev/measure_house.py [FOLDER] [--how]

FOLDER is a checkout; without one, the checkout that this file stands in. `--how` also prints what
each row counts. One row asks ruff; the others need the standard library alone.
"""

import ast
import shutil
import statistics
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

PACKAGE = "dpo_console"
ACTS = (
    "reopen", "unlink", "reclassify", "restrict", "assign", "correct", "assess", "decide", "close",
    "link",
)  # fmt: skip
"""Acts whose ids are verbs that mean little else, so a search for the id finds the act."""

USE_AN_ACT = (
    "require", "why_may_not", "change", "changing", "settle", "Move", "Remedy", "of", "key", "ask",
    "first_act", "with_case",
)  # fmt: skip
"""Functions that are given an act's id to use the act. They declare nothing."""

WITHOUT_ACTS = tuple(
    f"{PACKAGE}.{name}"
    for name in ("law", "approval", "store", "letters", "mail", "config", "text", "errors", "demo")
)
"""The layers that can't know acts, and the demo, which only uses them."""

PART_CLASSES = ("PlaceTable", "PlaceRow")
PART_TABLE = "place"
"""The representative part of a case: the places of its search plan. Rename these with it."""

OUR_SENTENCES = (
    # tui/ways.py: the console's keys instead of the commands that casework names
    r"dpo-console (?P<verb>[a-z-]+)(?:\.\.\.|(?!\. [A-Z]|\)|\.$|\n).)*",
    r"\((\S+) \(([^()]+)\)\)",
    r"\b[a-z]+\.[a-z_]+\b",
    r"(?m)^The letter ([a-z-]+) ",
    r"dpo-console fact \S+ \S+ --past-gate \"\.\.\.\"",
    # casework/still_open.py: the ids of criteria in reasons
    r"^( *- )?([a-z-]+\.[a-z-]+): (.)",
    r"\b[a-z]+(?:-[a-z]+)*\.[a-z-]+\b",
    # casework/by_post.py: whether a notice went by post, from the note of a fact
    r"\b(by (\w+ )?(post|letter)|posted|(first|second)[- ]class|royal mail|"
    r"(recorded|special|tracked) delivery|signed for)\b",
    r"\b(by (\w+ )?(e-?mail|hand|phone|telephone|text|courier)|e-?mailed|handed (over|to)|"
    r"in person|(through|on|via|by) (the |our )?(portal|website))\b",
)
"""The regular expressions that read sentences of the program's own. Add any that is found."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
Edges = Mapping[tuple[str, str], int]


@dataclass
class House:
    """A checkout: its modules by dotted name, and their syntax trees."""

    root: Path

    @cached_property
    def files(self) -> list[Path]:
        """Every Python file of the package."""
        return sorted((self.root / PACKAGE).rglob("*.py"))

    @cached_property
    def trees(self) -> dict[str, ast.Module]:
        """Each module by its dotted name; a package by its folder's."""
        return {self._name(f): ast.parse(f.read_text(encoding="utf-8")) for f in self.files}

    def _name(self, file: Path) -> str:
        parts = file.relative_to(self.root).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @cached_property
    def packages(self) -> list[str]:
        """The dotted name of each folder."""
        return sorted(self._name(f) for f in self.files if f.name == "__init__.py")

    @cached_property
    def imports(self) -> set[tuple[str, str]]:
        """Who imports whom inside the package, in functions too, but not for types alone."""
        found = set()
        for name, tree in self.trees.items():
            for target in _imported(tree):
                known = target
                while known and known not in self.trees:
                    known = known.rpartition(".")[0]
                if known and known != name:
                    found.add((name, known))
        return found


def modules_in_largest_folder(house: House) -> int:
    """Count the Python files of the folder with most, `__init__.py` among them."""
    return Counter(file.parent for file in house.files).most_common(1)[0][1]


def places_for_an_act(house: House) -> str:
    """Return the median, over ten acts, of the modules that name an act: inside + command.

    A module names it as a whole string (`reopen`, `case.reopen`, `module:reopen`) or as a function
    (`reopen`, `action_reopen`). A call that only uses an act, such as `require(desk, "reopen")`,
    doesn't count, nor do the layers below the cases, which can't know acts, nor the demo. What an
    act needs on the command line is counted apart, because a command is a contract of its own. At
    0.4.0 this gives 9 + 2; the 13 of the table also counted uses and words of the lower layers.
    """
    trees = {n: t for n, t in house.trees.items() if not n.startswith(WITHOUT_ACTS)}
    found = [[name for name, tree in trees.items() if _names_act(tree, act)] for act in ACTS]
    commands = [sum(name.startswith(f"{PACKAGE}.cli") for name in names) for names in found]
    inside = [len(names) - count for names, count in zip(found, commands, strict=True)]
    return f"{int(statistics.median(inside))} + {int(statistics.median(commands))}"


def files_for_a_part(house: House) -> int:
    """Count the files that name the part's classes, or its table in SQL; not the settings'."""
    code = sum(
        _names_part(tree)
        for name, tree in house.trees.items()
        if not name.startswith(f"{PACKAGE}.config")
    )
    migrations = (house.root / PACKAGE).rglob("*.sql")
    return code + sum(
        f"TABLE {PART_TABLE} " in file.read_text(encoding="utf-8") for file in migrations
    )


def circular_imports(house: House) -> int:
    """Count the imports that must go before no folder's children import each other in a circle.

    The order of the children is the one that Eades, Lin and Smyth's heuristic finds; what points
    backwards in it counts. Imports for types alone don't count.
    """
    return sum(_backward(_between_children(house, package)) for package in house.packages)


def imports_inside_functions(house: House) -> int:
    """Count the import statements inside functions."""
    found = {
        id(node)
        for tree in house.trees.values()
        for function in ast.walk(tree)
        if isinstance(function, Function)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    return len(found)


def classes_under_queue_screen(house: House) -> str:
    """Count QueueScreen and our own classes that it inherits from, with their methods.

    Properties aren't methods.
    """
    known = {
        node.name: node
        for tree in house.trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found: list[str] = []
    waiting = ["QueueScreen"]
    while waiting:
        name = waiting.pop()
        if name in known and name not in found:
            found.append(name)
            waiting += _bases(known[name])
    methods = sum(_is_method(member) for name in found for member in known[name].body)
    return f"{len(found)} ({methods} methods)"


def patterns_over_sentences(house: House) -> int:
    """Count the listed regular expressions (OUR_SENTENCES) that still stand in the package."""
    return sum(
        isinstance(node, ast.Constant) and node.value in OUR_SENTENCES
        for tree in house.trees.values()
        for node in ast.walk(tree)
    )


def class_names_twice(house: House) -> int:
    """Count the names that more than one class at the top of a module has."""
    names = Counter(
        node.name
        for tree in house.trees.values()
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    )
    return sum(count > 1 for count in names.values())


def docstrings_not_imperative(house: House) -> str:
    """Count what ruff's rule D401 objects to in the package."""
    beside = Path(sys.executable).with_name("ruff")
    ruff = str(beside) if beside.exists() else shutil.which("ruff")
    if ruff is None:
        return "no ruff"
    options = ["check", "--select", "D401", "--output-format", "concise", "--exit-zero"]
    said = subprocess.run(
        [ruff, *options, PACKAGE], cwd=house.root, capture_output=True, text=True, check=True
    )
    return f"{sum(' D401 ' in line for line in said.stdout.splitlines()):,}"


def product_lines(house: House) -> str:
    """Count the lines of the package's Python files."""
    lines = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in house.files)
    return f"{lines:,}"


ROWS: Sequence[tuple[str, str, str, Callable[[House], int | str]]] = (
    ("modules in the largest folder", "106", "14", modules_in_largest_folder),
    ("places to touch for a new act, and for its command", "13", "3", places_for_an_act),
    ("files to touch for a new part of a case", "17", "7", files_for_a_part),
    ("imports between siblings that make a circle", "31", "0", circular_imports),
    ("imports inside functions", "426", "120", imports_inside_functions),
    ("own classes under QueueScreen", "9 (164 methods)", "3", classes_under_queue_screen),
    ("regular expressions over our own sentences", "9", "0", patterns_over_sentences),
    ("class names defined more than once", "31", "5", class_names_twice),
    ("docstrings ruff D401 objects to", "1,050", "0", docstrings_not_imperative),
    ("product lines", "46,400", "fewer", product_lines),
)


def _imported(tree: ast.Module) -> Iterator[str]:
    """Yield the dotted name of what a module imports, unless for types alone."""
    for_types = {
        id(node)
        for check in ast.walk(tree)
        if isinstance(check, ast.If) and "TYPE_CHECKING" in ast.dump(check.test)
        for node in ast.walk(check)
    }
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _between_children(house: House, package: str) -> Edges:
    """Return, for each pair of a folder's children, how many imports go from one to the other."""
    inside = f"{package}."
    found: dict[tuple[str, str], int] = defaultdict(int)
    for importer, imported in house.imports:
        if importer.startswith(inside) and imported.startswith(inside):
            ends = [name.removeprefix(inside).split(".")[0] for name in (importer, imported)]
            if ends[0] != ends[1]:
                found[ends[0], ends[1]] += 1
    return found


def _backward(edges: Edges) -> int:
    """Return how many imports point backwards in a good order of a folder's children."""
    circles = _circles(edges)
    inner = {e: n for e, n in edges.items() if any(e[0] in c and e[1] in c for c in circles)}
    first: list[str] = []
    last: list[str] = []
    left = sorted({name for edge in inner for name in edge})
    while left:
        out = {v: sum(n for (a, b), n in inner.items() if a == v and b in left) for v in left}
        into = {v: sum(n for (a, b), n in inner.items() if b == v and a in left) for v in left}
        chosen = next((v for v in left if not out[v]), "")
        if chosen:
            last.insert(0, chosen)
        else:
            chosen = next((v for v in left if not into[v]), "")
            chosen = chosen or max(left, key=lambda v: out[v] - into[v])
            first.append(chosen)
        left.remove(chosen)
    place = {name: at for at, name in enumerate((*first, *last))}
    return sum(n for (a, b), n in inner.items() if place[a] > place[b])


def _circles(edges: Edges) -> list[set[str]]:
    """Return the groups of names of which each reaches each."""
    reached = {name: _reached(edges, name) for edge in edges for name in edge}
    circles: list[set[str]] = []
    for name, its in reached.items():
        if name in its and not any(name in circle for circle in circles):
            circles.append({other for other in its if name in reached[other]})
    return circles


def _reached(edges: Edges, start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        new = {b for a, b in edges if a == here} - found
        found |= new
        waiting += new
    return found


def _names_act(tree: ast.Module, act: str) -> bool:
    names, used = {act, f"action_{act}"}, _used(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            said = node.value in (act, f"case.{act}") or node.value.endswith(f":{act}")
            if said and id(node) not in used:
                return True
        elif isinstance(node, Function) and node.name in names:
            return True
    return False


def _used(tree: ast.Module) -> set[int]:
    """Return the arguments of the calls that only use an act."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
            name = called.id if isinstance(called, ast.Name) else called
            if name in USE_AN_ACT:
                given = (*node.args, *(keyword.value for keyword in node.keywords))
                found |= {id(argument) for argument in given}
    return found


def _names_part(tree: ast.Module) -> bool:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in PART_CLASSES:
            return True
        if isinstance(node, ast.alias | ast.ClassDef) and node.name in PART_CLASSES:
            return True
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value.split()
            asks = pairwise(words)
            if any(a in ("FROM", "JOIN", "INTO", "UPDATE") and b == PART_TABLE for a, b in asks):
                return True
    return False


def _bases(node: ast.ClassDef) -> list[str]:
    bare = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
    return [base.id for base in bare if isinstance(base, ast.Name)]


def _is_method(member: ast.stmt) -> bool:
    return isinstance(member, Function) and not any(
        isinstance(d, ast.Name) and d.id.endswith("property") for d in member.decorator_list
    )


def main(arguments: Sequence[str]) -> None:
    """Print the table for the checkout that is named, or that this file stands in."""
    named = [argument for argument in arguments if not argument.startswith("-")]
    house = House(Path(named[0]) if named else Path(__file__).parent.parent)
    print("| measure | 0.4.0 | target | now |\n| --- | ---: | ---: | ---: |")
    for title, then, target, measure in ROWS:
        print(f"| {title} | {then} | {target} | {measure(house)} |")
    if "--how" in arguments:
        for title, _, _, measure in ROWS:
            doc = " ".join((measure.__doc__ or "").split())
            print(f"\n{title}: {doc}")


if __name__ == "__main__":
    main(sys.argv[1:])
