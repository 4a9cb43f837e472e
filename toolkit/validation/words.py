"""A failed rule in words: what its numbers are now, and by how much they differ."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from toolkit.form.layout import column_label
from toolkit.form.model import Form
from toolkit.form.rules import (
    Absolute,
    And,
    Arithmetic,
    At,
    Comparison,
    Count,
    Name,
    Node,
    Number,
    Or,
    String,
    Weeks,
    YesNo,
    walk,
)
from toolkit.form.rules_evaluate import Known, evaluate, quantity
from toolkit.form.rules_intervals import Interval
from toolkit.periods import write_date
from toolkit.text import Lang, Text, say, write_number
from toolkit.text.numbers import round_half_up
from toolkit.validation.columns import Cell, Mark

CellOf = Callable[[Name | Count | Weeks], Cell]
_OPERATORS = {
    "==": "equal", "!=": "unequal", "<=": "at_most", "<": "below", ">=": "at_least", ">": "above",
}  # fmt: skip
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Wording:
    """What a failed rule comes to. `expected` is the value that a field standing alone should have, else empty."""

    now: Text
    expected: str = ""


def in_words(tree: Node, cell_of: CellOf, form: Form, block: str, measure: Text) -> Wording:
    """Word the parts of a rule that fail; a rule that is no plain comparison is worded by the values it reads.

    `block` is the grid's of a grid's rule, `measure` that of the difference.
    """

    def known(node: Name | Count | Weeks) -> Known:
        cell = cell_of(node)
        return None if isinstance(cell, Mark) else cell

    parts = [part for part in _parts(tree) if evaluate(part, known) is not True]
    said: list[Text] = []
    expected = ""
    for part in parts:
        if isinstance(part, Comparison) and not _is_words(part):
            said.append(_comparison(part, cell_of, known, measure))
            expected = expected or _expected(part, known)
        else:
            said.append(_values(part, cell_of, form, block))
    joined = Text("; ".join(text.vi for text in said), "; ".join(text.en for text in said))
    return Wording(joined, expected)


def write_cell(cell: Cell) -> Text:
    """A value as a reader meets it: "1.253", "trên 50", "có", "(để trống)"."""
    match cell:
        case None | Mark.NOT_ASKED:
            return say("validation.blank")
        case Mark.NONE:
            return say("validation.none")
        case Mark.UNREADABLE:
            return say("validation.unread")
        case bool():
            return say("validation.yes" if cell else "validation.no")
        case Interval():
            return _write_interval(cell)
        case date():
            return Text(write_date(cell), cell.isoformat())
    return Text(f"“{cell}”", f"“{cell}”")


def _parts(tree: Node) -> Iterator[Node]:
    if isinstance(tree, And):
        for part in tree.parts:
            yield from _parts(part)
    else:
        yield tree


def _is_words(tree: Comparison) -> bool:
    """Whether it compares texts or yes and no, which are better listed than compared."""
    return any(isinstance(node, String | YesNo) for node in walk(tree)) or any(
        isinstance(side, Comparison | And | Or) for side in (tree.left, tree.right)
    )


def _comparison(tree: Comparison, cell_of: CellOf, known: Callable[..., Known], measure: Text) -> Text:
    left, right = (_side(side, cell_of, known) for side in (tree.left, tree.right))
    text = say(f"validation.op.{_OPERATORS[tree.operator]}", left=left, right=right)
    one, two = _exact(quantity(tree.left, known)), _exact(quantity(tree.right, known))
    if tree.operator != "==" or one is None or two is None:
        return text
    gap = _write(abs(one - two))
    if measure.vi:
        gap = Text(f"{gap.vi} {measure.vi}", f"{gap.en} {measure.en}")
    apart = say("validation.apart", gap=gap)
    return Text(text.vi + apart.vi, text.en + apart.en)


def _side(tree: Node, cell_of: CellOf, known: Callable[..., Known]) -> Text:
    """107 + 57 = 164: the numbers put in, and what they come to."""
    text = Text(*(_put_in(tree, cell_of, lang) for lang in ("vi", "en")))
    whole = quantity(tree, known)
    if isinstance(tree, Arithmetic | Absolute) and whole is not None:
        total = _write_interval(whole)
        return Text(f"{text.vi} = {total.vi}", f"{text.en} = {total.en}")
    return text


def _put_in(tree: Node, cell_of: CellOf, lang: Lang) -> str:
    match tree:
        case Arithmetic(operator, left, right):
            sign = {"*": "×", "/": ":", "-": "−"}.get(operator, operator)
            sides = [_put_in(left, cell_of, lang), _put_in(right, cell_of, lang)]
            for at, side in enumerate((left, right)):
                loose = isinstance(side, Arithmetic) and side.operator in "+-"
                if loose and (operator in "*/" or (at == 1 and operator == "-")):
                    sides[at] = f"({sides[at]})"
            return f"{sides[0]} {sign} {sides[1]}"
        case Absolute(of):
            return f"|{_put_in(of, cell_of, lang)}|"
        case Number(value):
            return write_number(value, lang)
        case Name() if tree.at:
            return say("validation.previous", value=write_cell(cell_of(tree))).in_(lang)
        case Name() | Count():
            return write_cell(cell_of(tree)).in_(lang)
        case Weeks():
            return say("validation.weeks", value=write_cell(cell_of(tree))).in_(lang)
    return ""


def _values(tree: Node, cell_of: CellOf, form: Form, block: str) -> Text:
    """Every value that a part reads, by its label."""
    said: list[Text] = []
    for node in dict.fromkeys(node for node in walk(tree) if isinstance(node, Name | Count)):
        value = write_cell(cell_of(node))
        if isinstance(node, Count):
            label = form.block(node.list).label
            key = "validation.lines_with" if node.column else "validation.lines"
            said.append(say(key, label=label, text=node.text, value=value))
        else:
            label = (
                column_label(form.block(block), node.code) if block else form.find_field(node.code)[1].label
            )
            value = say("validation.previous", value=value) if node.at else value
            said.append(say("validation.says", label=label, value=value))
    return Text("; ".join(text.vi for text in said), "; ".join(text.en for text in said))


def _expected(tree: Comparison, known: Callable[..., Known]) -> str:
    if tree.operator != "==":
        return ""
    for alone, other in ((tree.left, tree.right), (tree.right, tree.left)):
        value = _exact(quantity(other, known))
        if isinstance(alone, Name) and alone.at is At.NOW and value is not None:
            return _write(value).vi
    return ""


def _exact(interval: Interval | None) -> Fraction | None:
    if interval is None or interval.lo is None or interval.lo != interval.hi:
        return None
    return interval.lo


def _write(value: Fraction) -> Text:
    shown = round_half_up(value, _DECIMALS)
    return Text(write_number(shown, "vi", _DECIMALS), write_number(shown, "en", _DECIMALS))


def _write_interval(interval: Interval) -> Text:
    if interval.lo is not None and interval.lo == interval.hi:
        return _write(interval.lo)
    if interval.hi is None:
        return say("validation.over", number=_write(interval.lo or Fraction(0)))
    if not interval.lo:
        return say("validation.under", number=_write(interval.hi))
    return say("validation.between", low=_write(interval.lo), high=_write(interval.hi))
