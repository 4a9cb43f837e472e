"""The consolidated workbook in English: no Vietnamese is left in it but names and what communes wrote."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.merge import built
from tests.unit.workbook import rich
from tests.unit.workbook.consolidated import consolidated
from toolkit.form.load import load_form
from toolkit.form.model import Form
from toolkit.merge.merge import merge
from toolkit.merge.model import Against, Comparison
from toolkit.validation.model import Presence, Standing
from toolkit.workbook.copies import Copy

FORMS = Path(__file__).parents[3] / "input_templates"
_VIETNAMESE = re.compile(
    r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE
)


def form(ident: str) -> Form:
    return load_form((FORMS / ident / "form.yaml").read_bytes(), f"{ident}/form.yaml")


@pytest.mark.parametrize("copy", ["keep", "send"])
@pytest.mark.parametrize("ident", ["cchc_communication", "tthc_ii06a"])
def test_no_vietnamese_is_left_but_names(ident: str, copy: Copy) -> None:
    round = built.a_round(form=form(ident))
    checked = built.checked(round, {})
    totals = merge(round, checked, 0)
    beside = tuple(
        Comparison(key=one.key, period=period, value=5, against=against)
        for one in totals.totals
        for period, against in (
            ("2023-H1", Against.PERIOD), ("2024", Against.SO_FAR), ("2024", Against.PLAN),
        )
    )  # fmt: skip
    standings = tuple(Standing(unit_id=unit.unit_id, presence=Presence.MISSING) for unit in round.units)
    planned = consolidated(
        replace(round, editions=(rich.EDITION,)), checked, replace(totals, comparisons=beside), standings, rich.OFFICE,
        "en", copy=copy,
    )  # fmt: skip
    # The symbol of a document is a name, too.
    names = [
        "NĐ-CP",
        *rich.OFFICE.agency,
        rich.OFFICE.name,
        rich.OFFICE.place,
        *(unit.name for unit in round.units),
    ]
    told = [one.name for one in planned.sheets if one.state == "visible"]
    told += [cell.value for one in planned.sheets for cell in one.cells if isinstance(cell.value, str)]
    told += [cell.style.number_format for one in planned.sheets for cell in one.cells]
    told += [cell.comment for one in planned.sheets for cell in one.cells]
    told += [f"{chart.title} {chart.alt}" for one in planned.sheets for chart in one.charts]
    told += [one.page.footer + one.page.header for one in planned.sheets]
    told += [planned.title]
    left = {without(text, names) for text in told}
    assert {text for text in left if _VIETNAMESE.search(text)} == set()


def without(text: str, names: list[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return text
