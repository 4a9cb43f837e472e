"""Where each measure of the decree begins and ends: just inside nothing is said, just outside its rule alone speaks.

The numbers are those of domain.md section 3, with 20 twips of room for paper and 6 for a margin. Sizes go by half points, as
Word's do. Each value is put alone into a report that is otherwise right.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.unit.files.word_package import p, size
from tests.unit.lint.hand_built import PAGE, PARTS, SALUTATION, body, build, centred, linted, rule
from tests.unit.lint.test_page_rules import BASIS, FIRST, UNDER
from toolkit.files.text_width import bold_width


@dataclass(frozen=True, slots=True)
class Border:
    """What stands in a part of the report, how a value is put there, and which values are right and which are not."""

    code: str
    part: str
    old: str
    new: Callable[[float], str]
    inside: tuple[float, ...]
    outside: tuple[float, ...]


def of_page(code: str, old: str, inside: tuple[int, ...], outside: tuple[int, ...]) -> Border:
    """An attribute of the first section's set-up, as 'w:top="1304"'."""
    assert PAGE.count(old) == 1
    name = old.partition("=")[0]
    return Border(code, "body", PAGE, lambda value: PAGE.replace(old, f'{name}="{value:g}"'), inside, outside)


def sized(
    code: str, old: str, put: Callable[[str], str], low: float, high: float, part: str = "body"
) -> Border:
    """Letters of `low` to `high` points: these two, and half a point beside them."""
    return Border(code, part, old, lambda points: put(size(points)), (low, high), (low - 0.5, high + 0.5))


def line(code: str, text: str, was: float, look: str, low: float, high: float) -> Border:
    """A centred line of the head, the end or an annex."""
    return sized(code, centred(text, size(was) + look), lambda sz: centred(text, sz + look), low, high)


def spaced(code: str, shape: str, inside: tuple[float, ...], outside: tuple[float, ...]) -> Border:
    """A paragraph of the text, set directly: `shape` with % for the value."""
    return Border(
        code,
        "body",
        body(FIRST),
        lambda value: body(FIRST, shape.replace("%", f"{value:g}")),
        inside,
        outside,
    )


def drawn(
    code: str, was: int, text: str, points: float, inside: tuple[float, ...], outside: tuple[float, ...]
) -> Border:
    """The line below a text, as a share of its width."""
    width = bold_width(text, points)
    return Border(code, "body", rule(was), lambda share: rule(round(width * share)), inside, outside)


MOTTO = "Độc lập - Tự do - Hạnh phúc"
ABSTRACT = "Kết quả công tác tuyên truyền cải cách hành chính năm 2023"
DATE = "Liên Hòa, ngày 05 tháng 01 năm 2024"
NOTE = "(Kèm theo Báo cáo số 25/BC-UBND ngày 05 tháng 01 năm 2024 của Ủy ban nhân dân xã)"
BOLD, ITALIC = "<w:b/>", "<w:i/>"
NUMBER_OF_PAGE = "<w:r><w:t>2"


def motto(shape: str) -> str:
    return p(MOTTO, f'{shape}<w:jc w:val="center"/>', size(13) + BOLD)


