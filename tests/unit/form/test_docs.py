"""What docs/form.md shows is true."""

import re
from pathlib import Path

from toolkit.form.check import check_form
from toolkit.form.load import load_form
from toolkit.form.load_blocks import _OWN_KEYS
from toolkit.form.load_fields import KEYS

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "form.md").read_text(encoding="utf-8")


def test_the_smallest_form_loads_and_lints_clean() -> None:
    example = next(part for part in re.findall(r"```yaml\n(.*?)```", TEXT, re.S) if part.startswith("id:"))
    form = load_form(example.encode(), "docs/form.md")
    assert [item.code for _, item in form.each_field()] == ["lamp_total", "lamp_broken"]
    assert check_form(form) == ()


def test_every_property_is_explained() -> None:
    for key in {*KEYS, *(key for keys in _OWN_KEYS.values() for key in keys)}:
        assert re.search(rf"`{key}[`:]", TEXT), key
