"""CSV files between people's spreadsheet programs and us."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import FormError
from toolkit.files.csv_text import read_csv, write_csv

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


@settings(max_examples=80)
@given(st.lists(st.tuples(CELLS.filter(bool), CELLS), max_size=4))
def test_what_is_written_reads_back(rows: list[tuple[str, str]]) -> None:
    read = read_csv(write_csv(("a", "b"), rows), "x.csv")
    assert [(row["a"], row["b"]) for row in read] == rows


@pytest.mark.parametrize("raw", ["=1+1", "+cmd", "@x", "-2+3", "\t=1", "'=1", "''+x"])
def test_no_text_acts_as_a_formula(raw: str) -> None:
    text = write_csv(("raw",), [(raw,)]).decode("utf-8-sig")
    (cell,) = list(csv.reader(io.StringIO(text)))[1]
    assert cell.startswith("'")
    assert read_csv(text.encode(), "x.csv") == ({"raw": raw},)


@pytest.mark.parametrize("raw", ["-5", "-1.5", "98.15", "Xã Bình Thạnh", "it's"])
def test_numbers_and_words_stay_as_they_are(raw: str) -> None:
    assert write_csv(("value",), [(raw,)]) == b"\xef\xbb\xbf" + f"value\r\n{raw}\r\n".encode()


def test_semicolons_as_vietnamese_excel_writes_them() -> None:
    assert read_csv("Code;name\n1;Xã A, B\n".encode(), "x.csv") == ({"code": "1", "name": "Xã A, B"},)


def test_a_short_row_lacks_its_last_columns_and_empty_ones_are_left_out() -> None:
    assert read_csv(b"a,b\n1\n,\n\n", "x.csv") == ({"a": "1"},)
    assert read_csv(b"", "x.csv") == ()


def test_another_encoding_is_named_with_its_line() -> None:
    with pytest.raises(FormError) as caught:
        read_csv("a\nđ\n".encode() + "Huế".encode("utf-16"), "units.csv")
    assert (caught.value.key, caught.value.params["line"]) == ("files.csv_not_utf8", 3)


def test_an_open_quote_is_named() -> None:
    with pytest.raises(FormError, match="csv_broken"):
        read_csv(b'a,b\n1,"2" 3\n', "units.csv")
