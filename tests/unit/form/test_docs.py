"""What docs/form.md shows is true."""

import re
from pathlib import Path

from toolkit.form.check import check_form
from toolkit.form.load import load_form
from toolkit.form.load_blocks import _OWN_KEYS
from toolkit.form.load_fields import KEYS
from toolkit.form.rules import terms_in
from toolkit.form.rules_parse import WORDS, parse_rule
from toolkit.text.catalogue import catalogue

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "form.md").read_text(encoding="utf-8")


def test_the_smallest_form_loads_and_lints_clean() -> None:
    example = next(part for part in re.findall(r"```yaml\n(.*?)```", TEXT, re.S) if part.startswith("id:"))
    form = load_form(example.encode(), "docs/form.md")
    assert [item.code for _, item in form.each_field()] == ["lamp_total", "lamp_broken"]
    assert check_form(form) == ()


def test_every_property_is_explained() -> None:
    for key in {*KEYS, *(key for keys in _OWN_KEYS.values() for key in keys)}:
        assert re.search(rf"`{key}[`:]", TEXT), key


def test_every_word_of_the_language_is_explained() -> None:
    for word in WORDS:
        assert re.search(rf"`[^`]*\b{word}\b[^`]*`", TEXT), word
    for key in ("form.code_reserved", "form.rule_word"):
        for said in (catalogue()[key]["vi"], catalogue()[key]["en"]):
            assert set(re.findall(r"[a-z_]+", said)) >= WORDS, key


def test_the_checks_that_are_shown_can_be_read() -> None:
    shown = re.findall(r"^check: (.*?)(?:  +#.*)?$", TEXT, re.M)
    assert len(shown) >= 8
    for check in shown:
        assert list(terms_in(parse_rule(check))), check
