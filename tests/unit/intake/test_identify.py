"""Whose a workbook is, and of which round: by content, never by name."""

from dataclasses import replace

import pytest

from tests.forms import SMALL_FORM, small_form, small_round
from tests.unit.intake.returned import a_round, change, sheet_of, stamp_sheet, values, workbook
from toolkit.files.model import RawWorkbook
from toolkit.form.layout import GUIDE_SHEET, UNIT_CODE
from toolkit.form.stamp import COMMON
from toolkit.intake.identify import Identity, identify, resolve
from toolkit.intake.model import Kind
from toolkit.units import Units

ROUND = a_round()
UNIT = ROUND.units[1]
RAW = workbook(ROUND, UNIT, values(ROUND, UNIT))


def asked(raw: RawWorkbook) -> Identity:
    return identify(raw, ROUND, (ROUND,), Units(ROUND.units), "a.xlsx")


def codes(identity: Identity) -> list[str]:
    return [finding.code for finding in identity.findings]


def common(unit: str | None, stamped: str = COMMON) -> RawWorkbook:
    guide = sheet_of(GUIDE_SHEET, {(9, 0): UNIT_CODE, (9, 1): "Đơn vị báo cáo", (9, 3): unit})
    return RawWorkbook((guide, *RAW.sheets[:-1], stamp_sheet(ROUND, stamped)))


def test_a_stamped_workbook_is_its_unit_s_return() -> None:
    identity = asked(RAW)
    assert (identity.kind, identity.unit_id, identity.forms) == (Kind.RETURN, UNIT.unit_id, ("small",))
    assert identity.findings == ()


def test_the_stamp_is_read_from_a_renamed_sheet() -> None:
    stamp = RAW.sheets[-1]
    assert asked(change(RAW, stamp.name, list(stamp.rows), "Sheet9")).kind is Kind.RETURN


def test_another_round_is_named() -> None:
    other = replace(ROUND, id="small-2023-H2")
    raw = RawWorkbook((*RAW.sheets[:-1], stamp_sheet(other, UNIT.unit_id)))
    known = identify(raw, ROUND, (ROUND, other), Units(ROUND.units), "a.xlsx")
    assert (known.kind, known.round_id, codes(known)) == (Kind.WRONG_ROUND, "small-2023-H2", ["UNI-001"])
    assert "small-2023-H2" in known.findings[0].message.vi and "a.xlsx" in known.findings[0].message.vi
    assert identify(raw, ROUND).kind is Kind.WRONG_ROUND


def test_another_form_and_another_version_are_named() -> None:
    other = small_form(SMALL_FORM.replace("id: small", "id: other"))
    raw = RawWorkbook((stamp_sheet(replace(ROUND, forms=(other,)), UNIT.unit_id),))
    assert (asked(raw).kind, codes(asked(raw))) == (Kind.WRONG_FORM, ["UNI-002"])
    newer = small_form(SMALL_FORM.replace('version: "1"', 'version: "2"'))
    raw = RawWorkbook((stamp_sheet(replace(ROUND, forms=(newer,)), UNIT.unit_id),))
    assert (asked(raw).kind, codes(asked(raw))) == (Kind.WRONG_FORM, ["UNI-003"])


def test_a_round_of_two_forms_takes_a_supplement_of_one() -> None:
    both = small_round(small_form(), small_form(SMALL_FORM.replace("id: small", "id: other")))
    raw = RawWorkbook((stamp_sheet(replace(both, forms=both.forms[:1]), UNIT.unit_id),))
    assert identify(raw, both).forms == ("small",)


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("102 - Xã Bình Thạnh", "102"),
        ("101 - Xã Bình Thanh", "101"),
        ("102", "102"),
        ("xã  bình thạnh", "102"),
        ("Bình Thạnh", "102"),
        ("Xã Bình Hoà", "103"),
        ("10-own - Các cơ quan, đơn vị thuộc huyện", "10-own"),
    ],
)
def test_the_common_template_s_unit_is_read_by_code_then_by_name(written: str, unit: str) -> None:
    identity = asked(common(written))
    assert (identity.kind, identity.unit_id) == (Kind.RETURN, f"{unit}@")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (None, "UNI-005"),
        ("102 - Xã Bình Thanh", "UNI-006"),
        ("999 - Xã Lạ", "UNI-006"),
        ("Binh Thanh", "UNI-006"),
    ],
)
def test_what_does_not_name_one_unit_is_asked(written: str | None, code: str) -> None:
    identity = asked(common(written))
    assert (identity.kind, identity.unit_id, codes(identity)) == (Kind.ASK, "", [code])


def test_names_alike_in_two_units_name_neither() -> None:
    town = replace(ROUND.units[0], code="777", name="Thị trấn Bình Thanh", type="Thị trấn")
    assert len(resolve("Bình Thanh", (*ROUND.units, town))) == 2
    assert resolve("Thị trấn Bình Thanh", (*ROUND.units, town)) == (town,)


def test_units_not_expected_or_not_known_are_asked() -> None:
    elsewhere = replace(UNIT, code="888", name="Xã Xa")
    raw = RawWorkbook((*RAW.sheets[:-1], stamp_sheet(ROUND, elsewhere.unit_id)))
    known = identify(raw, ROUND, (), Units((*ROUND.units, elsewhere)))
    assert (known.kind, codes(known)) == (Kind.ASK, ["UNI-007"])
    assert codes(asked(raw)) == ["UNI-008"]


def test_stamp_and_visible_unit_that_disagree_are_asked() -> None:
    identity = asked(common("101 - Xã Bình Thanh", UNIT.unit_id))
    assert (identity.kind, codes(identity)) == (Kind.ASK, ["UNI-009"])
    assert asked(common("102 - Xã Bình Thạnh", UNIT.unit_id)).kind is Kind.RETURN


def test_without_a_stamp_our_codes_are_asked_about_and_others_are_foreign() -> None:
    identity = asked(RawWorkbook(RAW.sheets[:-1]))
    assert (identity.kind, identity.forms, codes(identity)) == (Kind.ASK, ("small",), ["UNI-010"])
    foreign = asked(RawWorkbook((sheet_of("Sheet1", {(0, 0): "Danh sách", (1, 1): 5.0}),)))
    assert (foreign.kind, codes(foreign)) == (Kind.FOREIGN, ["UNI-004"])
