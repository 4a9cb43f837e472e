"""Whose a workbook is, and of which round: by content, never by name."""

from dataclasses import replace

import pytest

from tests.forms import SMALL_FORM, small_form, small_round
from tests.unit.intake.returned import a_round, change, sheet_of, stamp_sheet, values, workbook
from tests.unit.intake.templates import (
    Spot,
    chosen,
    sent,
    template,
    with_cells,
    without_sheets,
    without_stamp,
)
from toolkit.files.model import RawValue, RawWorkbook
from toolkit.form.layout import GUIDE_SHEET, STAMP_SHEET, lay_out
from toolkit.form.model import Round
from toolkit.form.stamp import COMMON
from toolkit.intake.identify import Identity, identify
from toolkit.intake.locate import column_codes
from toolkit.intake.model import Kind
from toolkit.periods import parse_period
from toolkit.units import Units

ROUND = a_round()
UNIT = ROUND.units[1]
RAW = workbook(ROUND, UNIT, values(ROUND, UNIT))
SENT = sent(1)
COMMON_ONE = template(ROUND, ROUND.units)
DATA = [sheet.name for sheet in RAW.sheets[:-1]]
HEAD_UNIT, HEAD_PERIOD = 2, 3


def asked(raw: RawWorkbook, known: dict[str, Round] | None = None) -> Identity:
    return identify(raw, ROUND, (known or {}).get, Units(ROUND.units), "a.xlsx")


def codes(identity: Identity) -> list[str]:
    return [finding.code for finding in identity.findings]


def stamp_rows(**changed: RawValue) -> list[tuple[RawValue, ...]]:
    rows = {str(key): value for key, value in stamp_sheet(ROUND, UNIT.unit_id).rows}
    rows |= {key.replace("__", ":"): value for key, value in changed.items()}
    return [(key, value) for key, value in rows.items() if value is not None]


def restamped(**changed: RawValue) -> RawWorkbook:
    return change(SENT, STAMP_SHEET, stamp_rows(**changed))


def head(sheet: str, row: int, text: str, raw: RawWorkbook = SENT) -> RawWorkbook:
    return with_cells(raw, {(sheet, row, 1): text})


# The stamp


def test_a_template_as_sent_is_its_unit_s_return_without_remark() -> None:
    for raw in (RAW, SENT):
        identity = asked(raw)
        assert (identity.kind, identity.unit_id, identity.forms) == (Kind.RETURN, UNIT.unit_id, ("small",))
        assert identity.findings == ()


@pytest.mark.parametrize(
    "rows",
    [
        stamp_rows(tonghop=1.0, form__small=1.0),
        stamp_rows()[::-1],
        [("", *row) for row in stamp_rows()],
        stamp_rows(unit=102.0),
        [(None, None), *((key, None, value) for key, value in stamp_rows())],
    ],
)
def test_the_stamp_is_read_however_its_sheet_was_treated(rows: list[tuple[RawValue, ...]]) -> None:
    identity = asked(change(RAW, STAMP_SHEET, rows, "Sheet9"))
    assert (identity.kind, identity.unit_id, identity.findings) == (Kind.RETURN, UNIT.unit_id, ())


def test_another_round_is_named_in_words_where_it_is_known() -> None:
    other = replace(ROUND, id="small-2023-H2", period=parse_period("2023-H2"))
    raw = RawWorkbook((*RAW.sheets[:-1], stamp_sheet(other, UNIT.unit_id)))
    told = asked(raw, {other.id: other})
    assert (told.kind, told.round_id, codes(told)) == (Kind.WRONG_ROUND, other.id, ["UNI-001"])
    assert "6 tháng cuối năm 2023" in told.findings[0].message.vi
    unknown = asked(raw)
    assert (unknown.kind, codes(unknown)) == (Kind.WRONG_ROUND, ["UNI-001"])
    assert other.id in unknown.findings[0].message.vi and "a.xlsx" in unknown.findings[0].message.vi


def test_another_form_is_told_as_such_unless_its_round_is_known() -> None:
    other = small_form(SMALL_FORM.replace("id: small", "id: other"))
    raw = RawWorkbook((stamp_sheet(replace(ROUND, forms=(other,)), UNIT.unit_id),))
    assert (asked(raw).kind, codes(asked(raw))) == (Kind.WRONG_FORM, ["UNI-002"])
    theirs = replace(ROUND, id="other-2024-H1", forms=(other,))
    raw = RawWorkbook((stamp_sheet(theirs, UNIT.unit_id),))
    assert (asked(raw).kind, codes(asked(raw))) == (Kind.WRONG_FORM, ["UNI-002"])
    assert asked(raw, {theirs.id: theirs}).kind is Kind.WRONG_ROUND


