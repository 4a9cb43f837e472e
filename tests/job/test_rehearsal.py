"""`form check` end to end: the shipped forms rehearse without a word; what is wrong with a form is told, and nothing is
written.
"""

import json
from pathlib import Path

import pytest

from tests.forms import SMALL_FORM, small_form
from tests.unit.form.test_check_logic import claims, named
from tests.unit.small_workspace import make_small_workspace
from toolkit import pipeline
from toolkit.cli.main import main
from toolkit.desk import NewRound, open_desk
from toolkit.files.workspace import Workspace, shipped
from toolkit.findings import Severity
from toolkit.form.check import check_form
from toolkit.form.load import load_form
from toolkit.form.model import Form
from toolkit.rehearsing import trial_round
from toolkit.rehearsing.trial_round import rehearse
from toolkit.validation.model import Checked, Outcome

pytestmark = pytest.mark.slow

AT = __import__("datetime").datetime(2024, 6, 14, 9)


def _shipped(ident: str) -> Form:
    path = shipped() / "input_templates" / ident / "form.yaml"
    return load_form(path.read_bytes(), str(path.name))


SHIPPED = {
    path.parent.name: _shipped(path.parent.name)
    for path in (shipped() / "input_templates").glob("*/form.yaml")
}


@pytest.mark.parametrize("ident", sorted(SHIPPED))
def test_a_shipped_form_lints_clean(ident: str) -> None:
    assert check_form(SHIPPED[ident]) == ()


def test_no_odd_number_is_even() -> None:
    """Only whole numbers exclude this, which takes the solver a while."""
    (found,) = [one for one in claims("error a == 2 * b", "error a == 2 * c + 1") if one.code == "FRM-012"]
    assert found.severity is Severity.ERROR and {"r1", "r2"} <= named(found)


@pytest.mark.parametrize("ident", sorted(SHIPPED))
def test_every_rule_of_a_shipped_form_is_seen_to_pass_and_to_fail(ident: str) -> None:
    steps: list[tuple[int, int]] = []
    shown = rehearse(
        SHIPPED[ident],
        {other: form for other, form in SHIPPED.items() if other != ident},
        lambda done, count: steps.append((done, count)),
    )
    assert [finding.message.vi for finding in shown.findings] == []
    rules = len(SHIPPED[ident].rules)
    assert f"{rules} quy tắc, {rules} quy tắc đã thấy đúng, {rules} quy tắc đã thấy sai" in shown.line.vi
    assert steps == [(at, len(steps)) for at in range(1, len(steps) + 1)]
    assert f" {len(steps) - 1} " in shown.line.vi  # and the last step checks them all


ODD = [
    "banner * panel <= 20",  # no linear form
    'implies(filled(contact), contact != "ai")',
    "budget >= 2 * banner",
    "prev(banner) + year_before(panel) <= banner + 10",
    "count(documents) >= 1 and household_total >= 1",
    "sum(dossiers, got) <= dossier_received",
]


def test_rules_of_every_kind_are_rehearsed() -> None:
    text = SMALL_FORM
    for at, check in enumerate(ODD):
        text += f"  - code: odd_{at}\n    check: '{check}'\n    severity: warning\n"
        text += "    message: {vi: Thế., en: So.}\n"
    text += (
        "  - code: line_rule\n    block: documents\n    check: 'date >= first_day'\n    severity: warning\n"
        "    message: {vi: Thế., en: So.}\n"
    )
    assert [(f.code, f.message.vi) for f in rehearse(small_form(text)).findings] == []


def test_what_could_not_be_shown_and_what_was_put_to_nobody_is_told() -> None:
    text = SMALL_FORM
    for code, check in (("never", "banner * banner == 2"), ("elsewhere", "banner == other_form.banner")):
        text += f"  - code: {code}\n    check: {check}\n    severity: warning\n    message: {{vi: Thế., en: So.}}\n"
    found = {f.code: f for f in rehearse(small_form(text)).findings}
    assert set(found) == {"FRM-030", "FRM-033"}
    assert (found["FRM-030"].rule, found["FRM-030"].severity) == ("never", Severity.WARNING)
    assert "“đúng”" in found["FRM-030"].message.vi
    assert found["FRM-033"].rule == "elsewhere" and "other_form" in found["FRM-033"].message.vi


def test_a_rule_that_the_checks_judge_otherwise_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = trial_round.check_round

    def blind(*args: object) -> Checked:
        from dataclasses import replace

        checked = real(*args)  # type: ignore[arg-type]
        seen = tuple(
            r for r in checked.results if r.rule != "dossiers_add_up" or r.outcome is not Outcome.FAIL
        )
        return replace(checked, results=seen)

    monkeypatch.setattr(trial_round, "check_round", blind)
    (finding,) = rehearse(small_form()).findings
    assert (finding.code, finding.rule, finding.severity) == ("FRM-031", "dossiers_add_up", Severity.ERROR)
    assert "dossier_received = " in finding.message.vi


def test_a_form_whose_correct_fills_intake_complains_of_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    cells_of = trial_round.cells_of

    def slip(*args: object) -> dict[str, dict[str, object]]:
        cells = cells_of(*args)  # type: ignore[arg-type]
        sheet = cells["Số liệu"]
        sheet[next(iter(sheet))] = "chưa rõ"
        return cells

    monkeypatch.setattr(trial_round, "cells_of", slip)
    codes = {finding.code for finding in rehearse(small_form()).findings}
    assert "FRM-032" in codes


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = make_small_workspace(tmp_path_factory.mktemp("check"), "tthc_ii06a")
    with open_desk(made.root, by="Người thử", at=AT) as desk:
        pipeline.open_round(desk, NewRound(forms=("tthc_ii06a",), period="2024-H1"))
    return made


def _files(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def test_form_check_ends_in_0_says_how_long_it_takes_to_fill_and_writes_nothing(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _files(workspace.root)
    assert main(["form", "check", "tthc_ii06a", "--workspace", str(workspace.root)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Đang kiểm tra và điền thử biểu mẫu tthc_ii06a; ")  # it takes a while
    assert "không có nội dung cần sửa" in said
    assert "Ước tính thời gian điền, đơn vị cấp xã" in said
    assert _files(workspace.root) == before


def test_codes_are_compared_with_the_newest_round_and_with_a_file(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workspace.forms / "tthc_ii06a" / "form.yaml"
    text = path.read_text("utf-8")
    changed = text.replace("label: {vi: Từ kỳ trước, en:", "label: {vi: Trả lại công dân, en:", 1)
    assert changed != text
    older = tmp_path / "older.yaml"
    older.write_text(changed, "utf-8")
    try:
        path.write_text(changed, "utf-8")
        assert main(["form", "check", "tthc_ii06a", "--workspace", str(workspace.root), "--json"]) == 1
        told = json.loads(capsys.readouterr().out)
        (finding,) = [f for f in told["findings"] if f["code"] == "FRM-022"]
        assert finding["severity"] == "error" and "tthc_ii06a-2024-H1" in finding["message"]
        assert "Trả lại công dân" in finding["message"]
        arguments = ["form", "check", "tthc_ii06a", "--workspace", str(workspace.root)]
        assert main([*arguments, "--against", str(older)]) == 0
    finally:
        path.write_text(text, "utf-8")
