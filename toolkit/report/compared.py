"""A total beside what it is compared with: the same period last year, the period before, the plan, the year so far.

Each number and direction word is made by one function, for composing and for printing it again; it is None where nothing
may be told. Nothing is told of a total that is not complete, of a number that is not exact ("hơn 34"), of a territory that
was another, or against a base of which nothing is known (domain.md N8 to N10).
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from toolkit.files.document import Run
from toolkit.form.model import Key, Rollup
from toolkit.merge.model import Against, Comparison, Total
from toolkit.report.ledger import phrase
from toolkit.report.printing import Printing
from toolkit.text import write_number
from toolkit.text.numbers import round_half_up

_TIMES = 3  # beyond three times the base, "gấp ... lần" reads better than per cent


def argument(before: Comparison) -> str:
    """How a figure's key names what it is compared with."""
    match before.against:
        case Against.PERIOD:
            return before.period
        case Against.PLAN:
            return f"plan:{before.period}"
    return "so_far"


def found(comparisons: Iterable[Comparison], key: Key, name: str) -> Comparison | None:
    """What a figure's key names, of a total."""
    return next((one for one in comparisons if one.key == key and argument(one) == name), None)


def direction(printer: Printing, total: Total, before: Comparison) -> Run | None:
    """ "tăng", "giảm", "bằng"; "tương đương" where two rates are equal as printed. Its value is the sign."""
    return directed(printer, total, difference(total, before), argument(before))


def change(printer: Printing, total: Total, before: Comparison) -> Run | None:
    """By how much a count or amount differs, without sign."""
    gap = difference(total, before)
    if not gap or total.rollup is Rollup.RATIO:
        return None
    assert isinstance(total.value, int | Decimal) and isinstance(before.value, int | Decimal)
    size = apart(total.value, before.value)
    return printer.run(printer.number(size, padded=True), total.key, size, f"change:{argument(before)}")


def percent(printer: Printing, total: Total, before: Comparison) -> Run | None:
    """By how many per cent of the base it differs, without sign."""
    gap = difference(total, before)
    if not gap or total.rollup is Rollup.RATIO or before.value is None or before.value <= 0:
        return None
    assert total.value is not None
    if total.value < 0:
        return None  # more than all of it cannot go
    size = apart(total.value, before.value)
    exact = Fraction(size) / Fraction(before.value) * 100
    text = printer.share_of(size, before.value)
    return printer.run(text, total.key, exact, f"percent:{argument(before)}")


def times(printer: Printing, total: Total, before: Comparison) -> Run | None:
    """How many times the base it is, to one decimal; of a rise only."""
    gap = difference(total, before)
    if not gap or gap < 0 or total.rollup is Rollup.RATIO or not before.value or before.value < 0:
        return None
    assert total.value is not None
    ratio = Fraction(total.value) / Fraction(before.value)
    text = write_number(round_half_up(ratio, 1), printer.lang, 1)
    return printer.run(text, total.key, ratio, f"times:{argument(before)}")


def points(printer: Printing, total: Total, before: Comparison) -> Run | None:
    """By how many percentage points two rates differ, without sign."""
    gap = difference(total, before)
    if gap is None or total.rollup is not Rollup.RATIO or not _printed_gap(printer, total, gap):
        return None
    text = write_number(round_half_up(abs(gap), printer.decimals), printer.lang, printer.decimals)
    return printer.run(text, total.key, abs(gap), f"points:{argument(before)}")


def base(printer: Printing, total: Total, before: Comparison) -> Run | None:
    """The number that it is compared with; of none "không phát sinh", of both "cũng không có"."""
    if not before.tells_change(total):
        return None
    name = f"base:{argument(before)}"
    if total.rollup is Rollup.RATIO:
        rate = rate_of(before)
        return None if rate is None else printer.run(_rate_text(printer, before), total.key, rate, name)
    if before.value is None:
        return None
    if before.value == 0:
        word = "report.none_either" if total.value == 0 else "report.none_then"
        return printer.run(printer.say(word), total.key, 0, name)
    return printer.run(printer.number(before.value, padded=True), total.key, before.value, name)


