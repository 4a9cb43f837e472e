"""What a keying workbook is filled in with, cell by cell."""

from toolkit.files.model import Cell, Sheet
from toolkit.form.layout import lay_out
from toolkit.form.load import load_form
from toolkit.form.model import Key
from toolkit.form.stamp import Stamp, decode_stamp, encode_stamp, read_source
from toolkit.template.keying import Keying, filled
from toolkit.units import Unit

FORM = load_form(
    """\
id: small
version: "1"
title: {vi: Nhỏ, en: Small}
asked_of: [commune]
blocks:
  - id: facts
    kind: fields
    label: {vi: Số liệu, en: Facts}
    sheet: Số liệu
    fields:
      lamp: {label: {vi: Đèn, en: Lamps}, measure: {vi: bóng, en: lamps}}
      open: {label: {vi: Mở cửa, en: Open}, type: yes_no}
  - id: people
    kind: list
    label: {vi: Danh sách, en: List}
    sheet: Danh sách
    lines: 2
    key: [who]
    columns:
      who: {label: {vi: Tên, en: Who}, type: text}
""".encode(),
    "form.yaml",
)
UNIT = Unit(code="1", name="Xã A", type="xã", level="commune", parent="0")
LAYOUT = lay_out((FORM,), (UNIT,))
LAMP, OPEN = Key("small", "facts", "lamp"), Key("small", "facts", "open")


def line(number: int) -> Key:
    return Key("small", "people", "who", str(number), "who")


def cells(values: dict[Key, object], none: frozenset[Key] = frozenset()) -> dict[Key | str, object]:
    """What stands in the inputs and in the first block's tick."""
    blank = [
        Sheet(
            name=name,
            cells=tuple(Cell(row=slot.row, col=slot.col) for slot in LAYOUT.slots if slot.sheet == name),
        )
        for name in LAYOUT.sheets
    ]
    tick = LAYOUT.areas[0]
    blank[0] = Sheet(name=blank[0].name, cells=(*blank[0].cells, Cell(row=tick.tick_row, col=tick.tick_col)))
    keying = Keying(file="anh.jpg", sha256="ab", values=values, none=none)  # type: ignore[arg-type]
    there = {(s.name, c.row, c.col): c.value for s in filled(blank, LAYOUT, keying) for c in s.cells}
    found: dict[Key | str, object] = {
        slot.key: there[slot.sheet, slot.row, slot.col] for slot in LAYOUT.slots
    }
    return {
        k: v
        for k, v in {**found, "tick": there[tick.sheet, tick.tick_row, tick.tick_col]}.items()
        if v is not None
    }


def test_values_stand_in_their_inputs() -> None:
    assert cells({LAMP: 12, OPEN: False, line(1): "An"}) == {LAMP: 12, OPEN: "Không", line(1): "An"}


def test_none_of_a_whole_block_is_its_tick_and_of_one_cell_its_words() -> None:
    assert cells({}, frozenset({LAMP, OPEN})) == {"tick": "x"}
    assert cells({OPEN: True}, frozenset({LAMP})) == {LAMP: "không phát sinh", OPEN: "Có"}


def test_a_list_with_more_lines_than_the_workbook_is_left_blank() -> None:
    # A part of it, sent back, would stand for the whole.
    assert cells({LAMP: 1, line(1): "An", line(2): "Bình", line(3): "Chi"}) == {LAMP: 1}


def test_the_stamp_keeps_its_source_and_reads_one_tolerantly() -> None:
    stamp = Stamp(round="r", unit_id="1@", forms=(("small", "1"),), layout="x", source="ab" * 32)
    assert decode_stamp(encode_stamp(stamp)) == stamp
    assert read_source(f" {'AB' * 32} ") == "ab" * 32
    assert read_source("anh.jpg") == ""
    plain = Stamp(round="r", unit_id="1@", forms=(), layout="x")
    assert "source" not in dict(encode_stamp(plain))
