"""Which workbook goes back to a unit, and where its marks are."""

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import openpyxl
import pytest

from tests.forms import small_round
from tests.unit.template.test_build import OFFICE
from tests.unit.validation.fills import GOOD, returned, stacked
from toolkit.desk import Desk
from toolkit.files.write_workbook import write_workbook
from toolkit.findings import Finding, Place, Proposed, Severity, Suggestion
from toolkit.form.layout import REQUEST_SHEET
from toolkit.form.model import Key
from toolkit.intake.model import Kind, Origin, Received, UnitData, UnitReturn, Verdict
from toolkit.judge import Judged
from toolkit.lineage import UNCHANGED
from toolkit.page.messages import LONGEST
from toolkit.periods import write_date
from toolkit.returning import returned_files
from toolkit.template.build import plan_template
from toolkit.text import Text
from toolkit.validation.model import Checked

ROUND = small_round()
UNIT = ROUND.units[0]
TOTAL = Key("small", "figures", "dossier_received")


@cache
def template() -> bytes:
    return write_workbook(plan_template(ROUND, (UNIT,), {}, OFFICE))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk in whose store every return's bytes are the unit's template, or, named "f...", no workbook at all."""

    def stored(digest: str) -> Path:
        path = tmp_path / digest
        path.write_bytes(b"no workbook" if digest.startswith("f") else template())
        return path

    workspace = SimpleNamespace(stored=stored)
    return cast(Desk, SimpleNamespace(workspace=workspace, office=OFFICE, lineage=UNCHANGED))


def judged(
    *data: UnitData,
    findings: tuple[Finding, ...] = (),
    verdicts: Mapping[str, Verdict] | None = None,
    received: tuple[Received, ...] = (),
    as_of: date = ROUND.due,
) -> Judged:
    checked = Checked(round=ROUND.id, entries=(), findings=findings, results=(), verdicts=verdicts or {})
    parts: dict[str, Any] = {"standings": (), "findings": (), "received": received}
    return Judged(round=ROUND, data=data, checked=checked, as_of=as_of, **parts)


def wrong(one: UnitReturn, key: Key = TOTAL, **more: Any) -> Finding:
    there = next(entry for entry in one.entries if entry.key == key)
    said = Text(f"Ô {there.cell}: 165 khác 170.", "It does not add up.")
    place = Place(
        file=one.file, unit_id=one.unit_id, form=key.form, block=key.block, field=key.field, row=key.row,
        column=key.column, sheet=there.sheet, cell=there.cell,
    )  # fmt: skip
    finding = Finding(
        code="RUL-001", severity=Severity.ERROR, message=said, remedy=said, place=place, rule="sum"
    )
    return replace(finding, **more)


def workbook(files: Mapping[str, bytes]) -> openpyxl.Workbook:
    (data,) = (data for name, data in files.items() if name.startswith("returned/"))
    return openpyxl.load_workbook(io.BytesIO(data))


def marked(book: openpyxl.Workbook) -> set[str]:
    """The cells with comments."""
    return {cell.coordinate for sheet in book for row in sheet for cell in row if cell.comment}


def text(files: Mapping[str, bytes]) -> str:
    return files["messages.txt"].decode("utf-8-sig").replace("\r\n", "\n")


def typed(book: openpyxl.Workbook) -> set[object]:
    return {cell.value for sheet in book for row in sheet for cell in row}


def test_the_newest_return_goes_back_with_its_cell_marked(desk: Desk) -> None:
    one = returned(ROUND, UNIT.unit_id)
    finding = wrong(one)
    files = returned_files(desk, judged(stacked(one), findings=(finding,)), "vi")
    assert [name for name in files if name.startswith("returned/")] == [
        f"returned/{UNIT.code} {UNIT.name}.xlsx"
    ]
    book = workbook(files)
    assert marked(book) == {finding.place.cell} and book.sheetnames[-1] == REQUEST_SHEET


def test_what_an_older_return_states_is_marked_where_the_newest_has_it(desk: Desk) -> None:
    old = returned(ROUND, UNIT.unit_id, version=1)
    new = returned(ROUND, UNIT.unit_id, {**GOOD, "dossier_received": None}, version=2)
    moved = replace(old, entries=tuple(replace(e, cell="Z99", sheet="Cũ") for e in old.entries))
    here = next(entry.cell for entry in new.entries if entry.key == TOTAL)
    book = workbook(returned_files(desk, judged(stacked(moved, new), findings=(wrong(moved),)), "vi"))
    assert marked(book) == {here}


def test_what_is_no_datum_is_marked_only_in_the_return_it_was_found_in(desk: Desk) -> None:
    old, new = (returned(ROUND, UNIT.unit_id, version=version) for version in (1, 2))
    stray = Place(file=old.file, unit_id=UNIT.unit_id, sheet="Số liệu", cell="K3")
    findings = (
        wrong(old, place=stray, code="STR-027"),
        wrong(new, place=replace(stray, file=new.file, cell="K4")),
    )
    book = workbook(returned_files(desk, judged(stacked(old, new), findings=findings), "vi"))
    assert marked(book) == {"K4"}


@pytest.mark.parametrize("why", ["keyed in", "no workbook", "a supplement"])
def test_else_a_template_filled_with_what_the_unit_reported_goes_back(desk: Desk, why: str) -> None:
    one = returned(ROUND, UNIT.unit_id, {**GOOD, "dossier_received": 1765})
    finding = wrong(one)
    if why == "a supplement":
        kept = tuple(replace(e, cell="" if e.key == TOTAL else e.cell) for e in one.entries)
        data = replace(stacked(one), returns=(replace(one, version=2, supplement=True, entries=kept),))
    else:
        changed = {"source": "a" * 64} if why == "keyed in" else {"sha256": "f" * 64}
        data = replace(stacked(one), returns=(replace(one, **cast(Any, changed)),))
    book = workbook(returned_files(desk, judged(data, findings=(finding,)), "vi"))
    assert marked(book) == {finding.place.cell}
    assert {1765, 107, "13/KH-UBND", "Kinh phí còn hạn chế."} <= typed(book)


def test_what_staff_corrected_is_not_put_into_the_unit_s_mouth(desk: Desk) -> None:
    one = replace(returned(ROUND, UNIT.unit_id, {**GOOD, "dossier_received": 1765}), sha256="f" * 64)
    data = stacked(one)
    entries = tuple(
        replace(item, entry=replace(item.entry, value=1756, origin=Origin.CORRECTED), reported=item.entry)
        if item.entry.key == TOTAL
        else item
        for item in data.entries
    )
    book = workbook(
        returned_files(desk, judged(replace(data, entries=entries), findings=(wrong(one),)), "vi")
    )
    assert 1765 in typed(book) and 1756 not in typed(book)


def likely(finding: Finding, key: Key, words: str = "Đề nghị kiểm tra ô này: có thể là 170.") -> Finding:
    one = returned(ROUND, UNIT.unit_id)
    there = next(entry for entry in one.entries if entry.key == key)
    place = replace(finding.place, **key._asdict(), sheet=there.sheet, cell=there.cell)
    change = Proposed(place=place, raw=there.raw, value=170)
    way = Suggestion(changes=(change,), kind="digit_other", likely=True, words=Text(words, words))
    return replace(finding, suggestions=(way,))


def test_the_suggested_cell_is_marked_and_asked_about_in_the_message(desk: Desk) -> None:
    one = returned(ROUND, UNIT.unit_id)
    finding = likely(wrong(one), Key("small", "figures", "banner"))
    files = returned_files(desk, judged(stacked(one), findings=(finding,)), "vi")
    book = workbook(files)
    assert finding.aim.cell != finding.place.cell
    comments = {
        cell.coordinate: cell.comment.text for sheet in book for row in sheet for cell in row if cell.comment
    }
    assert (
        "có thể là 170" in comments[finding.aim.cell] and "có thể là 170" not in comments[finding.place.cell]
    )
    assert "Đề nghị kiểm tra ô này: có thể là 170." in text(files)
    assert any("có thể là 170" in str(value) for value in typed(book))


def test_a_message_with_suggestions_has_at_most_its_characters(desk: Desk) -> None:
    one = returned(ROUND, UNIT.unit_id)
    words = "Đề nghị kiểm tra các ô D14 và D15: ô D14 ghi 1.253, có thể là 1.523; ô D15 ghi 17, có thể là 71."
    keys = [entry.key for entry in one.entries if entry.cell][:9]
    findings = tuple(likely(wrong(one, key), key, words * times) for key in keys for times in (1, 2, 9))
    said = text(returned_files(desk, judged(stacked(one), findings=findings), "vi"))
    message = re.split(r"^=+$", said, flags=re.MULTILINE)[2]
    assert len(message.strip()) <= LONGEST and "nội dung khác trong tệp" in message


def test_what_waits_for_a_decision_is_not_asked_again_by_its_suggestion(desk: Desk) -> None:
    one = returned(ROUND, UNIT.unit_id)
    waits = likely(wrong(one, explanation="Số đúng."), TOTAL)
    assert "có thể là 170" not in text(returned_files(desk, judged(stacked(one), findings=(waits,)), "vi"))


def test_what_stands_out_among_units_stays_with_the_office(desk: Desk) -> None:
    one = returned(ROUND, UNIT.unit_id)
    words = Text("Khác thường so với trung vị 3 đơn vị: 417.", "Unlike the median of 3 units: 417.")
    unlike = wrong(one, Key("small", "figures", "banner"), code="STA-004", message=words, office_only=True)
    files = returned_files(desk, judged(stacked(one), findings=(unlike, wrong(one))), "vi")
    assert "417" not in text(files) and not any("417" in str(value) for value in typed(workbook(files)))
    assert marked(workbook(files)) == {wrong(one).place.cell}


def test_notes_and_accepted_findings_alone_send_nothing_back(desk: Desk) -> None:
    one = returned(ROUND, UNIT.unit_id)
    findings = (
        wrong(one, severity=Severity.INFO),
        wrong(one, severity=Severity.INFO, waived=True),
        wrong(one, office_only=True),
    )
    files = returned_files(desk, judged(stacked(one), findings=findings), "vi")
    assert [*files] == ["messages.txt"] and UNIT.name not in text(files)


def test_a_unit_that_mended_everything_is_thanked_and_a_first_good_return_is_not(desk: Desk) -> None:
    first, second = (returned(ROUND, UNIT.unit_id, version=version) for version in (1, 2))
    accepted = {UNIT.unit_id: Verdict.ACCEPTED}
    assert UNIT.name not in text(returned_files(desk, judged(stacked(first), verdicts=accepted), "vi"))
    thanked = text(returned_files(desk, judged(stacked(first, second), verdicts=accepted), "vi"))
    assert "đã chỉnh sửa xong" in thanked


def test_a_day_that_is_past_is_not_asked_for(desk: Desk) -> None:
    due = write_date(ROUND.due)
    assert f"chậm nhất ngày {due}" in text(returned_files(desk, judged(), "vi"))
    late = judged(as_of=date(ROUND.due.year, 12, 31))
    assert "chậm nhất" not in text(returned_files(desk, late, "vi"))
    longer = replace(late, round=replace(ROUND, extensions={UNIT.unit_id: date(ROUND.due.year + 1, 1, 5)}))
    assert write_date(date(ROUND.due.year + 1, 1, 5)) in text(returned_files(desk, longer, "vi"))


def test_a_file_that_came_and_is_no_return_is_named_in_the_reminder(desk: Desk) -> None:
    blank = wrong(
        returned(ROUND, UNIT.unit_id), code="UNI-023", place=Place(file="a.xlsx"),
        to_unit=Text("Tệp a.xlsx là biểu mẫu chưa điền số liệu.", "Nothing is filled in."),
    )  # fmt: skip
    asked = Received(
        file="a.xlsx",
        sha256="a",
        kind=Kind.ASK,
        unit_id=UNIT.unit_id,
        arrived_at=datetime(2024, 6, 14),
        findings=(blank,),
    )
    said = text(returned_files(desk, judged(received=(asked,)), "vi"))
    assert said.count("Tệp a.xlsx là biểu mẫu chưa điền số liệu.") == 1


def test_the_same_round_gives_the_same_bytes(desk: Desk) -> None:
    one = returned(ROUND, UNIT.unit_id)
    both = [returned_files(desk, judged(stacked(one), findings=(wrong(one),)), "vi") for _ in range(2)]
    assert both[0] == both[1]


def test_what_is_explained_is_not_asked_again_and_a_refusal_is_told(desk: Desk) -> None:
    one = returned(ROUND, UNIT.unit_id)
    waits = wrong(one, explanation="Số đúng.")
    said = text(returned_files(desk, judged(stacked(one), findings=(waits,)), "vi"))
    assert "đã nhận giải trình, đang xem xét" in said and "Đề nghị sửa ngay tại ô" not in said
    other = wrong(one, Key("small", "figures", "banner"))
    said = text(returned_files(desk, judged(stacked(one), findings=(other, waits)), "vi"))
    assert "Đã nhận giải trình về 1 nội dung khác" in said and "2. Ô" not in said
    refused = replace(waits, refused=True, note=Text("Giải trình chưa được chấp nhận: chưa rõ.", "Refused."))
    said = text(returned_files(desk, judged(stacked(one), findings=(refused,)), "vi"))
    assert "chưa được chấp nhận: chưa rõ." in said and "đang xem xét" not in said
