"""A rule's tree as a native Excel formula (Excel 2010 functions only) that says what `rules_evaluate.verdict` says.

A condition becomes two expressions: one that is TRUE when it certainly holds, one when it certainly fails. Neither is
TRUE while something needed is blank or a text, so that nothing is judged on a guess. Only exact numbers are judged: a
cell that says "trên 50" is left to the toolkit, which knows intervals. Excel's binary fractions are kept from deciding
by rounding every gap to nine decimals.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from toolkit.form.model import Missing
from toolkit.form.rules import (
    Absolute,
    And,
    Arithmetic,
    At,
    Comparison,
    Count,
    Name,
    Node,
    Not,
    Number,
    Or,
    String,
    Weeks,
    YesNo,
    walk,
)

YES, NO = "Có", "Không"
NONE_WORDS = "không phát sinh"
_OPPOSITE = {"==": "!=", "!=": "=="}
_MIRROR = {">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Operand:
    """Where a name's value stands. `ref` is a cell (a list's number of lines: an expression); "" when there is none.

    `known` is the condition under which it may be read; `slack` is half of what the field is rounded to.
    """

    ref: str
    kind: Literal["number", "date", "text", "yes_no"] = "number"
    known: str = ""
    slack: Decimal = Decimal(0)


Locate = Callable[[Name | Count | Weeks], Operand]


@dataclass(frozen=True, slots=True)
class Condition:
    """Two expressions, never both TRUE."""

    holds: str
    fails: str


@dataclass(frozen=True, slots=True)
class _Quantity:
    value: str
    slack: str
    guards: tuple[str, ...]


_UNKNOWN = Condition("FALSE", "FALSE")


def compile_rule(tree: Node, missing: Missing, locate: Locate) -> Condition:
    """The two expressions of a rule, with its own meaning of a blank cell; `locate` gives each name's cell."""
    filled = missing is not Missing.SKIP_IF_ANY
    compiled = _Compiler(locate, filled).condition(tree)
    if missing is not Missing.SKIP_IF_ALL:
        return compiled
    read = dict.fromkeys(node for node in walk(tree) if isinstance(node, Name | Count))
    stated = _any([_stated(locate(node)) for node in read])
    return Condition(_all([stated, compiled.holds]), _all([stated, compiled.fails]))


def compile_quantity(tree: Node, locate: Locate) -> str:
    """An arithmetic expression as a formula's right side: its value, or "" while a part is missing."""
    found = _Compiler(locate, filled=False).quantity(tree)
    return '""' if found is None else f'IF({_all(list(found.guards))},{found.value},"")'


