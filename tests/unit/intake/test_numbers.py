"""Every number in every way of writing reads as itself or is refused; no text gives a number that it does not hold."""

import re
from collections.abc import Callable
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from toolkit.form.model import FieldType
from toolkit.intake.convert import Asked, convert
from toolkit.intake.habits import Habits, Sign
from toolkit.intake.model import State
from toolkit.text import Text
from toolkit.text.spoken import read_words

COUNT = Asked(FieldType.COUNT, Text("a", "a"), "hồ sơ")
AMOUNT = Asked(FieldType.AMOUNT, Text("a", "a"), "tấn")
RATE = Asked(FieldType.RATE, Text("a", "a"))


def grouped(number: int, sign: str) -> str:
    """Digits in threes from the right, one by one: nothing of the toolkit."""
    digits, parts = str(number), []
    while len(digits) > 3:
        digits, parts = digits[:-3], [digits[-3:], *parts]
    return sign.join([digits, *parts])


WAYS: dict[str, Callable[[int], str]] = {
    "plain": str,
    "dots": lambda n: grouped(n, "."),
    "commas": lambda n: grouped(n, ","),
    "spaces": lambda n: grouped(n, " "),
    "hard spaces": lambda n: grouped(n, "\u00a0"),
    "thin spaces": lambda n: grouped(n, "\u202f"),
    "apostrophes": lambda n: grouped(n, "'"),
    "as text": lambda n: f"'{n}",
    "full width": lambda n: "".join(chr(ord(digit) + 0xFEE0) for digit in str(n)),
    "measure": lambda n: f"{grouped(n, '.')} hồ sơ",
    "padded": lambda n: f"0{n}",
    "noted": lambda n: f"{n} (có danh sách kèm theo)",
    "over": lambda n: f"trên {n}",
    "about": lambda n: f"~{n}",
    "comma decimals": lambda n: f"{n},0",
    "dot decimals": lambda n: f"{n}.00",
    "sum": lambda n: f"={n}+0",
    "letters": lambda n: str(n).replace("0", "O").replace("1", "l"),
    "brackets": lambda n: f"({n})",
    "lines": lambda n: f"{n}\n{n}",
    "pair": lambda n: f"{n}/{n}",
    "scientific": lambda n: f"{n}e1",
    "thousands": lambda n: f"{n} nghìn",
}
ALWAYS_READ = {
    "plain", "dots", "spaces", "hard spaces", "thin spaces", "apostrophes", "as text", "full width", "measure", "noted",
    "over", "about", "comma decimals", "dot decimals",
}  # fmt: skip
WRITTEN = st.sampled_from(list(Sign))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**12), st.sampled_from(sorted(WAYS)), WRITTEN)
@example(1234, "commas", Sign.DOT)
@example(1234567, "commas", Sign.COMMA)
@example(0, "letters", Sign.UNKNOWN)
def test_a_count_reads_as_itself_or_is_refused(number: int, way: str, written: Sign) -> None:
    result = convert(WAYS[way](number), COUNT, habits=Habits(written))
    if way == "brackets":
        number = -number
    assert result.value == number or (result.value is None and result.finding is not None)
    assert result.state in {State.VALUE, State.TEXT}
    if way in ALWAYS_READ:
        assert result.value == number


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 10**9),
    st.integers(0, 10**4 - 1),
    st.sampled_from([",", "."]),
    st.sampled_from(["", " ", ".", ","]),
)
def test_an_amount_reads_as_itself_or_is_refused(whole: int, fraction: int, decimal: str, group: str) -> None:
    """Written one way throughout: the decimal sign, and another one between groups."""
    if group == decimal:
        group = ""
    number = Decimal(whole) + Decimal(fraction) / 10**4
    digits = f"{fraction:04d}".rstrip("0")
    text = grouped(whole, group) + (decimal + digits if digits else "")
    result = convert(text, AMOUNT)
    assert result.value == number or (result.value is None and result.finding is not None)
    three = len(digits) == 3 or not digits
    if not three or group == "":
        assert result.value == number or (result.finding is not None and result.finding.code == "NUM-002")


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**5), WRITTEN)
def test_what_the_typist_writes_consistently_is_read_so(number: int, written: Sign) -> None:
    """An amount in thousandths by a typist of known habit: right or asked, whatever the habit."""
    exact = Decimal(number) / 1000
    text = f"{exact:.3f}".replace(".", written or ",")
    result = convert(text, AMOUNT, habits=Habits(written))
    assert result.value in {exact, None}


