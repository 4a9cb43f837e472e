"""What one real commune reported for a half-year is counted."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.forms import small_round
from tests.unit.validation.fills import returned, stacked
from toolkit.form.load import load_form
from toolkit.form.model import BlockKind, Form
from toolkit.intake.model import Qualifier, Verdict
from toolkit.validation.check import check_round
from toolkit.validation.model import Outcome
from toolkit.validation.suites import compile_suite


def _form() -> Form:
    path = ROOT / "input_templates" / "cchc_communication" / "form.yaml"
    return load_form(path.read_bytes(), "form.yaml")


def _values(form: Form, facts: dict[str, Any]) -> dict[str, object]:
    values: dict[str, object] = {}
    for code, said in facts["fields"].items():
        if code == "religion_share":
            continue
        if isinstance(said, dict):
            number = said.get("stated", said.get("value"))
            values[code] = Decimal(number) if "stated" in said else (number, Qualifier(said["qualifier"]))
        else:
            values[code] = Decimal(said) if code == "radio_item_per_week" else said
    for block, lines in facts["lists"].items():
        first = form.block(block).fields[0].code
        for number, line in enumerate(lines, start=1):
            for column, text in (line if isinstance(line, dict) else {first: line}).items():
                values[f"{block}/{number}/{column}"] = text
    for block, count in facts["narratives"].items():
        values |= {f"{block}/{number}": "Nội dung." for number in range(1, count + 1)}
    return values


@pytest.mark.needs_shared
def test_the_return_of_a_real_commune_is_counted(shared: Path) -> None:
    form = _form()
    facts = yaml.safe_load((shared / "facts" / "commune_2024H1.yaml").read_text(encoding="utf-8"))
    round = replace(small_round(form), units=small_round(form).units[:1])
    unit = round.units[0].unit_id
    filled = returned(round, unit, _values(form, facts))
    assert {b.kind for b in form.blocks} >= {BlockKind.FIELDS, BlockKind.LIST, BlockKind.NARRATIVE}
    checked = check_round(round, (stacked(filled),), {form.id: compile_suite(form)}, {})
    assert [r.rule for r in checked.results if r.outcome is Outcome.FAIL and "__" not in r.rule] == []
    assert checked.verdicts[unit] in {Verdict.ACCEPTED, Verdict.REMARKS}
    assert not any(entry.held for entry in checked.entries)
    passed = {tally.rule for tally in checked.tallies if tally.passed}
    assert {"dossiers_add_up", "villages_listed", "directive_docs_listed"} <= passed