@dataclass(frozen=True, slots=True)
class _Compiler:
    locate: Locate
    filled: bool

    def condition(self, tree: Node) -> Condition:
        match tree:
            case And(parts):
                inner = [self.condition(part) for part in parts]
                return Condition(_all([c.holds for c in inner]), _any([c.fails for c in inner]))
            case Or(parts):
                inner = [self.condition(part) for part in parts]
                return Condition(_any([c.holds for c in inner]), _all([c.fails for c in inner]))
            case Not(of):
                inside = self.condition(of)
                return Condition(inside.fails, inside.holds)
            case YesNo(value):
                return Condition("TRUE", "FALSE") if value else Condition("FALSE", "TRUE")
            case Name():
                found = self.locate(tree)
                if found.kind == "yes_no" and found.ref:
                    return Condition(f"TRIM({found.ref})={_text(YES)}", f"TRIM({found.ref})={_text(NO)}")
            case Comparison(operator, left, right):
                return self._comparison(operator, left, right)
        return _UNKNOWN

    def quantity(self, tree: Node) -> _Quantity | None:
        match tree:
            case Number(value):
                return _Quantity(_number(value), "0", ())
            case Name() | Count() | Weeks():
                return self._operand(tree)
            case Absolute(of):
                inner = self.quantity(of)
                return inner and _Quantity(f"ABS({inner.value})", inner.slack, inner.guards)
            case Arithmetic(operator, left, right):
                one, two = self.quantity(left), self.quantity(right)
                return None if one is None or two is None else _combine(operator, one, two)
        return None

    def _operand(self, node: Name | Count | Weeks, wanted: str = "number") -> _Quantity | None:
        found = self.locate(node)
        if found.kind != wanted or not found.ref:
            return None
        slack = _number(found.slack)
        before = isinstance(node, Name) and node.at is not At.NOW
        if self.filled and not before and isinstance(node, Name):
            guard = f"OR(ISNUMBER({found.ref}),{_blank(found.ref)})"
            return _Quantity(f"N({found.ref})", slack, (guard,))
        if self.filled and isinstance(node, Count):
            return _Quantity(found.ref, slack, ())
        return _Quantity(found.ref, slack, (_stated(found),))

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
            return self._operand(tree, "date") if isinstance(tree, Name) else None
        return self.quantity(tree) if kind == "number" else None

    def _kind(self, tree: Node) -> str:
        match tree:
            case Name() | Count() | Weeks():
                return self.locate(tree).kind
            case String():
                return "text"
            case And() | Or() | Not() | Comparison() | YesNo():
                return "yes_no"
        return "number"

    def _same_answer(self, left: Node, right: Node) -> Condition:
        one, two = self.condition(left), self.condition(right)
        both = _any([_all([one.holds, two.holds]), _all([one.fails, two.fails])])
        apart = _any([_all([one.holds, two.fails]), _all([one.fails, two.holds])])
        return Condition(both, apart)

    def _same_text(self, left: Node, right: Node) -> Condition:
        sides: list[str] = []
        guards: list[str] = []
        for side in (left, right):
            if isinstance(side, String):
                sides.append(_text(side.value))
            elif isinstance(side, Name) and (ref := self.locate(side).ref):
                sides.append(f"TRIM({ref})")
                guards.append(f'TRIM({ref})<>""')
            else:
                return _UNKNOWN
        same = f"EXACT({sides[0]},{sides[1]})"
        return Condition(_all([*guards, same]), _all([*guards, f"NOT({same})"]))


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
    guard = _all(list(dict.fromkeys(one.guards + two.guards)))
    if guard == "TRUE":
        return Condition(holds, f"NOT({holds})")
    # IF keeps Excel from computing with a text; AND would not.
    return Condition(f"IF({guard},{holds},FALSE)", f"IF({guard},NOT({holds}),FALSE)")


def _combine(operator: str, one: _Quantity, two: _Quantity) -> _Quantity:
    guards = one.guards + two.guards
    if operator in "+-":
        right = two.value if operator == "+" else _enclosed(two.value)
        return _Quantity(f"({one.value}{operator}{right})", _plus(one.slack, two.slack), guards)
    if operator == "/":
        guards += (f"IFERROR(ABS({two.value})>{two.slack},FALSE)",)
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


def _stated(found: Operand) -> str:
    """When a name's value is there to be read."""
    if not found.ref:
        return "FALSE"
    if found.known:
        return found.known
    if found.kind in {"number", "date"}:
        return f"ISNUMBER({found.ref})"
    return f'TRIM({found.ref})<>""'


def _blank(ref: str) -> str:
    return f'TRIM({ref})="",LOWER(TRIM({ref}))={_text(NONE_WORDS)}'


def _all(parts: list[str]) -> str:
    kept = [part for part in dict.fromkeys(parts) if part != "TRUE"]
    if "FALSE" in kept:
        return "FALSE"
    return "TRUE" if not kept else kept[0] if len(kept) == 1 else f"AND({','.join(kept)})"


def _any(parts: list[str]) -> str:
    kept = [part for part in dict.fromkeys(parts) if part != "FALSE"]
    if "TRUE" in kept:
        return "TRUE"
    return "FALSE" if not kept else kept[0] if len(kept) == 1 else f"OR({','.join(kept)})"


def _enclosed(value: str) -> str:
    return value if value.startswith(("(", "ABS(", "IFERROR(", "N(")) or value.isalnum() else f"({value})"


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"


def _text(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'
