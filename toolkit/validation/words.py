"""A failed rule in words: what its numbers are now, and by how much they differ."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from toolkit.findings import shortened
from toolkit.form.layout import cell_label, column_label
from toolkit.form.rules import (
    Absolute,
    And,
    Arithmetic,
    Comparison,
    Count,
    Day,
    GridCell,
    Name,
    Node,
    Number,
    Or,
    Stated,
    String,
    Sum,
    Term,
    Weeks,
    YesNo,
    stated_in,
    terms_in,
    walk,
)
from toolkit.form.rules_evaluate import Known, Lookup, evaluate, quantity
from toolkit.form.rules_intervals import Interval
from toolkit.periods import write_date
from toolkit.text import Lang, Text, number_text, say, write_number
from toolkit.text.numbers import round_half_up
from toolkit.validation.columns import Cell, Mark
from toolkit.validation.judge import known_of
from toolkit.validation.labels import joined
from toolkit.validation.places import Spot

CellOf = Callable[[Term], Cell]
_TERMS = 12
"""Numbers added up in a sentence, at most."""
_OPERATORS = {
    "==": "equal", "!=": "unequal", "<=": "at_most", "<": "below", ">=": "at_least", ">": "above",
}  # fmt: skip
_DECIMALS = 4
_GIST = 80
"""Characters of a comparison up to which it is told with its sums where little can be said."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a failed rule comes to. `gist` is the first part that fails, without its sums where these are long;
    `expected` the value that a field standing alone should have, else empty.
    """

    now: Text
    gist: Text
    expected: str = ""


def in_words(tree: Node, cell_of: CellOf, spot: Spot, measure: Text, alone: Term | None) -> Wording:
    """Word the parts of a rule that fail; a rule that is no plain comparison is worded by the values it reads.

    `measure` is that of the difference, `alone` the term at which the finding points.
    """

    def known(node: Term) -> Known:
        return known_of(node, cell_of(node))

    parts = [part for part in _parts(tree) if evaluate(part, known) is not True]
    said: list[Text] = []
    gists: list[Text] = []
    expected = ""
    for part in parts:
        if isinstance(part, Comparison) and not _is_words(part):
            compared = _compared(part, cell_of, known, spot, summed=True)
            brief = (
                compared if len(compared.vi) <= _GIST else _compared(part, cell_of, known, spot, summed=False)
            )
            said.append(_with_gap(part, compared, known, measure))
            gists.append(brief)
            expected = expected or _expected(part, known, alone)
        else:
            said.append(_values(part, cell_of, spot))
            gists.append(_values(part, cell_of, spot, _GIST // 2))
    return Wording(joined("; ", said), next(iter(gists), Text("", "")), expected)


def write_cell(cell: Cell) -> Text:
    """A value as a reader meets it: "1.253", "trên 50", "có", "(để trống)"."""
    match cell:
        case None | Mark.NOT_ASKED:
            return say("validation.blank")
        case Mark.NONE:
            return say("validation.none")
        case Mark.UNREADABLE:
            return say("validation.unread")
        case Mark.ABSENT:
            return say("validation.not_sent")
        case bool():
            return say("validation.yes" if cell else "validation.no")
        case int() | Fraction():
            return _write(Fraction(cell))
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


def _compared(tree: Comparison, cell_of: CellOf, known: Lookup, spot: Spot, *, summed: bool) -> Text:
    left, right = (_side(side, cell_of, known, spot, summed) for side in (tree.left, tree.right))
    of_days = any(isinstance(node, Term) and isinstance(known(node), date) for node in walk(tree))
    kind = "validation.day" if of_days else "validation.op"
    return say(f"{kind}.{_OPERATORS[tree.operator]}", left=left, right=right)


def _with_gap(tree: Comparison, text: Text, known: Lookup, measure: Text) -> Text:
    """The comparison, and of an equality by how much it is missed."""
    one, two = _exact(quantity(tree.left, known)), _exact(quantity(tree.right, known))
    if tree.operator != "==" or one is None or two is None:
        return text
    gap = _write(abs(one - two))
    if measure.vi:
        gap = Text(f"{gap.vi} {measure.vi}", f"{gap.en} {measure.en}")
    apart = say("validation.apart", gap=gap)
    return Text(text.vi + apart.vi, text.en + apart.en)


def _side(tree: Node, cell_of: CellOf, known: Lookup, spot: Spot, summed: bool) -> Text:
    """164 (107 + 57): what it comes to, and where that is asked for the numbers put in."""
    text = Text(*(_put_in(tree, cell_of, spot, lang) for lang in ("vi", "en")))
    whole = quantity(tree, known)
    if isinstance(tree, Arithmetic | Absolute) and whole is not None:
        total = _write_interval(whole)
        return say("validation.comes_to", total=total, sum=text) if summed else total
    return text


def _put_in(tree: Node, cell_of: CellOf, spot: Spot, lang: Lang) -> str:
    match tree:
        case Arithmetic("+", left, right) if len(list(terms_in(tree))) > _TERMS:
            # A column of many rows is told by what it comes to, and by its cells.
            return say("validation.many_added", count=len(list(terms_in(tree)))).in_(lang)
        case Arithmetic(operator, left, right):
            sign = {"*": "×", "/": ":", "-": "−"}.get(operator, operator)
            sides = [_put_in(left, cell_of, spot, lang), _put_in(right, cell_of, spot, lang)]
            for at, side in enumerate((left, right)):
                loose = isinstance(side, Arithmetic) and side.operator in "+-"
                if loose and (operator in "*/" or (at == 1 and operator == "-")):
                    sides[at] = f"({sides[at]})"
            return f"{sides[0]} {sign} {sides[1]}"
        case Absolute(of):
            return f"|{_put_in(of, cell_of, spot, lang)}|"
        case Number(value):
            return write_number(value, lang)
        case Name() | GridCell() | Sum() | Count() | Weeks() | Day():
            return _write_term(tree, cell_of(tree), spot).in_(lang)
    return ""


def _write_term(term: Term, cell: Cell, spot: Spot) -> Text:
    """A value with what it is, where that is not a cell of this form and period: "1.500 (kỳ trước)"."""
    value = write_cell(cell)
    match term:
        case Name() | GridCell() if term.at:
            return say(f"validation.at.{term.at}", value=value)
        case Weeks():
            return say("validation.weeks", value=value)
        case Day(last):
            return say("validation.last_day" if last else "validation.first_day", value=value)
        case Name() | GridCell() | Count() | Sum() if term.form:
            form = spot.form_of(term.form)
            return say("validation.of_form", value=value, form=form.short_title)
        case Sum(block, column):
            return say(
                "validation.of_column", value=value, column=column_label(spot.form.block(block), column)
            )
    return value


def _values(tree: Node, cell_of: CellOf, spot: Spot, longest: int = 0) -> Text:
    """Every value that a part reads, by its label, of which no more than `longest` characters (0: all)."""
    said = [_labelled(term, cell_of(term), spot, longest) for term in dict.fromkeys(stated_in(tree))]
    days = [_write_term(term, cell_of(term), spot) for term in terms_in(tree) if isinstance(term, Day)]
    return joined("; ", [*said, *days])


def _labelled(term: Stated, cell: Cell, spot: Spot, longest: int) -> Text:
    form = spot.form_of(term.form)
    value = write_cell(cell)
    if isinstance(term, Count):
        label = form.block(term.list).label
        key = "validation.lines_with" if term.column else "validation.lines"
        return say(key, label=label, text=term.text, value=value)
    match term:
        case Sum(block, column):
            label = column_label(form.block(block), column)
        case GridCell(grid, row, column):
            label = cell_label(form.block(grid), row, column)
        case Name(code):
            inside = spot.block if not term.form else None
            label = column_label(inside, code) if inside else form.find_field(code)[1].label
    shown = shortened(label, longest) if longest else label
    return say("validation.says", label=shown, value=_write_term(term, cell, spot))


def _expected(tree: Comparison, known: Lookup, pointed_at: Term | None) -> str:
    """What the value pointed at should be, where it stands alone on one side."""
    if tree.operator != "==":
        return ""
    for alone, other in ((tree.left, tree.right), (tree.right, tree.left)):
        value = _exact(quantity(other, known))
        if alone == pointed_at and value is not None:
            return _write(value).vi
    return ""


def _exact(interval: Interval | None) -> Fraction | None:
    if interval is None or interval.lo is None or interval.lo != interval.hi:
        return None
    return interval.lo


def _write(value: Fraction) -> Text:
    shown = round_half_up(value, _DECIMALS)
    return number_text(shown, _DECIMALS)


def _write_interval(interval: Interval) -> Text:
    if interval.lo is not None and interval.lo == interval.hi:
        return _write(interval.lo)
    if interval.hi is None:
        return say("validation.over", number=_write(interval.lo or Fraction(0)))
    if not interval.lo:
        return say("validation.under", number=_write(interval.hi))
    return say("validation.between", low=_write(interval.lo), high=_write(interval.hi))
