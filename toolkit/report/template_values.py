"""What the expressions of a report text stand for, known before it runs: a figure, a word, lines to go through."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2 import nodes

from toolkit.report.template_calls import Calls, name_of
from toolkit.report.vocabulary import BASES, FUNCTIONS, WORDS, Beside, Gives

_ASKED = frozenset({Gives.WORD, Gives.ITEMS, Gives.TRUTH, Gives.CONSTANT})
WRITTEN = frozenset({Gives.FIGURE, Gives.WORD, Gives.IDEA, Gives.CONSTANT, Gives.NOTHING})
_SPOKEN = frozenset({Gives.WORD, Gives.CONSTANT})


@dataclass(frozen=True, slots=True)
class Shape:
    """What an expression stands for: of ITEMS `each` is what one of them is, of a LINE `columns` are its columns' codes."""

    gives: Gives
    each: "Shape | None" = None
    columns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Spoken:
    """The last figure of a sentence or clause: the codes and row that it is of, and how the text asked for it."""

    beside: Beside
    codes: tuple[str, ...]
    row: str
    asked: str = field(compare=False)


Names = dict[str, Shape]
WORD, FIGURE, TRUTH, LOOP = (Shape(gives) for gives in (Gives.WORD, Gives.FIGURE, Gives.TRUTH, Gives.LOOP))
GLOBAL: Mapping[str, Shape] = {**dict.fromkeys(WORDS, WORD), BASES: Shape(Gives.ITEMS, each=WORD)}
_OF: Mapping[Gives, Mapping[str, Shape]] = {
    Gives.LOOP: {"first": TRUTH, "last": TRUTH},
    Gives.IDEA: {"phan_anh": WORD, "bao_cao": WORD},
}


class Values(ABC):
    """The expressions of one text; `spoken` are the figures that may have been the last, one for each way there."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls
        self.spoken: frozenset[Spoken | None] = frozenset({None})

    @abstractmethod
    def call(self, node: nodes.Call, names: Names) -> Shape:
        """What a call stands for."""

    def ask(self, node: nodes.Node, names: Names) -> None:
        """What a condition may ask: whether there are words or lines, and what answers with yes or no."""
        if self.see(node, names).gives not in _ASKED:
            self.calls.refuse("error.report_asked", node, name_of(node))

    def see(self, node: nodes.Node, names: Names) -> Shape:
        """What an expression stands for. Raises FormError where it stands for nothing that a report has."""
        if isinstance(node, nodes.Const):
            return Shape(_constant(node.value))
        if isinstance(node, nodes.Name):
            if node.name in FUNCTIONS and node.name not in names:
                self.calls.refuse("error.report_brackets", node, node.name)
            known = {*names, *FUNCTIONS}
            return names.get(node.name) or self.calls.refuse("error.report_word", node, node.name, known)
        if isinstance(node, nodes.Call):
            return self.call(node, names)
        if isinstance(node, nodes.Getattr):
            return self._attribute(node, self.see(node.node, names))
        if isinstance(node, nodes.CondExpr):
            return self._either(node, names)
        if isinstance(node, nodes.Not):
            self.ask(node.node, names)
            return TRUTH
        if isinstance(node, nodes.And | nodes.Or | nodes.Add):
            return self._both(node, names)
        return self.calls.refuse("error.report_grammar", node, "(... , ...)")

    def _either(self, node: nodes.CondExpr, names: Names) -> Shape:
        self.ask(node.test, names)
        if node.expr2 is None:
            self.calls.refuse("error.report_grammar", node, "... if ...")
        before = self.spoken
        first = self.see(node.expr1, names)
        after, self.spoken = self.spoken, before
        second = self.see(node.expr2, names)
        self.spoken |= after
        both = {first.gives, second.gives}
        if len(both) == 1 and first.gives in {Gives.ITEMS, Gives.TRUTH}:
            return _joined(first, second)
        if not both <= WRITTEN:
            self.calls.refuse("error.report_unwritten", node, name_of(node.expr1))
        if Gives.FIGURE in both:
            return FIGURE
        return Shape(Gives.CONSTANT) if both & {Gives.CONSTANT, Gives.NOTHING} else WORD

    def _both(self, node: nodes.BinExpr, names: Names) -> Shape:
        left, right = self.see(node.left, names), self.see(node.right, names)
        both = {left.gives, right.gives}
        if both == {Gives.ITEMS}:
            return _joined(left, right)
        if isinstance(node, nodes.Add):
            self.calls.refuse("error.report_arithmetic", node, "+")
        if both <= _SPOKEN:
            return WORD if both == {Gives.WORD} else Shape(Gives.CONSTANT)
        for side, shape in ((node.left, left), (node.right, right)):
            if shape.gives not in _ASKED:
                self.calls.refuse("error.report_asked", side, name_of(side))
        return TRUTH

    def _attribute(self, node: nodes.Getattr, of: Shape) -> Shape:
        if of.gives is Gives.LINE:
            if node.attr not in of.columns:
                self.calls.refuse_code(node, node.attr, of.columns)
            return WORD
        known = _OF.get(of.gives, {})
        return known.get(node.attr) or self.calls.refuse("error.report_word", node, node.attr, known)


def _joined(one: Shape, other: Shape) -> Shape:
    """Items of both: what each of them is known to have."""
    if one.each is None or other.each is None or one.each.gives is not other.each.gives:
        return Shape(one.gives)
    return Shape(one.gives, each=Shape(one.each.gives, columns=one.each.columns & other.each.columns))


def _constant(value: object) -> Gives:
    if isinstance(value, str):
        return Gives.CONSTANT
    return Gives.TRUTH if isinstance(value, bool) else Gives.NUMBER