@settings(max_examples=80, deadline=None)
@given(
    st.one_of(
        st.text(max_size=20),
        st.text("0123456789.,' %/-+=()~oOlI", max_size=12),
        st.lists(
            st.sampled_from(
                ["1", "02", "1.234", "5,5", "%", "hồ sơ", "trên", "(ba)", "(x)", "triệu", "-", "+", "/", "=", "trong", "đến",
                 "không", "\n", "²", "٣", "một", "đ"]
            ),
            max_size=5,
        ).map(" ".join),
    ),
    st.sampled_from([COUNT, AMOUNT, RATE]),
    WRITTEN,
)  # fmt: skip
def test_no_text_gives_digits_that_it_does_not_hold(text: str, want: Asked, written: Sign) -> None:
    """The oracle only strips: a number that was read has exactly the digits of the text, in their order."""
    result = convert(text, want, habits=Habits(written))
    if result.state is not State.VALUE:
        assert result.value is None
        return
    assert isinstance(result.value, int | Decimal)
    narrow = "".join(chr(ord(char) - 0xFEE0) if "０" <= char <= "９" else char for char in text)
    typed = re.sub("[^0-9]", "", narrow).lstrip("0")
    read = re.sub("[^0-9]", "", format(abs(Decimal(result.value)), "f")).lstrip("0")
    assert typed.startswith(read) and not typed[len(read) :].strip("0"), "no digit more, less or elsewhere"
    if not re.search("[.,]", narrow):
        assert typed == read


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.integers(-(10**12), 10**12), st.decimals(-(10**6), 10**6, places=3)))
def test_what_was_read_and_written_again_as_a_number_reads_the_same(number: int | Decimal) -> None:
    first = convert(float(number), AMOUNT)
    assert isinstance(first.value, Decimal)
    assert convert(float(first.value), AMOUNT) == first


DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()  # noqa: SIM905


def spell(number: int) -> str:
    """How a number below a million is said, by the school rules; nothing of the toolkit."""
    if number >= 1000:
        rest = number % 1000
        between = " không trăm" if 0 < rest < 100 else ""
        joint = " linh" if 0 < rest < 10 else ""
        return f"{spell(number // 1000)} nghìn{between}{joint}" + (f" {spell(rest)}" if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{DIGITS[number // 100]} trăm" + (
            f"{' linh' if rest < 10 else ''} {spell(rest)}" if rest else ""
        )
    if number < 10:
        return DIGITS[number]
    ten, one = divmod(number, 10)
    start = "mười" if ten == 1 else f"{DIGITS[ten]} mươi"
    return (
        start
        if not one
        else f"{start} {'lăm' if one == 5 else 'mốt' if one == 1 and ten > 1 else DIGITS[one]}"
    )


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 999_999))
@example(105)
@example(1005)
@example(21)
@example(15)
def test_numbers_in_words(number: int) -> None:
    assert read_words(spell(number)) == number
    result = convert(f"{number} ({spell(number)})", COUNT)
    assert result.value == number and result.finding is None
    other = convert(f"{number + 1} ({spell(number)})", COUNT)
    assert other.value is None and other.finding is not None


def test_what_is_no_number_in_words() -> None:
    for text in ("", "lẻ", "trăm", "hai ba", "cơ sở", "nghìn", "có hai"):
        assert read_words(text) is None, text
