"""A rule's tree as a native Excel formula (Excel 2010 functions only) that says what `rules_evaluate.verdict` says.

A condition becomes two expressions: one that is TRUE when it certainly holds, one when it certainly fails. Neither is
TRUE while something needed is not known (see excel_operand), so that nothing is judged on a guess. Only exact numbers are
judged: a cell that says "trên 50" is left to the toolkit, which knows intervals. Excel's binary fractions are kept from
deciding by rounding every gap to nine decimals.
"""

from collections.abc import Callable
from dataclasses import dataclass

from toolkit.form.model import Missing
from toolkit.form.rules import (
    Absolute,
    And,
    Arithmetic,
    Comparison,
    Count,
    Day,
    Filled,
    GridCell,
    Name,
    Node,
    Not,
    Number,
    Or,
    String,
    Sum,
    Term,
    Weeks,
    YesNo,
    can_be_zero,
    stated_in,
    wanted_in,
)
from toolkit.template.excel_operand import NO, YES, Operand, anyone, every, number, safe, text

Word = Name | GridCell | Count | Sum | Weeks | Day
"""What has a place or a value of its own; `filled(x)` asks x."""
Locate = Callable[[Word], Operand]
_OPPOSITE = {"==": "!=", "!=": "=="}
_MIRROR = {">": "<", ">=": "<="}
_COMPUTED_WITH = ("(", "ABS(", "IFERROR(", "N(", "INT(", "DATE(", "SUM(")


@dataclass(frozen=True, slots=True)
class Condition:
    """Two expressions, never both TRUE, and what must be TRUE before either is asked: IF keeps Excel from computing with a
    text, AND would not.
    """

    yes: str
    no: str
    guard: str = "TRUE"

    @property
    def holds(self) -> str:
        """TRUE when it certainly holds."""
        return self._asked(self.yes)

    @property
    def fails(self) -> str:
        """TRUE when it certainly fails."""
        return self._asked(self.no)

    def choose(self, passed: str, failed: str, unverified: str) -> str:
        """An expression of three results."""
        told = f"IF({self.no},{failed},IF({self.yes},{passed},{unverified}))"
        if self.no == f"NOT({self.yes})":
            told = f"IF({self.yes},{passed},{failed})"
        return told if self.guard == "TRUE" else f"IF({self.guard},{told},{unverified})"

    def _asked(self, part: str) -> str:
        return part if part == "FALSE" or self.guard == "TRUE" else f"IF({self.guard},{part},FALSE)"


@dataclass(frozen=True, slots=True)
class _Quantity:
    value: str
    slack: str
    guards: tuple[str, ...]


_UNKNOWN = Condition("FALSE", "FALSE")


def compile_rule(tree: Node, missing: Missing, locate: Locate) -> Condition:
    """The two expressions of a rule, with its own meaning of a blank cell; `locate` gives what each word is here."""
    if missing is Missing.SKIP_IF_ANY:
        return _Compiler(locate, filled=False).condition(tree)
    compiled = _Compiler(locate, filled=True).condition(tree)
    # What cannot be read is not blank, so it is never taken for zero: then nothing of the rule is judged.
    readable = [locate(word).readable for word in stated_in(tree) if can_be_zero(word)]
    if missing is Missing.SKIP_IF_ALL:
        wanted = [_is_there(term, locate) for term in wanted_in(tree)]
        readable += [anyone(wanted)] if wanted else []
    return guarded(every(readable), compiled)


def _is_there(term: Term, locate: Locate) -> str:
    return _is_stated(locate(term.of)).holds if isinstance(term, Filled) else locate(term).known


def compile_quantity(tree: Node, locate: Locate) -> str:
    """An arithmetic expression as a formula's right side: its value, or "" while a part is missing."""
    found = _Compiler(locate, filled=False).quantity(tree)
    return '""' if found is None else f'IF({every(list(found.guards))},{found.value},"")'


def guarded(guard: str, of: Condition) -> Condition:
    """The condition where the guard holds, else neither."""
    if guard == "TRUE":
        return of
    return Condition(of.yes, of.no, guard) if of.guard == "TRUE" else Condition(of.holds, of.fails, guard)


