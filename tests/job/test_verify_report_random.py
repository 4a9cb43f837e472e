"""Reports of random forms, units and values: nothing is found in one as it was written, and whatever is typed over is."""

import random
from collections import Counter
from functools import cache

import pytest

from tests.job.mutated_reports import other_text
from tests.job.shipped_reports import shipped
from tests.unit.report.drawn import draw_report
from tests.unit.verify.bound import overwritten
from toolkit.files.bound_document import BoundDocument
from toolkit.files.document import Figure
from toolkit.files.read_bound import read_bound
from toolkit.files.write_document import write_document
from toolkit.findings import Finding
from toolkit.past.spans import named_in
from toolkit.report.reprint import Reprinter
from toolkit.text import Lang, Text
from toolkit.verify.direction import key_and_part
from toolkit.verify.model import State
from toolkit.verify.report import verify_report
from toolkit.verify.told import About

pytestmark = pytest.mark.slow

SEEDS = range(100, 124)
TYPED = 12
OPPOSITE = {
    "tăng": "giảm",
    "giảm": "tăng",
    "up": "down",
    "down": "up",
    "cao hơn": "thấp hơn",
    "thấp hơn": "cao hơn",
}


@cache
def read(seed: int) -> tuple[BoundDocument, Reprinter, About]:
    drawn = draw_report(seed)
    bound = read_bound(write_document(drawn.document()), "report.docx")
    about = About(
        file="report.docx", label=lambda figure: Text(figure.key, figure.key), spans=named_in(drawn.round)
    )
    return bound, drawn.reprinter(), about


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_found_in_a_report_as_it_was_written(seed: int) -> None:
    document, reprint, about = read(seed)
    findings, told = verify_report(document, reprint, about)
    assert [(one.code, one.message.vi) for one in findings] == []
    assert told.states == {State.CURRENT: told.bound}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_typed_over_is_found_and_no_more(seed: int) -> None:
    document, reprint, about = read(seed)
    chosen = random.Random(seed)
    numbers = [
        mark
        for mark in document.marks
        if isinstance(mark.bound, Figure) and key_and_part(mark.bound.key)[1] != "direction"
    ]
    changed = document
    expected: Counter[int] = Counter()
    for mark in chosen.sample(numbers, min(TYPED, len(numbers))):
        here = next(one for one in changed.marks if one.name == mark.name)
        words = other_text(mark.bound.text, chosen)
        changed = overwritten(changed, here.paragraph, here.start, here.end, words)
        expected[here.paragraph] += 1
    found: tuple[Finding, ...] = verify_report(changed, reprint, about)[0]
    assert {one.code for one in found} == {"FIG-002"}
    assert Counter(one.place.paragraph for one in found) == expected


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("seed", range(6))
def test_the_shipped_texts_say_nothing_that_is_found_and_every_turned_word_is(seed: int, lang: Lang) -> None:
    round, written, reprint = shipped(seed, lang)
    document = read_bound(write_document(written), "report.docx")
    about = About(file="report.docx", label=lambda figure: Text("", ""), spans=named_in(round))
    assert [one.message.vi for one in verify_report(document, reprint, about)[0]] == []
    changed, expected = document, 0
    for mark in document.marks:
        other = OPPOSITE.get(mark.bound.text.casefold())
        if other and isinstance(mark.bound, Figure) and key_and_part(mark.bound.key)[1] == "direction":
            here = next(one for one in changed.marks if one.name == mark.name)
            changed = overwritten(changed, here.paragraph, here.start, here.end, other)
            expected += 1
    found = verify_report(changed, reprint, about)[0]
    assert expected > 0
    assert Counter(one.code for one in found) == {"FIG-005": expected}