def told_change(printer: Printing, total: Total, before: Comparison | None) -> tuple[Run, ...]:
    """ "tăng 12 tin, bài (tăng 9,68%) so với cùng kỳ năm trước"; () where the two cannot be compared."""
    if before is None:
        return ()
    word, name = direction(printer, total, before), base_name(printer, total, before)
    if word is None or word.figure is None:
        return ()
    if total.rollup is Rollup.RATIO:
        gap = points(printer, total, before)
        if gap is None:
            return phrase(printer.lang, "report.same", word=word, base=name)
        return phrase(printer.lang, "report.by_points", word=word, points=gap, base=name)
    if before.value == 0:
        nothing = base(printer, total, before)
        return phrase(printer.lang, "report.base_zero", nothing=nothing, base=name)
    by = change(printer, total, before)
    if by is None:
        return phrase(printer.lang, "report.same", word=word, base=name)
    words = {"word": word, "change": by, "measure": printer.measure(total), "base": name}
    assert total.value is not None and before.value is not None
    many = times(printer, total, before) if total.value > _TIMES * before.value else None
    if many is not None:
        return phrase(printer.lang, "report.by_times", times=many, **words)
    share = percent(printer, total, before)
    if share is None:
        return phrase(printer.lang, "report.by_change", **words)
    return phrase(printer.lang, "report.by_percent", percent=share, **words)


def base_name(printer: Printing, total: Total, before: Comparison) -> tuple[Run, ...]:
    """What an earlier period is called; one that was never issued is told as such."""
    name = printer.base_name(before)
    if not before.provisional:
        return (Run(text=name),)
    return phrase(printer.lang, "report.base_state", base=name, state=base_state(printer, total, before))


def base_state(printer: Printing, total: Total, before: Comparison) -> Run:
    """Whether an earlier period is issued, in a word that stays true when it is."""
    state = "provisional" if before.provisional else "official"
    return printer.run(printer.say(f"report.{state}"), total.key, state, f"base_state:{argument(before)}")


def told_so_far(printer: Printing, total: Total, so_far: Comparison | None) -> tuple[Run, ...]:
    """ "lũy kế từ đầu năm 260 tin, bài"; () where this period is all of the year that there is."""
    if so_far is None or not so_far.tells_change(total) or not difference(total, so_far):
        return ()
    number = base(printer, total, so_far)
    if number is None or number.figure is None or number.figure.value == "0":
        return ()
    measure = "" if total.rollup is Rollup.RATIO else printer.measure(total)
    return phrase(printer.lang, "report.so_far", number=number, measure=measure)


def difference(total: Total, before: Comparison) -> Fraction | None:
    """How much more it is than what it is compared with, of rates in percentage points; None where that is not told."""
    if not before.tells_change(total):
        return None
    if total.rollup is Rollup.RATIO:
        now, then = rate_of(total), rate_of(before)
        return None if now is None or then is None else now - then
    if not isinstance(total.value, int | Decimal) or before.value is None:
        return None
    return Fraction(total.value) - Fraction(before.value)


def rate_of(told: Total | Comparison) -> Fraction | None:
    """A rate in per cent, exact where its pair is known."""
    if told.numerator is not None and told.denominator:
        return Fraction(told.numerator) / Fraction(told.denominator) * 100
    if isinstance(told, Total) or told.denominator == 0 or told.value is None:
        return None
    return Fraction(told.value)


def directed(
    printer: Printing, total: Total, gap: Fraction | None, against: str, kind: str = ""
) -> Run | None:
    """The word for a difference from what is named `against`, bound to its sign as far as it is printed; `kind` chooses the
    words.
    """
    if gap is None:
        return None
    level = _printed_gap(printer, total, gap) == 0
    word = ("level" if gap == 0 else "nearly") if level else ("up" if gap > 0 else "down") + kind
    sign = 0 if level else 1 if gap > 0 else -1
    return printer.run(printer.say(f"report.{word}"), total.key, sign, f"direction:{against}")


def _rate_text(printer: Printing, before: Comparison) -> str:
    if before.numerator is not None and before.denominator:
        return printer.share_of(before.numerator, before.denominator)
    assert before.value is not None
    return printer.percent(before.value)


def _printed_gap(printer: Printing, total: Total, gap: Fraction) -> Fraction:
    """A difference as far as it is printed."""
    return Fraction(round_half_up(gap, printer.decimals)) if total.rollup is Rollup.RATIO else gap


def apart(left: int | Decimal, right: int | Decimal) -> int | Decimal:
    """How far two numbers lie apart, whichever is the greater; an int where both are."""
    if isinstance(left, int) and isinstance(right, int):
        return abs(left - right)
    return abs(Decimal(left) - Decimal(right))
