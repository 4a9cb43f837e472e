"""Every finding code of the catalogue is raised somewhere in the toolkit, and some test names it."""

import re

from tests.conftest import ROOT
from toolkit.text import catalogue

CODE = re.compile(r"[A-Z]{3}-\d{3}")
LITERAL = re.compile(r"\"([A-Z]{3}-\d{3})\"")


def _named_in(folder: str, pattern: re.Pattern[str]) -> set[str]:
    paths = (ROOT / folder).rglob("*.py")
    return {code for path in paths for code in pattern.findall(path.read_text(encoding="utf-8"))}


def test_every_code_is_raised_somewhere_and_every_raised_code_is_worded() -> None:
    worded = {key for key in catalogue() if CODE.fullmatch(key)}
    assert len(worded) > 150
    assert worded - _named_in("toolkit", LITERAL) == set()
    assert _named_in("toolkit", LITERAL) - worded == set()


def test_every_code_is_named_by_a_test() -> None:
    worded = {key for key in catalogue() if CODE.fullmatch(key)}
    assert worded - _named_in("tests", CODE) == set()
