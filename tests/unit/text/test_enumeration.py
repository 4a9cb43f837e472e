"""Roman numerals and letters of items."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.text.enumeration import LETTERS, from_roman, letter, roman


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (16, "XVI"), (40, "XL"), (49, "XLIX"), (90, "XC"), (444, "CDXLIV"),
     (1994, "MCMXCIV"), (3999, "MMMCMXCIX")],
)  # fmt: skip
def test_numbers_are_written_as_romans_do(number: int, words: str) -> None:
    assert (roman(number), from_roman(words)) == (words, number)


def test_no_two_numbers_are_written_alike_and_each_is_read_as_itself() -> None:
    written = [roman(number) for number in range(1, 4000)]
    assert len(set(written)) == len(written)
    assert [from_roman(words) for words in written] == list(range(1, 4000))


@pytest.mark.parametrize("words", ["", "IIII", "IIX", "VX", "IC", "XXXX", "VV", "iv", "I V", "IVa", "1"])
def test_what_is_written_otherwise_is_no_numeral(words: str) -> None:
    assert from_roman(words) is None


@given(st.text(alphabet="IVXLCDM", max_size=8))
@settings(max_examples=60, deadline=None)
def test_what_is_read_is_written_back(words: str) -> None:
    number = from_roman(words)
    assert number is None or roman(number) == words


def test_nothing_has_no_numeral_and_great_numbers_go_on_by_thousands() -> None:
    assert (roman(0), roman(-1), roman(5001)) == ("", "", "MMMMMI")


def test_items_are_marked_by_the_vietnamese_alphabet() -> None:
    assert LETTERS.startswith("abcdđe") and not set(LETTERS) & set("fjwz")
    assert len(set(LETTERS)) == len(LETTERS)
    assert [letter(number) for number in (1, 4, 5, len(LETTERS), len(LETTERS) + 1)] == [
        "a",
        "d",
        "đ",
        "y",
        "a",
    ]
