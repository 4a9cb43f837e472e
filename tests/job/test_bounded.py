"""What a hostile workbook can make the office's computer do is bounded: everything ends, and what is given up is said."""

import time
from dataclasses import replace
from datetime import datetime

import pytest

from tests.mess.encodings import tcvn3
from tests.unit.intake.returned import a_round, values, workbook
from toolkit.files.model import Area, RawSheet, RawWorkbook
from toolkit.form.layout import lay_out
from toolkit.form.model import Key
from toolkit.intake.formulas import Sums
from toolkit.intake.model import Entry, Kind
from toolkit.intake.receive import Arrival, decide
from toolkit.intake.search import MAX_PLACES

ROUND = a_round()
UNIT = ROUND.units[0]
FILLED = values(ROUND, UNIT)
RAW = workbook(ROUND, UNIT, FILLED)
LAYOUT = lay_out(ROUND.forms, (UNIT,))
SPOTS = {key: (slot.sheet, slot.row, slot.col) for key in FILLED if (slot := LAYOUT.slot(key))}
NAME = next(iter(SPOTS.values()))[0]
AT = datetime(2024, 6, 20)
SECONDS = 30
"""Of the processor, on a slow and busy computer; without bounds these take minutes."""


def on_first(raw: RawWorkbook, **changes: object) -> RawWorkbook:
    """The workbook with its first sheet of figures changed."""
    sheets = tuple(replace(s, **changes) if s.name == NAME else s for s in raw.sheets)  # type: ignore[arg-type]
    return replace(raw, sheets=sheets)


def below(*rows: tuple[str | float | None, ...]) -> RawWorkbook:
    return on_first(RAW, rows=(*next(s.rows for s in RAW.sheets if s.name == NAME), *rows))


def hostile() -> dict[str, RawWorkbook]:
    merges = tuple(Area(0, 0, 300 + at % 10, 3 + at // 10 % 12_000) for at in range(100_000))
    sums = "=SUM(" + ",".join(["A1:N1000"] * 800) + ")"
    numbers = tuple((1.0,) * 14 for _ in range(1000))
    spots = frozenset(SPOTS.values())
    return {
        "merges": on_first(RAW, merged=merges),
        "old letters": below(*((tcvn3(f"Các đơn vị trực thuộc {at}"),) * 3 for at in range(4_000))),
        "sums": replace(below(*numbers), uncalculated=spots, formulas=dict.fromkeys(spots, sums)),
        "errors": replace(
            RAW,
            uncalculated=spots,
            formulas=dict.fromkeys(spots, "=" + "+".join(["Z1"] * 50)),
            errors={(NAME, row, col): "#REF!" for row in range(2000, 12_000) for col in range(10)},
        ),
        "cells": below(*(((None,) * 3 + (1.0,) * 97) for _ in range(2_000))),
    }


@pytest.mark.parametrize("name", ["merges", "old letters", "sums", "errors", "cells"])
def test_a_hostile_workbook_is_decided_in_seconds(name: str) -> None:
    raw = hostile()[name]
    start = time.process_time()
    received = decide(Arrival(file="a.xlsx", sha256="a", arrived_at=AT, registered_at=AT), raw, ROUND)
    assert time.process_time() - start < SECONDS
    assert received.kind is Kind.RETURN
    assert all(len(finding.related) <= MAX_PLACES for finding in received.findings)


def read(raw: RawWorkbook) -> tuple[dict[Key, Entry], set[str]]:
    received = decide(Arrival(file="a.xlsx", sha256="a", arrived_at=AT, registered_at=AT), raw, ROUND)
    assert received.content is not None
    return {e.key: e for e in received.content.entries}, {f.code for f in received.findings}


def test_where_merged_areas_overlap_no_value_is_counted() -> None:
    whole = tuple(Area(0, 0, 400, col) for col in range(1, 40))
    entries, codes = read(on_first(RAW, merged=whole))
    assert "STR-039" in codes
    assert all(entries[key].value is None for key, spot in SPOTS.items() if spot[0] == NAME)


def test_a_sum_of_too_many_cells_is_not_computed() -> None:
    sheet = RawSheet("S", "visible", tuple((1.0,) * 10 for _ in range(1000)))
    sums = Sums(RawWorkbook((sheet,)), left=25_000)
    assert sums.result(sheet, "=SUM(A1:J1000)") == 10_000
    assert sums.result(sheet, "=SUM(A1:J1000)") == 10_000
    assert sums.result(sheet, "=SUM(A1:J1000)") is None


def test_line_numbers_in_circles_are_no_numbers() -> None:
    circled = {1.0: "①", 2.0: "②", 3.0: "③"}
    sheets = tuple(
        replace(
            sheet,
            rows=tuple(
                tuple(circled.get(v, v) if isinstance(v, float) else v for v in row[1:]) for row in sheet.rows
            ),
        )
        for sheet in RAW.sheets
    )
    decide(
        Arrival(file="a.xlsx", sha256="a", arrived_at=AT, registered_at=AT),
        replace(RAW, sheets=sheets),
        ROUND,
    )


def test_a_formula_among_what_is_unread_is_found_at_once() -> None:
    sheet = RawSheet("S", "visible", ((1.0,),))
    errors = {("S", row, 0): "#REF!" for row in range(1, 100)}
    assert Sums(RawWorkbook((sheet,), errors=errors)).result(sheet, "=SUM(A1:A50)") is None
    assert Sums(RawWorkbook((sheet,), errors=errors)).result(sheet, "=SUM(A1)") == 1
