"""Every error and finding that files/ and register/ raise has its sentence, and gives the sentence what it needs."""

import ast
from pathlib import Path
from string import Formatter

import pytest

import toolkit
from toolkit.text import catalogue

PACKAGE = Path(toolkit.__file__).parent
RAISERS = {"UsageError", "FormError", "OutputError", "NothingUsableError", "found", "_unknown", "say"}
# What `found` adds from the place and its own arguments.
IMPLIED = {
    "file",
    "unit_id",
    "form",
    "block",
    "field",
    "row",
    "column",
    "sheet",
    "cell",
    "raw",
    "expected",
    "rule",
}
SOURCES = sorted(
    path
    for path in (
        PACKAGE / "keeping.py",
        PACKAGE / "restoring.py",
        *(PACKAGE / "register").glob("*.py"),
        *(PACKAGE / "files").glob("*.py"),
    )
    if path.stem
    in {"archive", "atomic", "csv_text", "keeping", "lock", "office_file", "restoring", "workspace"}
    or path.parent.name == "register"
)


def _raised(path: Path) -> list[tuple[str, set[str]]]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISERS):
            continue
        first = node.args[0] if node.args else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            given = {word.arg for word in node.keywords if word.arg}
            extra = IMPLIED if node.func.id == "found" else set()
            extra |= {"file", "line", "raw", "expected"} if node.func.id == "_unknown" else set()
            found.append((first.value, given | extra))
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_each_sentence_exists_and_gets_its_parameters(path: Path) -> None:
    for key, given in _raised(path):
        entry = catalogue()[key]
        sentences = [entry["vi"], entry["en"], *entry.get("remedy", {}).values()]
        needed = {name for sentence in sentences for _, name, _, _ in Formatter().parse(sentence) if name}
        assert needed <= given, (key, needed - given)


def test_no_sentence_of_theirs_is_left_over() -> None:
    used = {key for path in SOURCES for key, _ in _raised(path)} | {
        "output.open_elsewhere",
        "output.read_only",
    }
    families = (
        "output.",
        "files.csv",
        "workspace.",
        "office.",
        "register.",
        "backup.",
        "restore.",
        "audit.",
        "REG-",
    )
    assert {key for key in catalogue() if key.startswith(families)} == {
        key for key in used if key.startswith(families)
    }
