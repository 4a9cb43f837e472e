"""Every verb explains itself, in both languages."""

import argparse
from collections.abc import Iterator

import pytest

from toolkit.cli import build_parser
from toolkit.text import Lang


def _parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                yield from _parsers(child)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_verb_prints_its_help(lang: Lang) -> None:
    helps = {parser.prog: parser.format_help() for parser in _parsers(build_parser(lang))}
    assert len(helps) > 30
    assert "98,15%" in helps["tonghop trace"] or "98.15%" in helps["tonghop trace"]
    assert not any("%%" in text for text in helps.values())
