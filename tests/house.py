"""The house: which room of toolkit/ may import which, and which third parties live where.

Everything is stated in the tables; the code below only reads them. A module's room is the first part of its
name under ``toolkit``, so ``toolkit/form/model.py`` is in room "form" and ``toolkit/cli.py`` is room "cli".
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

# From left to right: a room imports rooms of later rows only, and never a sibling in its own row.
ORDER: tuple[frozenset[str], ...] = tuple(
    frozenset(row.split())
    for row in (
        "__main__",
        "cli",
        "app",
        "demo",
        "pipeline",
        "comparing rehearsing verifying reporting linting tracing recalling restoring",
        "assigning deciding issuing",
        "returning",
        "render",
        "past",
        "manifest",
        "judge keeping publish receiving",
        "desk",
        "successors",
        "lines",
        "result",
        "register",
        "workbook report page",
        "trace verify lint",
        "merge",
        "validation",
        "decisions",
        "template intake history",
        "form",
        "files",
        "lineage",
        "units periods office",
        "findings",
        "text errors",
        "__init__",  # the package itself: its version, and nothing imported
    )
)

# The stages meet in pipeline only: another stage, and the register, see of a stage what these patterns name.
STAGES: dict[str, tuple[str, ...]] = {
    "form": ("model", "layout", "stamp", "editions", "rules", "rules_*"),
    "template": ("model",),
    "intake": ("model",),
    "decisions": ("model", "told", "subject", "bind", "pending"),
    "validation": ("model", "told"),
    "merge": ("model",),
    "trace": ("model", "told", "told_*"),
    "verify": ("model",),
    "lint": ("model",),
    "history": ("model",),
    "workbook": ("model",),
    "page": ("model",),
    "report": ("model",),
}
SEES_MODELS_ONLY = frozenset(STAGES) | {"register", "result"}

# Where a third party, or a module of the standard library that is somebody's trade, may be imported.
HOMES: dict[str, tuple[str, ...]] = {
    "openpyxl": ("toolkit.files",),
    "xlsxwriter": ("toolkit.files",),
    "python_calamine": ("toolkit.files",),
    "docx": ("toolkit.files",),
    "lxml": ("toolkit.files",),
    "msoffcrypto": ("toolkit.files",),
    "rapidfuzz": ("toolkit.history", "toolkit.report"),
    "olefile": ("toolkit.files",),
    "oxmsg": ("toolkit.files",),
    "psutil": ("toolkit.files",),
    "great_expectations": ("toolkit.validation.gx",),
    "numpy": ("toolkit.validation",),
    "scipy": ("toolkit.form", "toolkit.validation"),
    "pandas": ("toolkit.validation", "toolkit.merge.as_frame"),  # and to_frame(), see _only_for_frames
    "jinja2": ("toolkit.report",),
    "sqlite3": ("toolkit.register",),
    "yaml": ("toolkit.files", "toolkit.form", "toolkit.text"),
    "ipywidgets": ("toolkit.app",),
    "IPython": ("toolkit.app",),
}

FILE_LINES = 300  # the house says about 250
FUNCTION_LINES = 60  # the house says about 40


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module: its full name, the line, and the functions and conditions it stands in."""

    target: str
    line: int
    inside: tuple[str, ...]


def modules(root: Path) -> dict[str, Path]:
    """Every module of toolkit/ under ``root`` by its dotted name; a package goes by its own name."""
    found = {}
    for path in sorted((root / "toolkit").rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def violations(module: str, source: str, known: frozenset[str], *, package: bool = False) -> list[str]:
    """What ``source``, as module ``module``, imports against the tables; each with its line.

    ``known`` are the dotted names of all modules, so that ``from toolkit.form import model`` is told from
    ``from toolkit.form import Form``. ``package`` is true for an __init__.py.
    """
    if _rank(_room(module)) is None:
        return [f"{module}: {_room(module)!r} is no room of the house"]
    here = module if package else module.rpartition(".")[0]
    found = []
    for imported in _imports(ast.parse(source), here, known):
        broken = (
            _inner(module, imported.target)
            if imported.target.partition(".")[0] == "toolkit"
            else _outer(module, imported)
        )
        if broken:
            found.append(f"{module}:{imported.line}: {broken}")
    return found


def too_long(name: str, source: str) -> list[str]:
    """Files and functions past the house's hard limits."""
    lines = source.count("\n")
    found = [f"{name}: {lines} lines, at most {FILE_LINES}"] if lines > FILE_LINES else []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            length = node.end_lineno - node.lineno + 1
            if length > FUNCTION_LINES:
                found.append(
                    f"{name}:{node.lineno}: {node.name} has {length} lines, at most {FUNCTION_LINES}"
                )
    return found


def _room(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


def _rank(room: str) -> int | None:
    return next((rank for rank, row in enumerate(ORDER) if room in row), None)


def _inner(module: str, target: str) -> str | None:
    room, other = _room(module), _room(target)
    if room == other:
        return None
    here, there = _rank(room), _rank(other)
    if there is None:
        return f"imports {target}, and {other!r} is no room of the house"
    assert here is not None
    if there == here:
        return f"imports {target}, a sibling"
    if there < here:
        return f"imports {target} against the order"
    if room in SEES_MODELS_ONLY and other in STAGES:
        part = target.split(".")[2] if target.count(".") > 1 else "__init__"
        if not any(fnmatchcase(part, pattern) for pattern in STAGES[other]):
            return f"imports {target}; of {other} only {', '.join(STAGES[other])} may be imported here"
    return None


def _outer(module: str, imported: Import) -> str | None:
    name = imported.target.partition(".")[0]
    homes = HOMES.get(name)
    if homes is None:
        return None if name in sys.stdlib_module_names else f"imports {name}, which has no room"
    if any(module == home or module.startswith(f"{home}.") for home in homes):
        return None
    if name == "pandas" and _only_for_frames(imported):
        return None
    return f"imports {name}, which lives in {', '.join(homes)}"


def _only_for_frames(imported: Import) -> bool:
    return "to_frame" in imported.inside or "TYPE_CHECKING" in imported.inside


def _imports(
    node: ast.AST, here: str, known: frozenset[str], inside: tuple[str, ...] = ()
) -> Iterator[Import]:
    """Every import at any depth, those of importlib.import_module("...") and __import__("...") too."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, child.lineno, inside)
        elif isinstance(child, ast.ImportFrom):
            base = _absolute(child, here)
            for alias in child.names:
                whole = f"{base}.{alias.name}"
                yield Import(whole if whole in known else base, child.lineno, inside)
        elif isinstance(child, ast.Call) and (name := _imported_by_call(child)):
            yield Import(name, child.lineno, inside)
        yield from _imports(child, here, known, inside + _label(child))


def _absolute(node: ast.ImportFrom, here: str) -> str:
    if not node.level:
        return node.module or ""
    parts = here.split(".")
    base = parts[: len(parts) - (node.level - 1)]
    return ".".join(base + ([node.module] if node.module else []))


def _imported_by_call(call: ast.Call) -> str | None:
    if ast.unparse(call.func) not in {"import_module", "importlib.import_module", "__import__"}:
        return None
    match call.args:
        case [ast.Constant(value=str(name)), *_]:
            return name
    return None


def _label(node: ast.AST) -> tuple[str, ...]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return (node.name,)
    if isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
        return ("TYPE_CHECKING",)
    return ()
