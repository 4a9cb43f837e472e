"""Numbers, dates and words as people type them: read right, or flagged, never guessed."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.findings import Place, Severity
from toolkit.form.model import Field, FieldType
from toolkit.intake.convert import Asked, asked, convert
from toolkit.intake.model import Origin, State
from toolkit.text import Text, write_number

PLACE = Place(sheet="Số liệu", cell="E9")

# typed text | type | state | value | qualifier | finding
TYPED = """
1.234            | count  | value | 1234       |       |
12.345.678       | count  | value | 12345678   |       |
1 234            | count  | value | 1234       |       |
1 234 567        | count  | value | 1234567    |       |
1,234            | count  | text  |            |       | NUM-002
1,234,567        | count  | value | 1234567    |       |
1.23             | count  | text  |            |       | NUM-003
12.34.56         | count  | text  |            |       | NUM-001
1.2345           | count  | text  |            |       | NUM-003
12 3             | count  | text  |            |       | NUM-001
02               | count  | value | 2          |       |
0                | count  | value | 0          |       |
98,0             | count  | value | 98         |       |
0,5              | count  | text  |            |       | NUM-003
-5               | count  | value | -5         |       |
- 5              | count  | text  |            |       | NUM-001
(5)              | count  | value | -5         |       |
5-               | count  | text  |            |       | NUM-001
+5               | count  | value | 5          |       |
007              | count  | value | 7          |       |
0912345678       | count  | text  |            |       | NUM-024
1'234            | count  | value | 1234       |       |
1'23             | count  | text  |            |       | NUM-001
'1'234           | count  | value | 1234       |       |
1.234,567        | count  | text  |            |       | NUM-003
05 cuộc          | count  | value | 5          |       | NUM-012
12 (có danh sách kèm theo) | count | value | 12 |      | NUM-027
12 (hồ sơ)       | count  | value | 12         |       |
12 (hai)         | count  | text  |            |       | NUM-006
12 (mười hai)    | count  | value | 12         |       |
2 (hai hồ sơ)    | count  | value | 2          |       |
12*              | count  | value | 12         |       |
12 (1)           | count  | text  |            |       | NUM-006
12 (chưa đầy đủ) | count  | text  |            |       | NUM-001
12 (khoảng)      | count  | text  |            |       | NUM-001
12 (trong đó nữ 5) | count | text |            |       | NUM-006
12, trong đó 5 nữ | count | text  |            |       | NUM-006
12 tấm, 3 cái    | count  | text  |            |       | NUM-006
12👍             | count  | text  |            |       | NUM-001
O                | count  | text  |            |       | NUM-024
1O               | count  | text  |            |       | NUM-024
l2               | count  | text  |            |       | NUM-024
mười hai         | count  | text  |            |       | NUM-024
XII              | count  | text  |            |       | NUM-001
TRUE             | count  | text  |            |       | NUM-010
1:30             | count  | text  |            |       | NUM-006
6/8/2024         | count  | text  |            |       | NUM-006
107 hồ sơ        | count  | value | 107        |       |
107 Hồ sơ.       | count  | value | 107        |       |
12 buổi          | count  | value | 12         |       | NUM-012
12 quả           | count  | text  |            |       | NUM-001
1,5 triệu        | count  | text  |            |       | NUM-013
2 nghìn hồ sơ    | count  | text  |            |       | NUM-013
106/108          | count  | text  |            |       | NUM-006
106/108 hồ sơ    | count  | text  |            |       | NUM-006
106 trên 108     | count  | text  |            |       | NUM-006
106/108          | rate   | text  |            |       | NUM-020
trên 50          | count  | value | 50         | over  |
Trên 50 hồ sơ    | count  | value | 50         | over  |
hơn 34           | count  | value | 34         | over  |
ít nhất 3        | count  | value | 3          | over  |
tối thiểu 3      | count  | value | 3          | over  |
>50              | count  | value | 50         | over  |
50+              | count  | value | 50         | over  |
50 hồ sơ trở lên | count  | value | 50         | over  |
dưới 10          | count  | value | 10         | under |
gần 140          | count  | value | 140        | under |
không quá 5      | count  | value | 5          | under |
khoảng 20        | count  | value | 20         | about |
~20              | count  | value | 20         | about |
~ 1.200          | count  | value | 1200       | about |
trên dưới 20     | count  | value | 20         | about |
từ 10 đến 20     | count  | text  |            |       | NUM-022
10 hoặc 12       | count  | text  |            |       | NUM-022
10-20            | count  | text  |            |       | NUM-022
10 + 5           | count  | text  |            |       | NUM-023
=1+1             | count  | text  |            |       | NUM-023
x                | count  | text  |            |       | NUM-001
có               | count  | text  |            |       | NUM-001
nhiều            | count  | text  |            |       | NUM-001
...              | count  | blank |            |       | NUM-025
chưa có          | count  | blank |            |       | NUM-025
Đang tổng hợp    | count  | blank |            |       | NUM-025
không có số liệu | count  | blank |            |       | NUM-025
?                | count  | blank |            |       | NUM-025
không có hồ sơ nào | count | none |            |       |
Không phát sinh (0) | count | none |           |       |
Không phát sinh trong kỳ | count | none |      |       |
chưa có số liệu thống kê | count | blank |     |       | NUM-025
50 (trở lên)     | count  | value | 50         | over  |
0 (không)        | count  | value | 0          |       |
-                | count  | none  |            |       | NUM-017
không            | count  | none  |            |       |
Không phát sinh. | count  | none  |            |       |
không áp dụng    | count  | not_applicable |   |       | NUM-034
'42              | count  | value | 42         |       |
４２             | count  | value | 42         |       |
1\u00a0234       | count  | value | 1234       |       |
\u200b           | count  | blank |            |       |
12%              | count  | text  |            |       | NUM-018
10²              | count  | text  |            |       | NUM-001
٣                | count  | text  |            |       | NUM-001
1e3              | count  | text  |            |       | NUM-024
1234567890123456789 | count | text |           |       | NUM-011
nan              | count  | text  |            |       | NUM-001
1.234            | amount | text  |            |       | NUM-002
1,234            | amount | text  |            |       | NUM-002
1.234,5          | amount | value | 1234.5     |       |
1,234.5          | amount | value | 1234.5     |       |
1.234.567        | amount | value | 1234567    |       |
1.234,50         | amount | value | 1234.5     |       |
1,234.50         | amount | value | 1234.5     |       |
12 345,6         | amount | value | 12345.6    |       |
1 234.567        | amount | text  |            |       | NUM-002
10.000đ          | amount | value | 10000      |       |
10.000 đồng      | amount | value | 10000      |       |
(5)              | amount | value | -5         |       |
1 234,567        | amount | value | 1234.567   |       |
1234,567         | amount | value | 1234.567   |       |
0,125            | amount | value | 0.125      |       |
12,50            | amount | value | 12.5       |       |
12.5             | amount | value | 12.5       |       |
12,5%            | rate   | value | 12.5       |       |
98,5             | rate   | value | 98.5       |       |
98               | rate   | value | 98         |       |
98%              | rate   | value | 98         |       |
98,5 %           | rate   | value | 98.5       |       |
trên 95%         | rate   | value | 95         | over  |
0,98             | rate   | text  |            |       | NUM-007
1                | rate   | text  |            |       | NUM-007
1%               | rate   | value | 1          |       |
0                | rate   | value | 0          |       |
98 phần trăm     | rate   | value | 98         |       |
100 %            | rate   | value | 100        |       |
Có               | yes_no | value | True       |       |
x                | yes_no | value | True       |       |
Không            | yes_no | value | False      |       |
chưa có          | yes_no | value | False      |       |
1                | yes_no | text  |            |       | NUM-014
Có (KH số 12)    | yes_no | value | True       |       | NUM-026
Không (đang dự thảo) | yes_no | value | False  |       | NUM-026
Có (chưa ban hành) | yes_no | text |           |       | NUM-014
Không (đã có từ 2023) | yes_no | text |        |       | NUM-014
có, nhưng chưa ban hành | yes_no | text |      |       | NUM-014
đang tổng hợp    | yes_no | blank |            |       | NUM-025
-                | yes_no | text  |            |       | NUM-014
22/01/2024       | date   | value | 2024-01-22 |       |
22/1/2024        | date   | value | 2024-01-22 |       |
ngày 22 tháng 01 năm 2024 | date | value | 2024-01-22 | |
2024-01-22       | date   | value | 2024-01-22 |       |
01/22/2024       | date   | text  |            |       | NUM-029
6-8-2024         | date   | value | 2024-08-06 |       |
06.08.2024       | date   | value | 2024-08-06 |       |
Thứ ba, ngày 6/8/2024 | date | value | 2024-08-06 |    |
2024-08-06 00:00:00 | date | value | 2024-08-06 |      |
31/02/2024       | date   | text  |            |       | NUM-015
8/2024           | date   | text  |            |       | NUM-015
6/8              | date   | text  |            |       | NUM-015
6/8/1204         | date   | text  |            |       | NUM-015
chưa có          | date   | blank |            |       | NUM-025
không            | date   | none  |            |       |
22/1/24          | date   | text  |            |       | NUM-029
tháng 1          | date   | text  |            |       | NUM-015
Thọ Tường        | text   | value | Thọ Tường  |       |
không            | text   | none  |            |       |
"""


def _rows(table: str) -> list[tuple[str, ...]]:
    rows = []
    for line in table.strip().splitlines():
        raw, *rest = (part.strip(" ") for part in line.split("|"))
        rows.append((raw, *rest))
    return rows


def _asked(kind: str, *choices: str) -> Asked:
    return Asked(FieldType(kind), Text("Chỉ tiêu", "Field"), "hồ sơ" if kind == "count" else "", choices)


@pytest.mark.parametrize(("raw", "kind", "state", "value", "qualifier", "code"), _rows(TYPED))
def test_typed(raw: str, kind: str, state: str, value: str, qualifier: str, code: str) -> None:
    result = convert(raw, _asked(kind), PLACE)
    assert (result.state, result.qualifier) == (state, qualifier)
    shown = result.value.isoformat() if isinstance(result.value, date) else str(result.value)
    assert (shown if result.value is not None else "") == value
    assert (result.finding.code if result.finding else "") == code


@pytest.mark.parametrize(
    ("raw", "kind", "percent", "value", "code"),
    [
        (98.0, "count", False, 98, ""),
        (98, "count", False, 98, ""),
        (1.292, "count", False, None, "NUM-004"),
        (0.5, "count", False, None, "NUM-003"),
        (1e15, "count", False, None, "NUM-011"),
        (float("nan"), "count", False, None, "NUM-001"),
        (float("-inf"), "amount", False, None, "NUM-001"),
        (True, "count", False, None, "NUM-010"),
        (True, "yes_no", False, True, ""),
        (1.0, "yes_no", False, None, "NUM-014"),
        (0.1 + 0.2, "amount", False, Decimal("0.3"), ""),
        (1e6, "amount", False, Decimal(1000000), ""),
        (1.0, "rate", False, None, "NUM-007"),
        (0.985, "rate", False, None, "NUM-007"),
        (0.985, "rate", True, Decimal("98.5"), ""),
        (1.0, "rate", True, Decimal(100), ""),
        (98.5, "rate", False, Decimal("98.5"), ""),
        (0.5, "count", True, None, "NUM-018"),
        (date(2024, 8, 6), "count", False, None, "NUM-005"),
        (datetime(2024, 8, 6), "rate", False, None, "NUM-005"),
        (time(6, 8), "count", False, None, "NUM-019"),
        (timedelta(hours=30), "amount", False, None, "NUM-019"),
        (datetime(2024, 1, 22), "date", False, date(2024, 1, 22), ""),
        (45313.0, "date", False, None, "NUM-029"),
        (45313.5, "date", False, None, "NUM-015"),
        (12.0, "date", False, None, "NUM-015"),
        (5.6e-17, "count", False, 0, ""),
        (12.0000000000003, "count", False, 12, ""),
        (-0.0, "amount", False, Decimal(0), ""),
        (98.0, "rate", True, None, "NUM-028"),
        (1.5, "rate", True, Decimal(150), ""),
        (13.0, "text", False, "13", ""),
    ],
)
def test_native(raw: object, kind: str, percent: bool, value: object, code: str) -> None:
    result = convert(raw, _asked(kind), PLACE, percent)  # type: ignore[arg-type]
    assert result.value == value and type(result.value) is type(value)
    assert (result.finding.code if result.finding else "") == code
    assert (result.state is State.VALUE) is (value is not None)


def test_a_finding_says_where_what_and_what_to_do() -> None:
    finding = convert(1.292, _asked("count"), PLACE).finding
    assert finding is not None and finding.suggestion == "1292"
    assert all(part in finding.message.vi for part in ("Số liệu", "E9", "1,292", "1292"))
    assert finding.remedy.vi.startswith("Đề nghị")


# typed text | type | measure | part of a typed rate | finding | suggestion
SUGGESTED = """
106/108          | count  |            | 0 | NUM-006 | 106
106 hồ sơ/108 hồ sơ | count |           | 1 | NUM-006 | 108
106/108          | count  |            |   | NUM-006 |
106/108          | rate   |            |   | NUM-020 |
1,234            | count  |            |   | NUM-002 | 1234
1,234            | amount |            |   | NUM-002 |
5+3              | count  |            |   | NUM-023 | 8
=5+3-1           | count  |            |   | NUM-023 | 7
=12              | count  |            |   | NUM-023 | 12
5 + 3 = 8        | count  |            |   | NUM-023 | 8
5 + 3 = 9        | count  |            |   | NUM-023 |
1O               | count  |            |   | NUM-024 | 10
l2               | count  |            |   | NUM-024 | 12
o                | count  |            |   | NUM-024 | 0
1E3              | count  |            |   | NUM-024 | 1000
một trăm linh năm | count |            |   | NUM-024 | 105
0912345678       | count  |            |   | NUM-024 | 912345678
2 nghìn hồ sơ    | count  | hồ sơ      |   | NUM-013 | 2000
1,5 triệu        | amount | nghìn đồng |   | NUM-013 | 1500
1,5 tỷ đồng      | amount | triệu đồng |   | NUM-013 | 1500
1.500 triệu      | amount | đồng       |   | NUM-013 |
10.000 đồng      | amount | triệu đồng |   | NUM-013 |
22/1/24          | date   |            |   | NUM-029 | 22/01/2024
01/22/2024       | date   |            |   | NUM-029 | 22/01/2024
"""


@pytest.mark.parametrize(("raw", "kind", "measure", "part", "code", "suggestion"), _rows(SUGGESTED))
def test_what_may_have_been_meant_is_offered_and_not_taken(
    raw: str, kind: str, measure: str, part: str, code: str, suggestion: str
) -> None:
    want = Asked(FieldType(kind), Text("a", "a"), measure, part=int(part) if part else None)
    result = convert(raw, want)
    assert result.state is State.TEXT and result.value is None
    assert result.finding is not None
    assert (result.finding.code, result.finding.suggestion) == (code, suggestion)


def test_the_stated_rate_s_cell_is_told_which_numbers_belong_above() -> None:
    finding = convert("106/108", _asked("rate")).finding
    assert finding is not None and "tử số là 106, mẫu số là 108" in finding.message.vi


def test_a_number_s_serial_is_offered_as_a_date() -> None:
    finding = convert(45313.0, _asked("date")).finding
    assert finding is not None and finding.suggestion == "22/01/2024"


def test_dong_has_no_decimals() -> None:
    want = Asked(FieldType.AMOUNT, Text("a", "a"), "đồng")
    assert convert("10.000", want).value == Decimal(10000)
    lost = convert(10.292, want).finding
    assert lost is not None and (lost.code, lost.suggestion) == ("NUM-004", "10292")
    assert convert(10.292, replace(want, measure="triệu đồng")).value == Decimal("10.292")


@pytest.mark.parametrize("raw", ["12\n500", "12 hồ sơ\n3 hồ sơ", "12\r\n3"])
def test_numbers_on_two_lines_are_two_numbers(raw: str) -> None:
    finding = convert(raw, _asked("count")).finding
    assert finding is not None and finding.code == "NUM-006"
    assert convert("12\nhồ sơ\n", _asked("count")).value == 12


def test_a_very_long_text_is_quoted_in_part() -> None:
    finding = convert("1 " * 16_000, _asked("count")).finding
    assert finding is not None and len(finding.message.vi) < 400


def test_a_date_in_a_text_s_cell_may_have_been_a_document_s_number() -> None:
    result = convert(date(2024, 8, 6), _asked("text"))
    assert result.value == "06/08/2024"
    assert result.finding is not None and result.finding.code == "NUM-033"


def test_an_estimate_is_the_unit_s_own() -> None:
    assert convert("ước đạt 120", _asked("count")).origin is Origin.ESTIMATE


def test_a_choice_is_known_however_it_is_spelt() -> None:
    want = _asked("text", "Kế hoạch", "Công văn")
    assert convert("kế  hoạch", want).value == "Kế hoạch"
    assert convert("Kế-hoạch", want).value == "Kế hoạch"
    bare = convert("ke hoach", want).finding
    assert bare is not None and (bare.code, bare.suggestion) == ("NUM-016", "Kế hoạch")
    other = convert("Thông báo", want)
    assert other.value == "Thông báo" and other.finding is not None and other.finding.code == "NUM-016"


@settings(max_examples=150, deadline=None)
@given(st.integers(-(10**14), 10**14))
def test_counts_written_the_vietnamese_way_read_back(number: int) -> None:
    for text in (
        write_number(number),
        f" {number}\u00a0",
        write_number(number).replace(".", " "),
        f"{number} hồ sơ",
    ):
        assert convert(text, _asked("count")).value == number
    assert convert(float(number), _asked("count")).value == number


@settings(max_examples=150, deadline=None)
@given(st.decimals(Decimal(-(10**9)), Decimal(10**9), places=4))
def test_amounts_read_back_exactly_or_are_flagged(number: Decimal) -> None:
    result = convert(write_number(number), _asked("amount"))
    assert result.value == number or (result.finding is not None and result.finding.code == "NUM-002")
    assert convert(float(number), _asked("amount")).value == number


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.text(max_size=30),
        st.text("0123456789.,% /-+~()hồsơ", max_size=12),
        st.floats(),
        st.integers(),
        st.booleans(),
    ),
    st.sampled_from(list(FieldType)),
    st.booleans(),
)
def test_nothing_raises_and_what_is_not_read_is_flagged(raw: object, kind: FieldType, percent: bool) -> None:
    result = convert(raw, Asked(kind, Text("a", "b")), PLACE, percent)  # type: ignore[arg-type]
    assert (result.value is None) is (result.state is not State.VALUE)
    assert result.state is not State.TEXT or result.finding is not None


@pytest.mark.parametrize("raw", ["không", "không phát sinh", "KO", "-", "Không có."])
def test_what_is_at_least_something_cannot_be_none(raw: str) -> None:
    result = convert(raw, replace(_asked("count"), least=Decimal(1)), PLACE)
    assert (result.state, result.value) == (State.TEXT, None)
    assert result.finding is not None
    assert (result.finding.code, result.finding.severity) == ("NUM-021", Severity.ERROR)
    assert "ít nhất là 1" in result.finding.message.vi


def test_only_numbers_with_a_least_value_are_asked_so() -> None:
    item = Field(code="a", label=Text("a", "a"), minimum=Decimal(1))
    assert asked(item, "a").least == 1
    assert asked(replace(item, minimum=Decimal(0)), "a").least is None
    assert asked(replace(item, minimum=None), "a").least is None
    # Of a rate none is said of its pair, 0 of 0.
    assert asked(replace(item, type=FieldType.RATE), "a").least is None
