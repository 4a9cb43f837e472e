"""The lint: each mistake of judgement draws its code, on its line, and nothing else does."""

import pytest

from tests.forms import SMALL_FORM, small_form
from toolkit.findings import Finding
from toolkit.form.check import check_form
from toolkit.form.model import Form

LONG = ", ".join(f"Lựa chọn thứ {n}" for n in range(20))
# what is replaced, by what, the code, the field or block concerned
UNWISE = [
    (
        "measure: {vi: tấm, en: banners}",
        'measure: {vi: "% số hộ", en: "% of households"}',
        "FRM-001",
        "banner",
    ),
    ("dossier_online + dossier_direct\n", "dossier_online + dossier_direct\n", "", ""),
    (
        "        asked_of: [commune]\n        core",
        "        asked_of: [district]\n        core",
        "FRM-002 FRM-003",
        "household_total",
    ),
    (
        "measure: {vi: tấm, en: banners}",
        "measure: {vi: 1.000 đồng, en: thousand dong}",
        "FRM-036",
        "banner",
    ),
    ("measure: {vi: tấm, en: banners}", "measure: {vi: m2, en: m2}", "", ""),
    ("choices: [Kế hoạch, Công văn]", f"choices: [Kế hoạch, {LONG}]", "FRM-004", "type"),
    ("choices: [Kế hoạch, Công văn]", 'choices: [Kế hoạch, "Công văn, tờ trình"]', "FRM-005", "type"),
    (
        "        measure: {vi: tấm, en: panels}",
        f"        note: {{vi: {'ghi chú ' * 40}, en: note}}",
        "FRM-006",
        "panel",
    ),
    ("      budget:\n", "      budget:\n        core: true\n", "FRM-007", ""),
    (
        "check: dossier_received == dossier_online + dossier_direct",
        "check: dossier_received >= 1",
        "FRM-008",
        "dossier_received",
    ),
    ("label: {vi: Băng rôn, en: Banners}", "label: Băng rôn", "FRM-009", ""),
    ("    lines: 5", "    lines: 500", "FRM-010", ""),
    ("asked_of: [commune, own]", "asked_of: [comune, commune, own]", "FRM-011", ""),
    ("        min: 1\n", "        min: 1\n        max: 9000\n", "", ""),
]


def unwise(form: Form) -> list[Finding]:
    """All but that rules have no examples, which those of the small form have not."""
    return [finding for finding in check_form(form) if finding.code != "FRM-021"]


@pytest.mark.parametrize(("old", "new", "code", "field"), UNWISE)
def test_lint(old: str, new: str, code: str, field: str) -> None:
    findings = unwise(small_form(SMALL_FORM.replace(old, new, 1)))
    assert {finding.code for finding in findings} == set(code.split())
    if field:
        assert field in [finding.place.field for finding in findings]
    for finding in findings:
        assert finding.message.vi.startswith("Dòng ") and finding.remedy.vi


def test_a_rule_that_no_unit_is_asked_for_whole() -> None:
    text = SMALL_FORM.replace("        asked_of: [commune]\n", "", 1)
    text = text.replace("      banner:\n", "      banner:\n        asked_of: [own]\n")
    text = text.replace("      panel:\n", "      panel:\n        asked_of: [commune]\n")
    text = text.replace("        formula: banner + panel\n", "")
    text += """\
  - code: banners_and_panels
    check: banner <= panel
    severity: warning
    message: {vi: Số băng rôn không nhiều hơn pano., en: Banners are not more than panels.}
"""
    (finding,) = unwise(small_form(text))
    assert (finding.code, finding.rule) == ("FRM-002", "banners_and_panels")
    assert "banner, panel" in finding.message.en
