"""Numbers in words are found in a text where they stand, with what they are."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.text.spoken import spelled_in

DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def written(number: int, zero: str, thousand: str) -> str:
    """How a number is said by the school rules; nothing of the toolkit."""
    for size, name in ((10**9, "tỷ"), (10**6, "triệu"), (10**3, thousand)):
        if number >= size:
            rest = number % size
            return f"{written(number // size, zero, thousand)} {name}" + (
                f" {small(rest, zero, True)}"
                if 0 < rest < 1000
                else f" {written(rest, zero, thousand)}"
                if rest
                else ""
            )
    return small(number, zero, False)


def small(number: int, zero: str, behind: bool) -> str:
    hundreds, rest = divmod(number, 100)
    ten, one = divmod(rest, 10)
    said = [f"{DIGITS[hundreds]} trăm"] if hundreds or behind else []
    if rest and rest < 10:
        return " ".join([*said, *([zero] if said else []), DIGITS[one]])
    if rest:
        ones = {0: "", 1: "một" if ten == 1 else "mốt", 5: "lăm"}.get(one, DIGITS[one])
        said.append(f"{'mười' if ten == 1 else DIGITS[ten] + ' mươi'} {ones}".strip())
    return " ".join(said)


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(st.integers(1, 999), st.integers(1, 10**12 - 1)),
    st.sampled_from(["linh", "lẻ"]),
    st.sampled_from(["nghìn", "ngàn"]),
    st.sampled_from(["NFC", "NFD"]),
)
def test_a_number_in_words_is_found_whatever_it_is(number: int, zero: str, thousand: str, form: str) -> None:
    words = unicodedata.normalize(form, written(number, zero, thousand))  # type: ignore[arg-type]
    text = unicodedata.normalize(form, "Phát hành ") + words + " pano."  # type: ignore[arg-type]
    (one,) = spelled_in(text)
    assert (text[one.start : one.end], one.value) == (words, number)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Có hai mươi ba, hai lăm và ba chục pano", [23, 25, 30]),
        ("Mười hai tỷ lệ", [12]),
        ("một tỷ lệ cao, một tỷ đồng", [1, 1_000_000_000]),
        ("Hai ba lần", [2, 3]),
        ("linh hoạt, trăm năm", [5]),
        ("nămm, bao nhiêu, hàng trăm", []),
    ],
)
def test_what_is_found_and_what_is_not(text: str, expected: list[int]) -> None:
    assert [one.value for one in spelled_in(text)] == expected