@dataclass(frozen=True, slots=True)
class _Compiler:
    locate: Locate
    filled: bool

    def condition(self, tree: Node) -> Condition:
        match tree:
            case And(parts):
                inner = [self.condition(part) for part in parts]
                return Condition(every([c.holds for c in inner]), anyone([c.fails for c in inner]))
            case Or(parts):
                inner = [self.condition(part) for part in parts]
                return Condition(anyone([c.holds for c in inner]), every([c.fails for c in inner]))
            case Not(of):
                inside = self.condition(of)
                return Condition(inside.fails, inside.holds)
            case YesNo(value):
                return Condition("TRUE", "FALSE") if value else Condition("FALSE", "TRUE")
            case Name() | GridCell():
                return self._answer(self.locate(tree))
            case Filled(of):
                return _is_stated(self.locate(of))
            case Comparison(operator, left, right):
                return self._comparison(operator, left, right)
        return _UNKNOWN

    def quantity(self, tree: Node) -> _Quantity | None:
        match tree:
            case Number(value):
                return _Quantity(number(value), "0", ())
            case Name() | GridCell() | Count() | Sum() | Weeks():
                return self._operand(tree)
            case Absolute(of):
                inner = self.quantity(of)
                return inner and _Quantity(f"ABS({inner.value})", inner.slack, inner.guards)
            case Arithmetic(operator, left, right):
                one, two = self.quantity(left), self.quantity(right)
                return None if one is None or two is None else _combine(operator, one, two)
        return None

    def _answer(self, found: Operand) -> Condition:
        if found.kind != "yes_no" or not found.ref:
            return _UNKNOWN
        return Condition(*(safe(f"TRIM({found.ref})={text(word)}") for word in (YES, NO)))

    def _operand(self, node: Word, wanted: str = "number") -> _Quantity | None:
        found = self.locate(node)
        if found.kind != wanted or not found.ref:
            return None
        if not self.filled or wanted != "number" or not can_be_zero(node) or found.known == "TRUE":
            return _Quantity(found.ref, found.slack, () if found.known == "TRUE" else (found.known,))
        if isinstance(node, Count):
            return _Quantity(found.ref, found.slack, ())
        # Whether the cell is readable is asked of the whole rule; N makes 0 of the words "không phát sinh".
        return _Quantity(f"N({found.ref})", found.slack, ())

    def _comparison(self, operator: str, left: Node, right: Node) -> Condition:
        kinds = {self._kind(left), self._kind(right)}
        if len(kinds) != 1:
            return _UNKNOWN
        kind = kinds.pop()
        if operator in _OPPOSITE and kind in {"yes_no", "text"}:
            same = (self._same_answer if kind == "yes_no" else self._same_text)(left, right)
            return same if operator == "==" else Condition(same.fails, same.holds)
        one, two = self._side(left, kind), self._side(right, kind)
        if one is None or two is None:
            return _UNKNOWN
        return _judge(operator, one, two)

    def _side(self, tree: Node, kind: str) -> _Quantity | None:
        if kind == "date":
            return self._operand(tree, "date") if isinstance(tree, Name | GridCell | Day) else None
        return self.quantity(tree) if kind == "number" else None

    def _kind(self, tree: Node) -> str:
        match tree:
            case Name() | GridCell() | Count() | Sum() | Weeks() | Day():
                return self.locate(tree).kind
            case String():
                return "text"
            case And() | Or() | Not() | Comparison() | YesNo() | Filled():
                return "yes_no"
        return "number"

    def _same_answer(self, left: Node, right: Node) -> Condition:
        one, two = self.condition(left), self.condition(right)
        both = anyone([every([one.holds, two.holds]), every([one.fails, two.fails])])
        apart = anyone([every([one.holds, two.fails]), every([one.fails, two.holds])])
        return Condition(both, apart)

    def _same_text(self, left: Node, right: Node) -> Condition:
        sides: list[str] = []
        guards: list[str] = []
        chosen = False
        for side in (left, right):
            if isinstance(side, String):
                sides.append(text(side.value))
            elif isinstance(side, Name | GridCell) and (found := self.locate(side)).ref:
                sides.append(f"TRIM({found.ref})")
                guards.append(found.known)
                chosen = chosen or found.chosen
            else:
                return _UNKNOWN
        same = f"{sides[0]}={sides[1]}" if chosen else f"EXACT({sides[0]},{sides[1]})"
        return guarded(every(guards), Condition(same, f"NOT({same})"))


def _is_stated(found: Operand) -> Condition:
    """`filled(x)`; what a block's tick says counts for a blank cell only where nothing else is in the block."""
    if not found.ref:
        return _UNKNOWN
    if found.known == "TRUE":
        return Condition("TRUE", "FALSE")
    by_tick = every([found.blank, found.ticked])
    return Condition(anyone([found.known, found.none, by_tick]), every([found.blank, found.unticked]))


def _judge(operator: str, one: _Quantity, two: _Quantity) -> Condition:
    if operator in _MIRROR:
        operator, one, two = _MIRROR[operator], two, one
    gap = f"ROUND({one.value}-{_enclosed(two.value)},9)"
    slack = _plus(one.slack, two.slack)
    holds = {
        "==": f"ABS({gap})<={slack}",
        "!=": f"ABS({gap})>{slack}",
        "<=": f"{gap}<={slack}",
        "<": f"{gap}<{slack}",
    }[operator]
    return guarded(every([*one.guards, *two.guards]), Condition(holds, f"NOT({holds})"))


def _combine(operator: str, one: _Quantity, two: _Quantity) -> _Quantity:
    guards = one.guards + two.guards
    if operator in "+-":
        right = two.value if operator == "+" else _enclosed(two.value)
        return _Quantity(f"({one.value}{operator}{right})", _plus(one.slack, two.slack), guards)
    if operator == "/":
        guards += (safe(f"ABS({two.value})>{two.slack}"),)
        inverse = "0"
        if two.slack != "0":
            inverse = f"({two.slack}/(ABS({two.value})*(ABS({two.value})-{two.slack})))"
        slack = _product_slack(one, f"1/{_enclosed(two.value)}", inverse)
        return _Quantity(f"IFERROR({one.value}/{_enclosed(two.value)},0)", slack, guards)
    slack = _product_slack(one, two.value, two.slack)
    return _Quantity(f"({one.value}*{two.value})", slack, guards)


def _product_slack(one: _Quantity, value: str, slack: str) -> str:
    """How far a product can move when its factors may move by their slacks: |a|·t + |b|·s + s·t."""
    terms = []
    if slack != "0":
        terms.append(f"ABS({one.value})*{slack}")
    if one.slack != "0":
        terms.append(f"ABS({value})*{one.slack}")
    if slack != "0" and one.slack != "0":
        terms.append(f"{one.slack}*{slack}")
    return f"({'+'.join(terms)})" if terms else "0"


def _plus(one: str, two: str) -> str:
    return two if one == "0" else one if two == "0" else f"({one}+{two})"


def _enclosed(value: str) -> str:
    return value if value.startswith(_COMPUTED_WITH) or value.isalnum() else f"({value})"