def test_another_version_is_a_return_with_a_warning() -> None:
    identity = asked(restamped(form__small="2"))
    assert (identity.kind, identity.other_versions) == (Kind.RETURN, frozenset({"small"}))
    assert codes(identity) == ["UNI-003"]
    assert asked(RAW).other_versions == frozenset()


def test_a_round_of_two_forms_takes_a_supplement_of_one() -> None:
    both = small_round(small_form(), small_form(SMALL_FORM.replace("id: small", "id: other")))
    raw = RawWorkbook((stamp_sheet(replace(both, forms=both.forms[:1]), UNIT.unit_id),))
    assert identify(raw, both).forms == ("small",)


def test_a_stamp_of_a_newer_toolkit_is_asked_about() -> None:
    identity = asked(restamped(tonghop="2"))
    assert (identity.kind, codes(identity)) == (Kind.ASK, ["UNI-014"])


@pytest.mark.parametrize("lost", ["unit", "round", "form__small"])
def test_what_a_torn_stamp_lost_is_read_from_the_sheets(lost: str) -> None:
    identity = asked(restamped(**{lost: None}))
    assert (identity.kind, identity.unit_id, identity.forms) == (Kind.RETURN, UNIT.unit_id, ("small",))
    assert codes(identity) == ["UNI-015"]
    elsewhere = restamped(**{"round": "small-2023-H2", lost: None} if lost != "round" else {"round": "x"})
    assert asked(elsewhere).kind is Kind.WRONG_ROUND


def test_a_layout_that_was_never_sent_out_is_noted() -> None:
    identity = asked(restamped(layout="0123456789abcdef"))
    assert (identity.kind, codes(identity)) == (Kind.RETURN, ["UNI-016"])


def test_two_stamps_are_asked_about_and_two_alike_are_one() -> None:
    mine, other = stamp_sheet(ROUND, UNIT.unit_id), stamp_sheet(ROUND, ROUND.units[2].unit_id)
    two = asked(RawWorkbook((*RAW.sheets, replace(other, name="_tonghop (2)"))))
    assert (two.kind, codes(two)) == (Kind.ASK, ["UNI-017"])
    assert UNIT.name in two.findings[0].message.vi and ROUND.units[2].name in two.findings[0].message.vi
    assert asked(RawWorkbook((*RAW.sheets, replace(mine, name="_tonghop (2)")))).kind is Kind.RETURN


def test_units_not_expected_or_not_known_are_asked() -> None:
    elsewhere = replace(UNIT, code="888", name="Xã Xa")
    raw = RawWorkbook((*RAW.sheets[:-1], stamp_sheet(ROUND, elsewhere.unit_id)))
    known = identify(raw, ROUND, units=Units((*ROUND.units, elsewhere)))
    assert (known.kind, codes(known)) == (Kind.ASK, ["UNI-007"])
    assert codes(asked(raw)) == ["UNI-008"]


# Stamp and sheets


def test_stamp_and_visible_unit_that_disagree_are_asked() -> None:
    for cell in ("Đơn vị báo cáo: Xã Bình Thanh", "UBND XÃ BÌNH THANH"):
        identity = asked(head(DATA[0], HEAD_UNIT, cell))
        assert (identity.kind, identity.unit_id, codes(identity)) == (Kind.ASK, UNIT.unit_id, ["UNI-009"])
    office = head(DATA[0], HEAD_UNIT, "Đơn vị báo cáo: Ban chỉ đạo xã Bình Hòa")
    assert codes(asked(office)) == ["UNI-009"] and codes(asked(without_stamp(office))) == ["UNI-012"]
    stamped = change(COMMON_ONE, STAMP_SHEET, stamp_rows())
    assert codes(asked(chosen(stamped, "101 - Xã Bình Thanh"))) == ["UNI-009"]
    assert asked(chosen(stamped, "102 - Xã Bình Thạnh")).kind is Kind.RETURN


@pytest.mark.parametrize(
    "text",
    [
        "Đơn vị báo cáo: UBND xã Bình Thạnh - huyện Bình Sơn",
        "Đơn vị báo cáo: Binh Thanh",
        "Đơn vị báo cáo: Ban chỉ đạo cải cách hành chính",
        "UBND HUYỆN BÌNH SƠN\nUBND XÃ BÌNH THẠNH",
    ],
)
def test_what_names_the_stamped_unit_or_none_does_not_disagree(text: str) -> None:
    assert asked(head(DATA[0], HEAD_UNIT, text)).kind is Kind.RETURN


def test_sheets_of_several_units_in_one_workbook_are_asked_about() -> None:
    others = [replace(sheet, name=f"{sheet.name} (2)") for sheet in sent(2).sheets if sheet.name in DATA]
    for raw in (SENT, without_stamp(SENT)):
        identity = asked(RawWorkbook((*raw.sheets, *others)))
        assert (identity.kind, codes(identity)) == (Kind.ASK, ["UNI-017"])
        assert f"“{DATA[0]} (2)”: {ROUND.units[2].name}" in identity.findings[0].message.vi


