"""The house keeps its order: rooms import to the right, and third parties stay where they live."""

import re
from pathlib import Path

import pytest

from tests import house

ROOT = Path(__file__).resolve().parent.parent
MODULES = house.modules(ROOT)
KNOWN = frozenset(MODULES) | {
    "toolkit.form.model",
    "toolkit.form.rules_linear",
    "toolkit.intake.model",
    "toolkit.merge.model",
    "toolkit.merge.rollup",
}


def _judge(module: str, source: str, *, package: bool = False) -> list[str]:
    return house.violations(module, source, KNOWN, package=package)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_keeps_the_order(module: str) -> None:
    path = MODULES[module]
    package = path.name == "__init__.py"
    assert _judge(module, path.read_text(encoding="utf-8"), package=package) == []


@pytest.mark.parametrize("module", MODULES)
def test_files_and_functions_stay_readable(module: str) -> None:
    assert house.too_long(module, MODULES[module].read_text(encoding="utf-8")) == []


def test_the_package_is_found() -> None:
    assert {"toolkit", "toolkit.__main__", "toolkit.text", "toolkit.form.model"} <= MODULES.keys()


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("toolkit.cli", "from toolkit.pipeline import run"),
        ("toolkit.pipeline", "from toolkit.merge.rollup import total\nfrom toolkit.form import Form"),
        ("toolkit.merge.rollup", "from toolkit.intake.model import Entry"),
        ("toolkit.merge.rollup", "from toolkit.intake import model"),
        ("toolkit.merge.rollup", "from .model import Totals\nfrom . import model"),
        ("toolkit.merge.rollup", "from toolkit.form.rules_linear import Linear"),
        ("toolkit.register.store", "from toolkit.merge.model import Totals\nimport sqlite3"),
        ("toolkit.merge.model", "def to_frame(self):\n    import pandas as pd\n    return pd"),
        ("toolkit.merge.model", "if TYPE_CHECKING:\n    import pandas as pd"),
        ("toolkit.validation.gx.run", "import great_expectations as gx\nimport pandas"),
        ("toolkit.files.xlsx", "import openpyxl.utils\nfrom xlsxwriter import Workbook\nimport zipfile"),
        ("toolkit.files.xlsx", "from toolkit import __version__"),
    ],
)
def test_what_is_allowed_passes(module: str, source: str) -> None:
    assert _judge(module, source) == []


@pytest.mark.parametrize(
    ("module", "source", "said"),
    [
        ("toolkit.form.model", "from toolkit.intake.model import Entry", "against the order"),
        ("toolkit.form.model", "def f():\n    from toolkit.intake.model import Entry", "against the order"),
        ("toolkit.form.model", "from ..intake import model", "against the order"),
        ("toolkit.merge.rollup", "import toolkit.pipeline", "against the order"),
        (
            "toolkit.files.atomic",
            "import importlib\nimportlib.import_module('toolkit.cli')",
            "against the order",
        ),
        ("toolkit.intake.read", "import toolkit.template.model", "a sibling"),
        ("toolkit.report.facts", "from toolkit.page import html", "a sibling"),
        ("toolkit.text.numbers", "from toolkit.errors import UsageError", "a sibling"),
        ("toolkit.report.facts", "from toolkit.merge.rollup import total", "only model"),
        ("toolkit.report.facts", "from toolkit.merge import rollup", "only model"),
        ("toolkit.report.facts", "from toolkit.merge import Totals", "only model"),
        ("toolkit.register.store", "from toolkit.merge.rollup import total", "only model"),
        ("toolkit.intake.read", "from toolkit.form.loader import load", "only model, layout, stamp"),
        ("toolkit.merge.rollup", "from toolkit.tables import Table", "no room"),
        ("toolkit.utils", "", "no room"),
        ("toolkit.intake.read", "import openpyxl", "lives in toolkit.files"),
        ("toolkit.intake.read", "def f():\n    from lxml import etree", "lives in toolkit.files"),
        ("toolkit.validation.run", "import great_expectations", "lives in toolkit.validation.gx"),
        ("toolkit.validation.gxx", "import great_expectations", "lives in toolkit.validation.gx"),
        ("toolkit.merge.model", "import pandas", "lives in toolkit.validation"),
        ("toolkit.merge.model", "def frame():\n    import pandas", "lives in toolkit.validation"),
        ("toolkit.merge.model", "__import__('pandas')", "lives in toolkit.validation"),
        ("toolkit.cli", "import sqlite3", "lives in toolkit.register"),
        ("toolkit.merge.model", "import sympy", "has no room"),
        ("toolkit", "import toolkit.cli", "against the order"),
    ],
)
def test_a_planted_violation_is_caught(module: str, source: str, said: str) -> None:
    found = _judge(module, source, package=module == "toolkit")
    assert len(found) == 1
    assert said in found[0]


def test_a_relative_import_of_a_package_is_resolved_from_the_package() -> None:
    assert _judge("toolkit.merge", "from .rollup import total", package=True) == []
    assert _judge("toolkit.merge", "from ..cli import main", package=True) != []


def test_planted_lengths_are_caught() -> None:
    body = "    x = 1\n" * house.FUNCTION_LINES
    assert house.too_long("m", f"def f():\n{body}") == ["m:1: f has 61 lines, at most 60"]
    assert house.too_long("m", "x = 1\n" * 300) == []
    assert house.too_long("m", "x = 1\n" * 301) == ["m: 301 lines, at most 300"]


SLOW = re.compile(
    r"^\s*(?:import|from) (?:great_expectations|jsonschema|toolkit\.validation\.(?:gx|check))\b", re.MULTILINE
)


def test_the_fast_part_imports_nothing_that_takes_seconds() -> None:
    """What needs Great Expectations or jsonschema stands in tests/job: their imports alone are a tenth of the fast part."""
    unit = {path: path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "unit").rglob("*.py")}
    assert unit and not [path.name for path, source in unit.items() if SLOW.search(source)]
    assert SLOW.search("def f():\n    from toolkit.validation.check import check_round")
