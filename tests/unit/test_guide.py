"""The guide for office staff: every command in it is one that the program takes."""

import re
import shlex
from argparse import ArgumentParser

import pytest

from tests.conftest import ROOT
from toolkit.cli.parser import build_parser

PAGES = ("docs/huong-dan.md", "README.md", "docs/form.md")
_BLOCK = re.compile(r"^```\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`(tonghop [^`]+)`")


def commands() -> list[tuple[str, str]]:
    """Every command with its page: lines of code blocks, and commands within sentences."""
    found = []
    for page in PAGES:
        text = (ROOT / page).read_text("utf-8")
        lines = [line for block in _BLOCK.findall(text) for line in block.splitlines()]
        lines += _INLINE.findall(_BLOCK.sub("", text))
        found += [(page, line) for line in lines if line.startswith("tonghop ")]
    return found


@pytest.fixture(scope="module")
def parser() -> ArgumentParser:
    return build_parser("vi")


@pytest.mark.parametrize(("page", "line"), commands())
def test_every_command_is_taken(parser: ArgumentParser, page: str, line: str) -> None:
    words = shlex.split(line.replace("\\", "/"))[1:]
    if words == ["--help"] or len(words) == 1:  # a verb's name in a sentence
        with pytest.raises(SystemExit) as ended:
            parser.parse_args([words[0], "--help"] if words[0] != "--help" else words)
        assert ended.value.code == 0
    else:
        parser.parse_args(words)


def test_every_decision_has_its_command_in_the_guide() -> None:
    lines = " ".join(line for page, line in commands() if page == PAGES[0])
    for verb in (
        "explain accept",
        "explain refuse",
        "waive",
        "correct",
        "adjust",
        "extend",
        "log",
        "status",
        "run",
    ):
        assert f"tonghop {verb} " in lines
