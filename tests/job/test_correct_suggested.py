"""What the checks suggest, taken through the command line: as it stands now, as a whole, with who confirmed it."""

import csv
import io
import json
import shlex
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.job.clerk import Clerk, Ran, place_of
from tests.job.conftest import fresh
from tests.job.test_quick_verbs import HEAVY, imported_by

pytestmark = pytest.mark.slow

# Every figure but the bridges stands in two sums, so that a slip of one of them has one repair.
FORM = """\
id: roads
version: "1"
title: {vi: Đường giao thông nông thôn, en: Country roads}
asked_of: [commune]
blocks:
  - id: roads
    kind: fields
    label: {vi: Chiều dài đường, en: Length of roads}
    sheet: Số liệu
    fields:
      total: {label: {vi: Tổng chiều dài, en: Length}, measure: {vi: m, en: m}, core: true}
      hard: {label: {vi: Đường bê tông, en: Paved}, measure: {vi: m, en: m}, core: true}
      commune: {label: {vi: Đường xã, en: Commune roads}, measure: {vi: m, en: m}, core: true}
      earth: {label: {vi: Đường đất, en: Earth roads}, measure: {vi: m, en: m}, core: true}
      village: {label: {vi: Đường thôn, en: Village roads}, measure: {vi: m, en: m}, core: true}
      bridges: {label: {vi: Số cầu, en: Bridges}, measure: {vi: cầu, en: bridges}, core: true}
rules:
  - code: by_surface
    check: total == hard + earth
    severity: error
    message: {vi: Tổng chiều dài bằng đường bê tông cộng đường đất., en: The length is paved and earth roads.}
  - code: by_kind
    check: total == commune + village
    severity: error
    message: {vi: Tổng chiều dài bằng đường xã cộng đường thôn., en: The length is commune and village roads.}
"""
ROUND = "roads-2021"
UNIT, OTHER = "21040", "21043"
RIGHT = {"total": 12530, "hard": 8147, "earth": 4383, "commune": 7219, "village": 5311, "bridges": 4}
SWAPPED = {**RIGHT, "total": 15230}
EXCHANGED = {**RIGHT, "hard": RIGHT["commune"], "commune": RIGHT["hard"]}
BY = ("--by", "Trần Thị Kiểm Thử")
SOURCE = ("--source", "Công chức địa chính xã", "--channel", "điện thoại")
SCHEMA = json.loads(files("toolkit").joinpath("schema", "result.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    clerk = fresh(tmp_path_factory.mktemp("roads") / "workspace")
    clerk.put_form("roads", FORM)
    assert clerk.open("roads", "2021") == ROUND
    clerk.send(ROUND, OTHER, RIGHT, at="2021-12-14T08:00:00")
    clerk.send(ROUND, UNIT, SWAPPED, at="2021-12-14T08:00:00")
    clerk.do("run", ROUND)
    return clerk.root


@pytest.fixture
def office(prepared: Path, tmp_path: Path) -> Clerk:
    """One return that is right, and one in which two digits of the total are swapped; both are checked."""
    shutil.copytree(prepared, tmp_path / "workspace")
    return Clerk(tmp_path / "workspace")


def take(clerk: Clerk, *argv: str, unit: str = UNIT) -> Ran:
    return clerk("correct", ROUND, unit, *argv, "--suggested", *BY)


def refused(ran: Ran) -> str:
    assert ran.exit == 2 and not ran.out, ran.out
    return ran.err


def decisions(clerk: Clerk) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = clerk.do("status", ROUND, "--json").json["decisions"]
    return [one for one in made if one["in_force"]]


def total(clerk: Clerk, code: str) -> str:
    data = (clerk.root / "outputs" / ROUND / "totals.csv").read_bytes().decode("utf-8-sig")
    return next(row["value"] for row in csv.DictReader(io.StringIO(data)) if row["field"] == code)


def again(clerk: Clerk, fill: dict[str, int]) -> None:
    """The unit sends another return, which is received and not checked yet."""
    clerk.send(ROUND, UNIT, fill, name="lần sau.xlsx", at="2021-12-15T08:00:00")
    clerk.do("receive", ROUND)


def test_a_suggestion_is_entered_as_a_correction_that_counts(office: Clerk) -> None:
    assert total(office, "total") == "12530"  # of the other unit alone
    ran = take(office, "total", *SOURCE)
    assert ran.exit == 0, ran.err
    assert "15.230 → 12.530" in ran.out
    (made,) = decisions(office)
    assert (made["kind"], made["before"], made["after"]) == ("correction", 15230, 12530)
    assert (made["informant"], made["channel"]) == ("Công chức địa chính xã", "điện thoại")
    assert made["reason"].startswith("theo gợi ý của chương trình: ") and "12.530" in made["reason"]
    assert made["suggested"] is True
    office.do("run", ROUND)
    assert total(office, "total") == "25060"


def test_a_reason_of_ones_own_stands_in_place_of_the_suggestions_words(office: Clerk) -> None:
    assert take(office, "total", *SOURCE, "--reason", "Xã gõ nhầm").exit == 0
    assert decisions(office)[0]["reason"] == "Xã gõ nhầm"


def test_a_cell_is_named_by_its_place_too(office: Clerk) -> None:
    sheet, cell = place_of(office.template(ROUND, UNIT), "total")
    assert take(office, f"{sheet}!{cell}", *SOURCE).exit == 0
    assert decisions(office)[0]["field"] == "total"


def test_who_confirmed_it_must_be_named(office: Clerk) -> None:
    assert "--source" in refused(take(office, "total"))
    assert not decisions(office)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_printed_command_is_not_taken_before_a_name_stands_in_it(office: Clerk, lang: str) -> None:
    told = office.do("status", ROUND, "--calls", "--lang", lang).out
    line = next(line for line in told.splitlines() if "--suggested" in line)
    command = shlex.split(line[line.index("tonghop") :])[1:]
    ran = office(*command, *BY, "--lang", lang)
    assert "--source" in refused(ran) and command[-1] in ran.err
    assert command[-1] in refused(
        office("correct", ROUND, UNIT, "total", "1", "--reason", "x", *command[-2:], *BY)
    )
    assert not decisions(office)
    assert office(*command[:-1], "Trần Thị Hoa, công chức xã", *BY).exit == 0


def test_a_value_and_the_suggestion_are_not_both_given(office: Clerk) -> None:
    assert "12530" in refused(take(office, "total", "12530", *SOURCE))


def test_a_cell_without_a_suggestion_is_refused(office: Clerk) -> None:
    assert "Hiện không có gợi ý nào cho “Số cầu”" in refused(take(office, "bridges", *SOURCE))
    assert "gợi ý" in refused(take(office, "total", *SOURCE, unit=OTHER))


def test_a_suggestion_is_taken_once(office: Clerk) -> None:
    assert take(office, "total", *SOURCE).exit == 0
    assert "không có gợi ý" in refused(take(office, "total", *SOURCE))
    assert len(decisions(office)) == 1


def test_a_suggestion_is_taken_back_as_any_correction(office: Clerk) -> None:
    assert take(office, "total", *SOURCE).exit == 0
    assert office("correct", ROUND, UNIT, "total", "--revoke", *BY).exit == 0
    assert not decisions(office)


def test_what_was_suggested_for_earlier_figures_is_not_taken(office: Clerk) -> None:
    again(office, RIGHT)  # the last validation still suggests 12.530 for 15.230
    assert "không có gợi ý" in refused(take(office, "total", *SOURCE))
    assert not decisions(office)


def test_what_is_suggested_for_the_figures_of_now_is_taken(office: Clerk) -> None:
    again(office, {**RIGHT, "total": 12350})
    assert take(office, "total", *SOURCE).exit == 0
    assert (decisions(office)[0]["before"], decisions(office)[0]["after"]) == (12350, 12530)


def test_two_cells_that_were_exchanged_are_mended_together_or_not_at_all(office: Clerk) -> None:
    again(office, EXCHANGED)
    sheet, cell = place_of(office.template(ROUND, UNIT), "commune")
    said = refused(take(office, "hard", *SOURCE))
    assert f'--with "{sheet}!{cell}"' in said and "Đường xã" in said
    assert not decisions(office)
    ran = take(office, "hard", *SOURCE, "--with", f"{sheet}!{cell}")
    assert ran.exit == 0, ran.err
    assert {one["field"]: one["after"] for one in decisions(office)} == {"hard": 8147, "commune": 7219}
    office.do("run", ROUND)
    assert total(office, "hard") == "16294"


def test_another_cell_is_named_only_together_with_a_suggestion(office: Clerk) -> None:
    ran = office("correct", ROUND, UNIT, "total", "12530", "--with", "hard", *SOURCE, "--reason", "x", *BY)
    assert "--with" in refused(ran)


def test_json_says_what_is_suggested(office: Clerk) -> None:
    told = office.do("validate", ROUND, "--json").json
    jsonschema.validate(told, SCHEMA, cls=jsonschema.Draft202012Validator)
    (mine,) = (item for item in told["returns"] if item["unit"] == UNIT)
    found = [one for lead in mine["findings"] for one in (lead, *lead["also"]) if one["suggestions"]]
    assert found
    first = found[0]["suggestions"][0]
    assert (first["kind"], first["likely"]) == ("digits_swapped", True)
    (change,) = first["changes"]
    assert (change["field"], change["raw"], change["value"]) == ("total", "15230", 12530)
    assert found[0]["suggestion"] == first["words"]


def test_the_call_list_is_read_from_the_register(office: Clerk) -> None:
    ran = office.do("status", ROUND, "--calls")
    assert "các đơn vị nên liên hệ trước" in ran.out and "Thị trấn Châu Ổ" in ran.out
    calls = office.do("status", ROUND, "--calls", "--json").json["calls"]
    assert UNIT in [one["unit"] for one in calls["units"]]
    argv = ("status", ROUND, "--calls", "--workspace", str(office.root))
    assert not imported_by(*argv) & HEAVY


def test_a_round_that_was_not_checked_has_no_call_list(clerk: Clerk) -> None:
    opened = clerk.open("cchc_communication", "2021")
    said = clerk("validate", opened).err
    assert f"tonghop receive {opened}" in said and "Còn thiếu 23 đơn vị" in said
    assert f"tonghop receive {opened}" in clerk.do("status", opened, "--calls").out
    assert "validate" not in clerk.do("status", opened, "--calls").out