def test_another_place_of_signing_is_a_warning_under_a_stamp_and_asked_without() -> None:
    last = len(SENT.sheet(DATA[0]).rows) - 1  # type: ignore[union-attr]
    raw = with_cells(SENT, {(DATA[0], last, 3): "Bình Hòa, ngày 15 tháng 6 năm 2024"})
    assert (asked(raw).kind, codes(asked(raw))) == (Kind.RETURN, ["UNI-018"])
    assert codes(asked(without_stamp(raw))) == ["UNI-012"]
    own = with_cells(SENT, {(DATA[0], last, 3): "Bình Thạnh, ngày 15 tháng 6 năm 2024"})
    assert codes(asked(own)) == [] and asked(without_stamp(own)).kind is Kind.RETURN


def test_another_period_under_its_label_is_asked_about() -> None:
    raw = head(DATA[0], HEAD_PERIOD, "Kỳ báo cáo: 6 tháng cuối năm 2023")
    for each in (raw, without_stamp(raw)):
        assert (asked(each).kind, codes(asked(each))) == (Kind.ASK, ["UNI-013"])


# The common template


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("102 - Xã Bình Thạnh", "102"),
        ("101 - Xã Bình Thanh", "101"),
        ("102", "102"),
        (102.0, "102"),
        ("xã  bình thạnh", "102"),
        ("Bình Thạnh", "102"),
        ("Xã Bình Hoà", "103"),
        ("102 Binh Thanh", "102"),
        ("TT. Châu Ổ", "104"),
        ("10-own - Các cơ quan, đơn vị thuộc huyện", "10-own"),
        ("Các cơ quan, đơn vị thuộc huyện", "10-own"),
    ],
)
def test_the_common_template_s_unit_is_read_by_code_then_by_name(written: RawValue, unit: str) -> None:
    identity = asked(chosen(COMMON_ONE, written))
    assert (identity.kind, identity.unit_id, identity.findings) == (Kind.RETURN, f"{unit}@", ())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (None, "UNI-005"),
        ("102 - Xã Bình Thanh", "UNI-006"),
        ("999 - Xã Lạ", "UNI-006"),
        ("Binh Thanh", "UNI-006"),
        ("101, 102", "UNI-006"),
        ("Xã Bình Thạnh, huyện Đức Thọ", "UNI-006"),
    ],
)
def test_what_does_not_name_one_unit_is_asked(written: str | None, code: str) -> None:
    identity = asked(chosen(COMMON_ONE, written))
    assert (identity.kind, identity.unit_id, codes(identity)) == (Kind.ASK, "", [code])


def test_a_choice_left_blank_may_be_made_up_for_by_a_heading() -> None:
    raw = head(DATA[0], 0, "UBND XÃ BÌNH HÒA", chosen(COMMON_ONE, None))
    identity = asked(raw)
    assert (identity.kind, identity.unit_id, codes(identity)) == (Kind.RETURN, "103@", ["UNI-019"])
    assert asked(head(DATA[0], 0, "UBND XÃ BÌNH HÒA", chosen(COMMON_ONE, "102"))).kind is Kind.ASK


def test_a_heading_that_repeats_an_older_choice_is_no_second_unit() -> None:
    raw = chosen(COMMON_ONE, "102 - Xã Bình Thạnh")
    stale = with_cells(raw, {(DATA[0], HEAD_UNIT, 1): "Đơn vị báo cáo: 101 - Xã Bình Thanh"})
    assert asked(replace(stale, formulas=raw.formulas)).unit_id == UNIT.unit_id
    assert asked(stale).kind is Kind.ASK


def test_a_known_unit_that_the_round_does_not_expect_is_named() -> None:
    fewer = replace(ROUND, units=ROUND.units[:1])
    raw = chosen(COMMON_ONE, "Xã Bình Thạnh")
    identity = identify(raw, fewer, units=Units(ROUND.units))
    assert (identity.kind, codes(identity)) == (Kind.ASK, ["UNI-007"])


# Without a stamp


@pytest.mark.parametrize("number", range(len(ROUND.units)))
def test_without_a_stamp_a_template_is_known_by_what_is_printed_on_it(number: int) -> None:
    identity = asked(without_stamp(sent(number)))
    assert (identity.kind, identity.unit_id) == (Kind.RETURN, ROUND.units[number].unit_id)
    assert (identity.forms, codes(identity)) == (("small",), ["UNI-011"])


