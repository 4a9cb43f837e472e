"""Every verb explains itself, in both languages."""

import argparse
from collections.abc import Iterator

import pytest

from toolkit.cli import build_parser
from toolkit.errors import UsageError
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


@pytest.mark.parametrize(
    "words",
    [
        ("trace", "R", "--edition", "1", "news"),
        ("trace", "R", "news", "--edition", "1"),
        ("--lang", "vi", "trace", "--edition", "1", "R", "news"),
    ],
)
def test_options_may_stand_between_arguments(words: tuple[str, ...]) -> None:
    parsed = build_parser("vi").parse_args(words)
    assert (parsed.round, parsed.field, parsed.edition, parsed.lang) == ("R", "news", 1, "vi")


def test_paths_behind_an_option_are_taken() -> None:
    parsed = build_parser("vi").parse_args(["receive", "R", "--password", "x", "tệp.xlsx", "--json"])
    assert [str(path) for path in parsed.paths] == ["tệp.xlsx"] and parsed.json
    assert build_parser("vi").parse_args(["receive", "R"]).paths == []


@pytest.mark.parametrize("words", [["trace", "R", "news", "--nothing"], ["trace"], ["trace", "R", "a", "b"]])
def test_what_no_verb_takes_is_refused(words: list[str]) -> None:
    with pytest.raises(UsageError):
        build_parser("vi").parse_args(words)
