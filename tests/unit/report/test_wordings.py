"""The lists by which wordings are compared: every line counts, none undoes another, their order does not matter."""

import csv
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.report import wordings
from toolkit.report.wordings import JOINT, known_wordings
from toolkit.text import fold

ROWS = list(csv.DictReader(files("toolkit.report").joinpath("wordings.csv").read_text("utf-8").splitlines()))
SAID = [fold(one) for row in ROWS for one in row["said"].split("|")]
MEANT = sorted({fold(row["means"]) for row in ROWS if row["kind"] == "alike"})


def spelled(line: str) -> str:
    line = f"{line} "
    for expressions in known_wordings().spelled:
        line = expressions.replaced(line)
    return line.strip()


def test_the_lines_are_of_known_kinds_and_none_stands_twice() -> None:
    assert {row["kind"] for row in ROWS} == {
        "whole",
        "nothing",
        "alike",
        "light",
        "measuring",
        "opening",
        "topic",
        "subject",
    }
    of_a_kind = [(row["kind"], fold(one)) for row in ROWS for one in row["said"].split("|")]
    assert len(of_a_kind) == len(set(of_a_kind))
    assert all(row["means"] for row in ROWS if row["kind"] == "alike")


@pytest.mark.parametrize("means", MEANT)
def test_what_an_expression_means_is_spelled_one_way(means: str) -> None:
    assert spelled(means).replace("_", " ") == means


def test_every_expression_is_spelled_as_what_it_means() -> None:
    wrong = [
        one
        for row in ROWS
        for one in row["said"].split("|")
        if row["kind"] == "alike" and spelled(fold(one)) != spelled(fold(row["means"]))
    ]
    assert wrong == []


def test_about_a_topic_is_the_topic() -> None:
    topics = [fold(one) for row in ROWS if row["kind"] == "topic" for one in row["said"].split("|")]
    assert [one for one in topics if spelled(f"về {one}") != spelled(one)] == []
    assert spelled("về huyện") == "về huyện"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*SAID, *MEANT, JOINT, "huyện", "3"]), max_size=6))
def test_nothing_is_left_to_be_replaced(parts: list[str]) -> None:
    """Whatever stands beside whatever: it ends, and what is kept whole stays whole."""
    line = spelled(" ".join(parts))
    assert spelled(line) == line


def test_the_order_of_the_lines_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    as_it_is = [spelled(one) for one in SAID]
    known_wordings.cache_clear()
    reader = wordings.csv.DictReader
    monkeypatch.setattr(wordings.csv, "DictReader", lambda lines: list(reader(lines))[::-1])
    try:
        assert [spelled(one) for one in SAID] == as_it_is
    finally:
        known_wordings.cache_clear()
