"""A call in a report text: what it is given, held against what the function takes and what the form has."""

from collections.abc import Iterable, Mapping
from typing import NoReturn

from jinja2 import nodes

from toolkit.form.model import BlockKind, Form
from toolkit.report.lookup import block_of
from toolkit.report.template_syntax import refuse
from toolkit.report.vocabulary import BEFORE, CHOICES, FUNCTIONS, MARKS, OPTIONAL, Kind, kinds_of
from toolkit.text import say


class Calls:
    """The calls of one form's text."""

    def __init__(self, form: Form, file: str) -> None:
        self.form, self.file = form, file
        self.kinds = kinds_of(form)

    def arguments(
        self, node: nodes.Call, name: str, wanted: tuple[str, ...], optional: Iterable[str] = OPTIONAL
    ) -> dict[str, nodes.Node]:
        """A call's arguments by the names of its parameters. Raises FormError for too many, too few and strange ones."""
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            self.refuse("error.report_grammar", node, "*")
        given: dict[str, nodes.Node] = dict(zip(wanted, node.args, strict=False))
        strange = [one.key for one in node.kwargs if one.key not in wanted or one.key in given]
        given |= {one.key: one.value for one in node.kwargs}
        left = [one for one in wanted if one not in given and one not in set(optional)]
        many = name in FUNCTIONS and FUNCTIONS[name].many
        if (len(node.args) > len(wanted) and not many) or strange or left:
            self.refuse("error.report_arguments", node, name, wanted=", ".join(wanted))
        return given

    def codes(self, node: nodes.Call, name: str, given: dict[str, nodes.Node]) -> tuple[str, ...]:
        """The codes that a call names, taken out of its arguments. Raises FormError for one that the form lacks, or that is
        of another kind.
        """
        function = FUNCTIONS[name]
        if function.many:
            given.clear()
            return tuple(self._code(name, one) for one in node.args)
        return tuple(self._code(name, given.pop(one)) for one in function.codes)

    def row(self, name: str, codes: tuple[str, ...], given: Mapping[str, nodes.Node]) -> str:
        """The row of a grid that a call is about, "" for none, all that it is given besides looked at too."""
        row = ""
        for what, node in given.items():
            if what in MARKS:
                continue
            value = node.value if isinstance(node, nodes.Const) else None
            if what == "so_bac":
                if type(value) is not int or value < 1:
                    self.refuse("error.report_ranks", node, str(value))
                continue
            if not isinstance(value, str):
                self.refuse("error.report_quoted", node, name)
            if value not in CHOICES.get(what, (value,)):
                key = "error.report_against" if what == "voi" else "error.report_source"
                self.refuse(key, node, value, known=CHOICES[what])
            if what == "dong":
                row = self._row(name, codes, node, value)
        return row

    def refuse(
        self, key: str, node: nodes.Node, name: str, known: Iterable[str] = (), **more: object
    ) -> NoReturn:
        """Raise the FormError of a mistake where an expression stands."""
        refuse(key, self.file, node.lineno, name, known, **more)

    def refuse_code(self, node: nodes.Node, code: str, known: Iterable[str]) -> NoReturn:
        """The same of a code that cannot stand there."""
        items = (item for block in self.form.blocks for item in block.fields)
        personal = any(item.personal and item.code == code for item in items)
        self.refuse("error.report_personal" if personal else "error.report_code", node, code, known)

    def _code(self, name: str, node: nodes.Node) -> str:
        code = node.value if isinstance(node, nodes.Const) else None
        if not isinstance(code, str):
            self.refuse("error.report_quoted", node, name)
        takes = FUNCTIONS[name].takes
        kinds = self.kinds.get(code, frozenset())
        if not kinds:
            self.refuse_code(node, code, [one for one, known in self.kinds.items() if known & takes])
        if not kinds & takes:
            what = say(f"report.kind_{min(kinds, key=list(Kind).index)}", name=code)
            self.refuse("error.report_kind", node, code, function=name, kind=what)
        return code

    def _row(self, name: str, codes: tuple[str, ...], node: nodes.Node, row: str) -> str:
        if name == "so_sanh" and row == BEFORE:
            return ""
        for code in codes:
            block = block_of(self.form, code)
            rows = [one.code for one in block.rows] if block and block.kind is BlockKind.GRID else []
            if row not in rows:
                self.refuse("error.report_row", node, row, [*rows, BEFORE] if name == "so_sanh" else rows)
        return row


def name_of(node: nodes.Node) -> str:
    """What an expression is called where it is refused."""
    if isinstance(node, nodes.Call):
        return name_of(node.node)
    if isinstance(node, nodes.Getattr):
        return node.attr
    if isinstance(node, nodes.BinExpr):
        return f"{name_of(node.left)} {node.operator} {name_of(node.right)}"
    return str(getattr(node, "name", getattr(node, "value", type(node).__name__)))