@pytest.mark.parametrize("name", DATA)
def test_one_sheet_split_off_is_known_by_its_head(name: str) -> None:
    one = RawWorkbook(tuple(sheet for sheet in SENT.sheets if sheet.name == name))
    identity = asked(one)
    assert (identity.kind, identity.unit_id, identity.forms) == (Kind.RETURN, UNIT.unit_id, ("small",))


def without_codes(raw: RawWorkbook, round: Round, form: str) -> RawWorkbook:
    """What is left of a form when the stamp, its code columns and its code rows were deleted."""
    areas = [area for area in lay_out(round.forms, (UNIT,)).areas if area.form == form]
    sheets, codes = {area.sheet for area in areas}, {code for area in areas for code in column_codes(area)}
    bare = without_stamp(raw)
    gone: dict[Spot, RawValue] = {
        (sheet.name, row, col): None
        for sheet in bare.sheets
        for row, cells in enumerate(sheet.rows)
        for col, value in enumerate(cells)
        if sheet.name in sheets and (col == 0 or value in codes)
    }
    return with_cells(bare, gone)


def test_without_stamp_and_codes_the_labels_tell_the_form() -> None:
    bare = without_codes(SENT, ROUND, "small")
    identity = asked(bare)
    assert (identity.kind, identity.unit_id, identity.forms) == (Kind.RETURN, UNIT.unit_id, ("small",))
    one = RawWorkbook(tuple(sheet for sheet in bare.sheets if sheet.name == DATA[1]))
    part = asked(one)
    assert (part.kind, part.unit_id, codes(part)) == (Kind.ASK, UNIT.unit_id, ["UNI-010"])
    assert "biểu mẫu" in part.findings[0].message.vi


def test_of_two_forms_one_may_have_lost_its_codes() -> None:
    text = SMALL_FORM.replace("id: small", "id: other")
    for word in (
        "Số hộ",
        "Hồ sơ",
        "hồ sơ",
        "Băng rôn",
        "Pano",
        "Đã ban hành",
        "Mức độ",
        "Kinh phí",
        "Hộ tịch",
        "Văn bản",
    ):
        text = text.replace(word, f"{word} khác")
    for code in (
        "household_total",
        "dossier_",
        "banner",
        "panel",
        "ho_tich",
        "dat_dai",
        "figures",
        "documents",
    ):
        text = text.replace(code, f"z_{code}")
    both = small_round(small_form(), small_form(text))
    raw = template(both, (UNIT,))
    for form in ("small", "other"):
        assert identify(without_codes(raw, both, form), both).forms == ("small", "other")


def test_without_a_stamp_what_says_neither_unit_nor_period_is_asked_about() -> None:
    identity = asked(RawWorkbook(RAW.sheets[:-1]))
    assert (identity.kind, identity.forms) == (Kind.ASK, ("small",))
    assert codes(identity) == ["UNI-010", "UNI-010"]
    assert identity.unit_id == UNIT.unit_id  # a guess, from the place of signing


def test_without_a_stamp_a_name_without_accents_is_asked_about_with_its_candidates() -> None:
    bare = without_sheets(without_stamp(SENT), GUIDE_SHEET)
    for name in DATA:
        bare = head(name, HEAD_UNIT, "Don vi bao cao: Xa Binh Thanh", bare)
    identity = asked(bare)
    assert (identity.kind, identity.unit_id, codes(identity)) == (Kind.ASK, "", ["UNI-010"])
    assert "Xã Bình Thanh (101), Xã Bình Thạnh (102)" in identity.findings[0].message.vi


def test_a_workbook_as_much_like_another_known_form_is_asked_about() -> None:
    text = SMALL_FORM.replace("id: small", "id: other").replace("Kết quả tuyên truyền", "Kết quả khác")
    more = small_form(text.replace("    rollup", "    rollup"))
    raw = without_stamp(SENT)
    assert identify(raw, ROUND, units=Units(ROUND.units), others=(more,)).kind is Kind.RETURN
    theirs = without_stamp(template(replace(ROUND, forms=(more,)), (UNIT,)))
    identity = identify(theirs, ROUND, units=Units(ROUND.units), others=(more,))
    assert (identity.kind, codes(identity)) == (Kind.ASK, ["UNI-020"])


def test_other_workbooks_are_foreign() -> None:
    foreign = asked(RawWorkbook((sheet_of("Sheet1", {(0, 0): "Danh sách", (1, 1): 5.0}),)))
    assert (foreign.kind, codes(foreign)) == (Kind.FOREIGN, ["UNI-004"])
    assert asked(RawWorkbook(())).kind is Kind.FOREIGN


def test_a_stamp_of_all_units_needs_a_choice() -> None:
    assert codes(asked(RawWorkbook((*RAW.sheets[:-1], stamp_sheet(ROUND, COMMON))))) == ["UNI-010"]
