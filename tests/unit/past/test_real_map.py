"""The 38 communes of two districts that became nine in July 2025: what the old ones stated is told of the new ones."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import SHARED
from tests.unit.past.test_compare import NEWS, ONLINE, Office
from toolkit.form.rules import At
from toolkit.lineage import parse_lineage
from toolkit.units import Unit, Units, parse_units

pytestmark = pytest.mark.needs_shared

LAST = date(2025, 6, 30)
Rows = list[Mapping[str, str]]


@pytest.fixture(scope="module")
def facts() -> Rows:
    with (SHARED / "facts" / "units_2025_map.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def units_of(facts: Rows) -> Units:
    """Provinces, districts, old and new communes as units.csv has them."""
    rows = {}
    for row in facts:
        for code, name, parent, kind in (
            (row["old_province_code"], row["old_province"], "", "province"),
            (row["old_district_code"], row["old_district"], row["old_province_code"], "district"),
            (row["old_commune_code"], row["old_commune"], row["old_district_code"], "commune"),
        ):
            rows[code, ""] = (code, name, kind, kind, parent, "", LAST.isoformat())
        for code, name, parent, kind in (
            (row["new_province_code"], row["new_province"], "", "province"),
            (row["new_commune_code"], row["new_commune"], row["new_province_code"], "commune"),
        ):
            rows[code, "new"] = (code, name, kind, kind, parent, "2025-07-01", "")
    head = ("code", "name", "type", "level", "parent", "valid_from", "valid_to")
    return parse_units([dict(zip(head, row, strict=True)) for row in rows.values()], "units.csv")


def stated(unit: Unit) -> dict[tuple[str, str], int]:
    """Figures of an old commune, each another's: news its code, dossiers one of ten by its code."""
    return {("news", ""): int(unit.code), ("online_num", ""): int(unit.code) % 10, ("online_den", ""): 10}


def test_what_38_old_communes_stated_is_told_of_the_new_ones(facts: Rows, tmp_path: Path) -> None:
    office, units = Office(tmp_path), units_of(facts)
    moves = [
        {
            "old_code": row["old_commune_code"],
            "new_code": row["new_commune_code"],
            "date": "2025-07-01",
            "part": "whole",
        }
        for row in facts
    ]
    office.desk.lineage = parse_lineage(moves, "units_map.csv", units)
    told = {}
    for period in ("2024-H2", "2025-H1"):
        for district in ("440", "524"):
            asker = units.on(district, LAST)
            opened = office.round(period, units.under(district, LAST), asker)
            opened = replace(opened, id=f"built-{period}@{district}")
            office.merged(opened, {unit.code: stated(unit) for unit in opened.units})
            told[period, district] = len(opened.units)
    assert (told["2024-H2", "440"], told["2024-H2", "524"]) == (16, 22)

    summed: dict[str, int] = defaultdict(int)
    for row in facts:
        summed[row["new_commune_code"]] += int(row["old_commune_code"])
    for province in dict.fromkeys(row["new_province_code"] for row in facts):
        asker = units.on(province, date(2025, 12, 14))
        new = units.under(province, date(2025, 12, 14))
        opened = office.round("2025-H2", new, asker)
        opened = replace(opened, id=f"built-2025-H2@{province}")
        totals = office.merged(opened, {unit.code: {("news", ""): 1} for unit in new})
        past = office.register.past_values(opened.id, office.desk.lineage, opened.forms)
        for at in (At.PREVIOUS, At.YEAR_BEFORE):
            assert {unit.code: past[at][unit.unit_id][NEWS] for unit in new} == {
                unit.code: summed[unit.code] for unit in new
            }
        mine = [int(row["old_commune_code"]) for row in facts if row["new_province_code"] == province]
        found = office.compare(opened, totals)
        for period in ("2025-H1", "2024-H2"):
            whole = found["period", period]
            assert whole[NEWS].value == sum(mine)
            assert (whole[ONLINE].numerator, whole[ONLINE].denominator) == (
                sum(code % 10 for code in mine),
                10 * len(mine),
            )
            assert len(whole[NEWS].rebased) == len(set(whole[NEWS].rebased)) == len(mine)
        assert found["so_far", "2025"][NEWS].value == sum(mine) + len(new)