BORDERS: dict[str, Border] = {
    "F01 width": of_page("FMT-001", 'w:w="11906"', (11886, 11926), (11885, 11927)),
    "F01 height": of_page("FMT-001", 'w:h="16838"', (16818, 16858), (16817, 16859)),
    "F02 top": of_page("FMT-002", 'w:top="1304"', (1128, 1423), (1127, 1424)),
    "F02 bottom": of_page("FMT-002", 'w:bottom="1304"', (1128, 1423), (1127, 1424)),
    "F02 left": of_page("FMT-002", 'w:left="1814"', (1695, 1990), (1694, 1991)),
    "F02 right": of_page("FMT-002", 'w:right="1021"', (845, 1139), (844, 1140)),
    "F04 size": line("FMT-004", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, BOLD, 12, 13),
    "F05 size": line("FMT-005", MOTTO, 13, BOLD, 13, 14),
    "F05 line": drawn("FMT-005", 3170, MOTTO, 13, (1,), (0.75, 1.3)),
    "F05 space above": Border(
        "FMT-005", "body", motto(""), lambda gap: motto(f'<w:spacing w:before="{gap:g}"/>'), (0, 60), (61, 120)
    ),
    "F05 single lines": Border(
        "FMT-005", "body", motto(""), lambda of: motto(f'<w:spacing w:line="{of:g}" w:lineRule="auto"/>'), (240, 252),
        (253, 360),
    ),
    "F06 size": line("FMT-006", "XÃ LIÊN HÒA", 12, BOLD, 12, 13),
    "F06 line": drawn("FMT-006", 800, "ỦY BAN NHÂN DÂN", 12, (1 / 3, 1 / 2), (0.25, 0.65)),
    "F07 size": line("FMT-007", "Số: 25/BC-UBND", 13, "", 13, 13),
    "F08 size": line("FMT-008", DATE, 13, ITALIC, 13, 14),
    "F09 size": line("FMT-009", "BÁO CÁO", 14, BOLD, 13, 14),
    "F10 size": line("FMT-010", ABSTRACT, 14, BOLD, 13, 14),
    "F10 line": drawn("FMT-010", 2600, ABSTRACT, 14, (1 / 3, 1 / 2), (0.25, 0.65)),
    "F11 size": sized(
        "FMT-011", SALUTATION, lambda sz: centred("Kính gửi: Ủy ban nhân dân huyện", sz), 13, 14
    ),
    "F12 size": sized("FMT-012", body(FIRST), lambda sz: body(FIRST, "", sz), 13, 14),
    "F12 first line": spaced(
        "FMT-012", '<w:ind w:firstLine="%"/>', (567, 720, 557, 577, 710, 730), (0, 556, 578, 709, 731, 850)
    ),
    "F12 further lines": Border(
        "FMT-012", "body", body(FIRST),
        lambda left: body(FIRST, f'<w:ind w:left="{left:g}" w:firstLine="{567 - left:g}"/>'), (0, 10), (11, 567),
    ),
    "F12 space between": Border(
        "FMT-012", "styles", 'w:after="120"', lambda gap: f'w:after="{gap:g}"', (120, 240), (119, 100, 0)
    ),
    "F12 lines": spaced("FMT-012", '<w:spacing w:line="%" w:lineRule="auto"/>', (240, 360), (236, 364)),
    "F12 exact lines of 14 points": spaced(
        "FMT-012", '<w:spacing w:line="%" w:lineRule="exact"/>', (322, 483), (311, 494)
    ),
    "F12 lines of at least": spaced("FMT-012", '<w:spacing w:line="%" w:lineRule="atLeast"/>', (240, 483), (494,)),
    "F13 size": sized(
        "FMT-013", p(BASIS, '<w:pStyle w:val="Basis"/>'), lambda sz: p(BASIS, '<w:pStyle w:val="Basis"/>', sz), 13, 14
    ),
    "F15 size": sized("FMT-015", UNDER, lambda sz: UNDER.replace("<w:rPr>", f"<w:rPr>{sz}"), 13, 14),
    "F17 size": line("FMT-017", "KT. CHỦ TỊCH", 14, BOLD, 13, 14),
    "F18 size": line("FMT-018", "Nguyễn Văn Mẫu", 14, BOLD, 13, 14),
    "F19 size": sized(
        "FMT-019", p("Nơi nhận:", "", size(12) + BOLD + ITALIC), lambda sz: p("Nơi nhận:", "", sz + BOLD + ITALIC), 12, 12
    ),
    "F20 size": sized(
        "FMT-020", p("- Đảng ủy xã;", "", size(11)), lambda sz: p("- Đảng ủy xã;", "", sz), 11, 11
    ),
    "F21 size": sized(
        "FMT-021", NUMBER_OF_PAGE, lambda sz: f"<w:r><w:rPr>{sz}</w:rPr><w:t>2", 13, 14, part="header1"
    ),
    "F21 middle": Border(
        "FMT-021", "header1", '<w:jc w:val="center"/>', lambda left: f'<w:ind w:left="{left:g}"/><w:jc w:val="center"/>',
        (0, 340), (341,),
    ),
    "F21 first page": of_page("FMT-021", 'w:start="1"', (1,), (0, 2)),
    "F22 first page of an annex": Border(
        "FMT-022", "page", 'w:start="1"', lambda at: f'w:start="{at:g}"', (1,), (0, 2)
    ),
    "F23 size of the label": line("FMT-023", "Phụ lục", 14, BOLD, 14, 14),
    "F23 size of the title": line("FMT-023", "SỐ LIỆU TUYÊN TRUYỀN NĂM 2023", 14, BOLD, 13, 14),
    "F23 size of the note": line("FMT-023", NOTE, 14, ITALIC, 13, 14),
    "thousands": Border(
        "FMT-031", "body", "14 tin, bài", lambda count: f"{count:g} tin, bài", (10, 999), (1000, 9999)
    ),
}  # fmt: skip


def _each(side: str) -> list[object]:
    return [
        pytest.param(name, value, id=f"{name} {value:g}")
        for name, border in BORDERS.items()
        for value in getattr(border, side)
    ]


def _codes(name: str, value: float) -> set[str]:
    border = BORDERS[name]
    held = PARTS[border.part]
    assert held.count(border.old) == 1, held.count(border.old)
    found = linted(build({**PARTS, border.part: held.replace(border.old, border.new(value))}))
    return {one.code for one in found}


@pytest.mark.parametrize(("name", "value"), _each("inside"))
def test_just_inside_nothing_is_said(name: str, value: float) -> None:
    assert _codes(name, value) == set()


@pytest.mark.parametrize(("name", "value"), _each("outside"))
def test_just_outside_its_rule_alone_speaks(name: str, value: float) -> None:
    assert _codes(name, value) == {BORDERS[name].code}
