"""A report text looked at as a whole: every branch, every code, every function, and what each sentence speaks of.

A text is walked as it would be written, with what each expression stands for in place of its words. So a field is asked
only for what it has, nothing is lost in silence, and what follows a figure (a comparison, a plan) is of that same field.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from jinja2 import nodes

from toolkit.form.model import Form
from toolkit.report.lookup import columns_of
from toolkit.report.markup import PARTS, part_of
from toolkit.report.template_calls import Calls, name_of
from toolkit.report.template_syntax import parse, refuse
from toolkit.report.template_values import FIGURE, GLOBAL, LOOP, WORD, WRITTEN, Names, Shape, Spoken, Values
from toolkit.report.vocabulary import FUNCTIONS, MARKS, Function, Gives, Kind

_CLAUSE = " | "


@dataclass(slots=True)
class Named:
    """What a text names: codes of fields, and blocks of which it tells whatever is left."""

    codes: set[str] = field(default_factory=set)
    swept: set[str] = field(default_factory=set)


def walk(form: Form, source: str, file: str) -> Named:
    """What a text names. Raises FormError, with file and line, for the first mistake in it."""
    tree = parse(source, file)
    walker = _Walk(form, file)
    walker.body(tree.body, walker.names, top=True)
    return walker.named


class _Walk(Values):
    """One form's text on its way: `names` is what it sets for all of it, `inside` the macro that is being looked at."""

    def __init__(self, form: Form, file: str) -> None:
        super().__init__(Calls(form, file))
        self.form, self.file = form, file
        self.named = Named()
        self.names: Names = dict(GLOBAL)
        self.macros: dict[str, nodes.Macro] = {}
        self.inside = ""
        self.begun = False

    def body(self, statements: Iterable[nodes.Node], names: Names, top: bool = False) -> None:
        """Statements one after the other; macros, what is set, and parts begin only at the top."""
        for node in statements:
            if isinstance(node, nodes.Output):
                self._output(node, names, top)
            elif isinstance(node, nodes.If):
                self._if(node, names)
            elif isinstance(node, nodes.For):
                self._for(node, names)
            elif isinstance(node, nodes.Macro) and top:
                self.macros[node.name] = node
            elif isinstance(node, nodes.Assign) and top and isinstance(node.target, nodes.Name):
                names[node.target.name] = self._kept(node.node, node.target.name, names)
            else:
                tag = "set" if isinstance(node, nodes.Assign) else "macro"
                self.calls.refuse("error.report_not_top", node, tag)

    def _kept(self, node: nodes.Node, name: str, names: Names) -> Shape:
        """A value that is given a name: no figure, which is written where it is asked for."""
        shape = self.see(node, names)
        if shape.gives in {Gives.FIGURE, Gives.NOTHING, Gives.NUMBER}:
            self.calls.refuse("error.report_kept", node, name)
        return shape

    def _output(self, node: nodes.Output, names: Names, top: bool) -> None:
        for one in node.nodes:
            if isinstance(one, nodes.TemplateData):
                self._text(one, top)
                continue
            shape = self.see(one, names)
            if shape.gives not in WRITTEN:
                key = "error.report_unlooped" if shape.gives is Gives.ITEMS else "error.report_unwritten"
                self.calls.refuse(key, one, name_of(one))
            if not self.begun and shape.gives is not Gives.NOTHING and not self.inside:
                self.calls.refuse("error.report_outside", one, "", parts=", ".join(PARTS))
            if shape.gives is Gives.FIGURE and isinstance(one, nodes.Name):
                self.spoken = frozenset({None})

    def _text(self, node: nodes.TemplateData, top: bool) -> None:
        for line, text in enumerate(node.data.split("\n"), start=node.lineno):
            part = part_of(text)
            if part is not None and part not in PARTS:
                refuse("error.report_part", self.file, line, part, PARTS)
            if part is not None and not top:
                refuse("error.report_part_inside", self.file, line, part)
            self.begun = self.begun or part is not None
            if not self.begun and text.strip() and not self.inside:
                refuse("error.report_outside", self.file, line, "", parts=", ".join(PARTS))
        if "\n" in node.data or _CLAUSE in node.data:
            self.spoken = frozenset({None})

    def _if(self, node: nodes.If, names: Names) -> None:
        before = self.spoken
        after: frozenset[Spoken | None] = frozenset()
        for one in (node, *node.elif_):
            self.ask(one.test, names)
        for branch in (node.body, *(one.body for one in node.elif_), node.else_):
            self.spoken = before
            self.body(branch, names)
            after |= self.spoken
        self.spoken = after

    def _for(self, node: nodes.For, names: Names) -> None:
        if node.test is not None or node.recursive:
            self.calls.refuse("error.report_grammar", node, "for ... if")
        every = self.see(node.iter, names)
        if every.each is None:
            self.calls.refuse("error.report_not_items", node.iter, name_of(node.iter))
        inside = {**names, **self._targets(node, every.each), "loop": LOOP}
        for _ in range(2):  # what one round ends with stands before what the next begins with
            before = self.spoken
            self.body(node.body, inside)
            self.spoken |= before
        self.body(node.else_, names)

    def _targets(self, node: nodes.For, each: Shape) -> Names:
        if isinstance(node.target, nodes.Name) and each.gives is not Gives.PAIR:
            return {node.target.name: each}
        pair = node.target.items if isinstance(node.target, nodes.Tuple) else []
        if each.gives is Gives.PAIR and len(pair) == 2:
            return {one.name: WORD for one in pair if isinstance(one, nodes.Name)}
        return self.calls.refuse("error.report_targets", node, name_of(node.iter))

    def call(self, node: nodes.Call, names: Names) -> Shape:
        """What a call stands for, once the codes that it names are known to fit."""
        name = name_of(node)
        if name in self.macros:
            return self._expand(node, self.macros[name], names)
        function = FUNCTIONS.get(name)
        if function is None or not isinstance(node.node, nodes.Name):
            self.calls.refuse("error.report_word", node, name, {*FUNCTIONS, *self.macros})
        given = self.calls.arguments(node, name, (*function.codes, *function.more))
        codes = self.calls.codes(node, name, given)
        row = self.calls.row(name, codes, given)
        for one in MARKS & given.keys():
            if self.see(given[one], names).gives not in {Gives.WORD, Gives.IDEA}:
                self.calls.refuse("error.report_not_word", given[one], name)
        (self.named.swept if Kind.BLOCK in function.takes else self.named.codes).update(codes)
        self._say(node, name, codes, row)
        return self._given(function, codes)

    def _given(self, function: Function, codes: tuple[str, ...]) -> Shape:
        if function.each is None:
            return Shape(function.gives)
        listed = columns_of(self.form.block(codes[0])) if function.each is Gives.LINE else ()
        each = Shape(function.each, columns=frozenset(item.code for item in listed))
        return Shape(function.gives, each=each)

    def _say(self, node: nodes.Call, name: str, codes: tuple[str, ...], row: str) -> None:
        """What follows a figure is of the figure right before it, whichever way the text went there."""
        function = FUNCTIONS[name]
        asked = _asked(name, (*codes, row))
        if function.follows is not None:
            wanted = Spoken(function.follows, codes[:1], row, asked)
            if other := [one for one in self.spoken if one != wanted]:
                before = sorted({one.asked for one in other if one is not None})
                key = "error.report_other_field" if before else "error.report_no_figure"
                of = ", ".join(f"“{code}”" for code in (*codes[:1], row) if code)
                self.calls.refuse(key, node, asked, of=of, before=", ".join(before))
        if function.tells is not None:
            self.spoken = frozenset({Spoken(function.tells, codes, row, asked)})

    def _expand(self, node: nodes.Call, macro: nodes.Macro, names: Names) -> Shape:
        """A macro where it is called, with what it is called with."""
        if self.inside:
            self.calls.refuse("error.report_nested", node, macro.name)
        wanted = tuple(one.name for one in macro.args)
        spare = dict(zip(wanted[len(wanted) - len(macro.defaults) :], macro.defaults, strict=True))
        given = spare | self.calls.arguments(node, macro.name, wanted, spare)
        shapes = {name: self._kept(one, name, names) for name, one in given.items()}
        self.inside = macro.name
        self.body(macro.body, {**self.names, **shapes})
        self.inside = ""
        return FIGURE


def _asked(name: str, codes: Iterable[str]) -> str:
    """A call as a text has it."""
    return name + "(" + ", ".join(f'"{code}"' for code in codes if code) + ")"
