"""What a failed rule says: its field, its numbers, whose they are; and in short, for a message of a few lines."""

from collections.abc import Mapping
from dataclasses import replace

from tests.forms import small_round
from tests.unit.validation.fills import data
from toolkit.findings import Finding, Place, cut, found
from toolkit.intake.model import Origin, UnitData
from toolkit.validation.check import check_round
from toolkit.validation.suites import compile_suite

ROUND = small_round()
UNIT = ROUND.units[0].unit_id
SUITES = {form.id: compile_suite(form) for form in ROUND.forms}


def told(unit: UnitData) -> dict[str, Finding]:
    """What is found of a unit, by rule."""
    findings = check_round(ROUND, (unit,), SUITES, {}).findings
    return {one.rule or one.code: one for lead in findings for one in lead.each}


def of(changes: Mapping[str, object]) -> dict[str, Finding]:
    return told(data(ROUND, UNIT, dict(changes)))


def test_a_rule_of_plain_fields_names_the_field_its_cell_and_what_is_wrong() -> None:
    one = of({"dossier_received": 166})["dossiers_add_up"]
    label = "(Tổng số hồ sơ tiếp nhận)"
    assert one.message.vi.startswith(f"Ô {one.place.cell}, trang “{one.place.sheet}” {label}: 166 khác 165 (")
    assert one.short.vi == f"Ô {one.place.cell} {label}: 166 khác 165 (107 + 58)."
    assert one.short.en.startswith(f"Cell {one.place.cell} (") and "166 differs from 165" in one.short.en


def test_every_short_wording_of_a_bad_return_names_cell_and_field() -> None:
    bad = of(
        {
            "dossier_received": 9, "satisfaction_num": 120, "household_total": 0,
            "dossiers/ho_tich/got": 3, "dossiers/dat_dai/got_online": None,
        }
    )  # fmt: skip
    assert len(bad) > 4
    for one in bad.values():
        assert one.place.cell in one.short.vi and "(" in one.short.vi, one.short.vi
        assert one.short.vi.endswith((".", "…")) and len(one.short.vi) < 260


def test_impossible_figures_are_not_asked_to_be_explained() -> None:
    bad = of({"household_total": 0, "dossier_received": 166})
    assert "giải trình" not in bad["household_total__bounds"].remedy.vi
    assert "nếu số liệu đúng, đề nghị giải trình." in bad["dossiers_add_up"].remedy.vi


def test_a_corrected_figure_is_not_told_as_the_units_own() -> None:
    unit = data(ROUND, UNIT, {"dossier_received": 999})
    entries = tuple(
        replace(item, entry=replace(item.entry, value=166, origin=Origin.CORRECTED), reported=item.entry)
        if item.entry.key.field == "dossier_received"
        else item
        for item in unit.entries
    )
    one = told(replace(unit, entries=entries))["dossiers_add_up"]
    for words in (one.told.vi, one.short.vi):
        assert f"số 166 tại ô {one.place.cell} là số đã đính chính, báo cáo ghi “999”" in words
    assert "đính chính" not in of({"dossier_received": 166})["dossiers_add_up"].told.vi


def test_stops_within_a_title_end_no_short_wording_and_long_parts_are_cut() -> None:
    place = Place(sheet="Số liệu", cell="E9")
    one = found("CPY-002", place, label="VII. Chuyển đổi số", period="năm 2024")
    assert one.short == one.message and "phần “VII. Chuyển đổi số”: toàn bộ" in one.short.vi
    long = found("NUM-001", place, raw="x", label="Chỉ tiêu rất dài " * 20)
    assert len(long.short.vi) < 200 < len(long.message.vi) and "ghi “x”, chưa đọc được" in long.short.vi


def test_the_unit_s_own_wording_is_the_short_one() -> None:
    one = found("CPY-001", Place(sheet="Số liệu", cell="E9"), label="I", others="Xã B")
    assert "Xã B" in one.message.vi and "Xã B" not in one.short.vi + one.short.en


def test_a_short_wording_ends_after_a_whole_phrase() -> None:
    added = "; đồng thời khác nhiều so với các kỳ trước của đơn vị (91; 95; 90; 88); tăng từ 100% trở lên so với mức cao"
    assert cut(added) == f"{added[: added.index('; tăng')]}…"
    assert (
        cut(
            "; đồng thời khác nhiều so với mức thường gặp ở các đơn vị có cùng quy mô dân số, diện tích như nhau"
        )
        == "…"
    )
    parts = {
        "where": "Ô E36",
        "label": "Lượt phát thanh",
        "value": "910",
        "before": "91",
        "times": "gấp 10 lần",
    }
    said = {
        "besides": added,
        "besides_to_unit": added,
        "typical": "91",
        "count": 3,
        "than": "",
        "measure": "",
    }
    short = found("STA-001", **parts, **said, before_to_unit="91").short.vi
    assert short.endswith("(91; 95; 90; 88)…") and "trở…" not in short
