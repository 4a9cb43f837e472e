"""Digits in what a form calls things are part of a name, and of a measure where one can stand."""

import unicodedata
from dataclasses import replace

import pytest

from tests.forms import small_round
from toolkit.form.model import Round
from toolkit.past.spans import named_in
from toolkit.text import Text
from toolkit.verify.model import NumberClass


def measured(*measures: str) -> Round:
    """A round whose first fields have these measures."""
    round = small_round()
    form = round.forms[0]
    block = next(one for one in form.blocks if len(one.fields) >= len(measures))
    fields = tuple(
        replace(item, measure=Text(measures[at], "")) if at < len(measures) else item
        for at, item in enumerate(block.fields)
    )
    blocks = tuple(replace(one, fields=fields) if one is block else one for one in form.blocks)
    return replace(round, forms=(replace(form, blocks=blocks),))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Kinh phí (1.000 đồng)", ["1.000 đồng"]),
        ("tăng 91,5 1.000 đồng", ["1.000 đồng"]),
        ("Tồn 200 bộ (2 cái)", ["bộ (2 cái)"]),
        ("Tồn kho (bộ (2 cái))", ["bộ (2 cái)"]),
        ("Chi 1.000 đồng", []),
        ("Một bộ (2 cái)", []),
    ],
)
def test_a_measures_digits_are_no_number_behind_one_or_in_brackets(text: str, named: list[str]) -> None:
    spans = named_in(measured("1.000 đồng", "bộ (2 cái)"))(text)
    assert [text[a:b] for a, b, kind in spans if kind is NumberClass.NUMBERING and a < b] == named


@pytest.mark.parametrize(
    "text", ["kết quả năm 2021, nhiệm vụ năm 2022", "Quyết định số 908/QĐ-UBND ngày 29/10/2018 về đo lường"]
)
def test_however_letters_are_written_the_same_digits_are_known(text: str) -> None:
    """Some keyboards, PDF files and Macs write a letter and its marks one after the other."""
    apart = unicodedata.normalize("NFD", text)
    spans = named_in(small_round())
    said = [unicodedata.normalize("NFC", apart[a:b]) for a, b, _ in spans(apart)]
    assert said == [text[a:b] for a, b, _ in spans(text)]
    assert any(said)
