"""A form's report text: checked before it runs, then rendered in a sandbox, every mistake told with file and line."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import NoReturn

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from toolkit.errors import FormError
from toolkit.form.model import Block, BlockKind, Field, Form
from toolkit.report.facts import BEFORE, HELPERS, LINES, NUMBERS, WORDS, Facts
from toolkit.report.ledger import clean
from toolkit.report.lookup import block_of, columns_of, line_codes, number_codes, summed_fields
from toolkit.report.markup import PARTS, part_of
from toolkit.text import Text, say

_CODES: Mapping[str, int | None] = {"chiem": 2, "ty_trong": 2, "trong_phu_luc": None}
"""Functions that take several codes: how many; the others take one, and then a grid's row."""
_AGAINST = "voi"
_COUNTED, _ROUNDS = "counted", "_rounds"
_MOST_ROUNDS = 100_000
"""How often all loops of a text may go round: a hundred times what a report of some hundred units needs."""
_INSIDE = "<template>"
"""What Jinja calls a text without a file, in its tracebacks too."""


def check_text(form: Form, source: str, file: str) -> None:
    """Raise FormError for the first mistake in a report text: syntax, an unknown word, function, code, column or part, or
    what is personal.

    Looks at every branch, also those that the facts of one round would not reach.
    """
    tree = _parse(source, file)
    known = {*NUMBERS, *LINES, *HELPERS, *WORDS}
    strange = meta.find_undeclared_variables(tree) - known - _environment().globals.keys()
    for name in tree.find_all(nodes.Name):
        if name.name in strange and name.ctx == "load":
            _refuse("error.report_word", file, name.lineno, name.name, known)
    for call in tree.find_all(nodes.Call):
        _check_call(form, call, file)
    for loop in tree.find_all(nodes.For):
        _check_columns(form, loop, file)
    for line, text in enumerate(source.splitlines(), start=1):
        part = part_of(text)
        if part is not None and part not in PARTS:
            _refuse("error.report_part", file, line, part, PARTS)


def render(facts: Facts, source: str, file: str) -> str:
    """The text with a mark for every piece. Raises FormError with file and line."""
    check_text(facts.form, source, file)
    _, template = _prepared(source, file)
    named = named_codes(facts.form, source, file)
    try:
        text = template.render({**facts.functions(named), **facts.words(), _ROUNDS: count()})
    except Exception as problem:  # a text may do anything that Python can complain about
        raise FormError(
            "error.report_text", file=file, line=_line_of(problem), problem=clean(str(problem))
        ) from None
    stray = next((line for line in text.splitlines() if line.strip()), "")
    if stray and part_of(stray) is None:
        at = next((n for n, line in enumerate(source.splitlines(), 1) if stray in line), 1)
        raise FormError("error.report_outside", file=file, line=at, known=", ".join(PARTS))
    return text


def _check_call(form: Form, call: nodes.Call, file: str) -> None:
    if not isinstance(call.node, nodes.Name):
        return
    function = call.node.name
    if function == "con_lai":
        _check_constants(call.args[:1], [block.id for block in _numbered(form)], "error.report_code", file)
    if function not in (*NUMBERS, *LINES):
        return
    known = number_codes(form) if function in NUMBERS else line_codes(form, function)
    for argument in call.args[: _CODES.get(function, 1)]:
        if isinstance(argument, nodes.Const) and argument.value not in known:
            _refuse_code(form, file, argument.lineno, str(argument.value), known)
    first = call.args[0] if call.args else None
    block = block_of(form, str(first.value)) if isinstance(first, nodes.Const) else None
    rows = [row.code for row in block.rows] if block is not None and block.kind is BlockKind.GRID else []
    named = {argument.key: argument.value for argument in call.kwargs}
    against = [named[_AGAINST]] if _AGAINST in named else call.args[2:3]
    if function == "so_sanh":
        rows = [*rows, BEFORE]
        _check_constants(against, [BEFORE], "error.report_against", file)
    second = call.args[1:2] if function in NUMBERS and function not in _CODES else []
    _check_constants(
        [*second, *(named[one] for one in named if one == "dong")], rows, "error.report_row", file
    )


def _check_columns(form: Form, loop: nodes.For, file: str) -> None:
    """What the lines of a list are asked for in a loop over them."""
    calls = (call for call in [loop.iter, *loop.iter.find_all(nodes.Call)] if isinstance(call, nodes.Call))
    named = [call for call in calls if isinstance(call.node, nodes.Name) and call.node.name == "danh_sach"]
    blocks = [
        form.block(one.args[0].value) for one in named if one.args and isinstance(one.args[0], nodes.Const)
    ]
    if not blocks or len(blocks) < len(named) or not isinstance(loop.target, nodes.Name):
        return
    known = [item.code for block in blocks for item in columns_of(block)]
    for body in loop.body:
        for column in body.find_all(nodes.Getattr):
            asked = isinstance(column.node, nodes.Name) and column.node.name == loop.target.name
            if asked and column.attr not in known:
                _refuse_code(form, file, column.lineno, column.attr, known)


def _check_constants(given: Iterable[nodes.Node], known: Sequence[str], error: str, file: str) -> None:
    for argument in given:
        if isinstance(argument, nodes.Const) and argument.value not in known:
            _refuse(error, file, argument.lineno, str(argument.value), known)


def _numbered(form: Form) -> tuple[Block, ...]:
    """The blocks whose fields are told one by one."""
    return tuple(block for block in form.blocks if block.kind in {BlockKind.FIELDS, BlockKind.GRID})


def named_codes(form: Form, source: str, file: str) -> frozenset[str]:
    """The fields that a text names anywhere; with a rate its pair, which it prints. Raises FormError."""
    words = _constants(_parse(source, file))
    pairs = (item.pair for block in _numbered(form) for item in block.fields if item.code in words)
    return words.intersection(number_codes(form)).union(*pairs)


def untold(form: Form, source: str, file: str) -> tuple[Field, ...]:
    """The fields that are rolled up over units, and of which a text has no sentence: neither names them, nor says that the
    annex is enough for them (`trong_phu_luc`), nor tells what is left of their block (`con_lai`). Raises FormError.
    """
    tree = _parse(source, file)
    named = named_codes(form, source, file)
    rest = {
        argument.value
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name == "con_lai"
        for argument in call.args
        if isinstance(argument, nodes.Const)
    }
    swept = {item.code for block in _numbered(form) if block.id in rest for item in block.fields}
    return tuple(item for item in summed_fields(form) if item.code not in named | swept)


def _constants(tree: nodes.Template) -> frozenset[str]:
    return frozenset(one.value for one in tree.find_all(nodes.Const) if isinstance(one.value, str))


def _parse(source: str, file: str) -> nodes.Template:
    return _prepared(source, file)[0]


@lru_cache(maxsize=16)
def _prepared(source: str, file: str) -> tuple[nodes.Template, Template]:
    """A text as a tree to look at, and as what is run: compiled once, which takes longest. Raises FormError."""
    try:
        tree, run = (_environment().parse(_own(source)) for _ in range(2))
        for loop in run.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
        run.set_environment(_environment())
        return tree, _environment().from_string(run)  # filters and tests are only looked up here
    except TemplateSyntaxError as problem:
        raise FormError(
            "error.report_text", file=file, line=problem.lineno, problem=clean(problem.message or "")
        ) from None
    except TemplateError as problem:
        raise FormError(
            "error.report_text", file=file, line=_line_of(problem), problem=clean(str(problem))
        ) from None


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without a way to run for ever: loops are counted all together, and only numbers are multiplied."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        self.filters[_COUNTED] = _counted

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """The product of two numbers that a report may print; SecurityError for any other."""
        whole = tuple(side for side in (left, right) if isinstance(side, int) and abs(side) <= _MOST_ROUNDS)
        if operator == "*" and len(whole) == 2:
            return whole[0] * whole[1]
        raise SecurityError(say("report.too_much", most=_MOST_ROUNDS).vi)


def _environment() -> _Sandbox:
    return _Sandbox()


@pass_context
def _counted(context: Context, items: Iterable[object]) -> Iterator[object]:
    """What a loop goes through, while all loops of a text together go round not too often."""
    rounds = context[_ROUNDS]
    for item in items:
        if next(rounds) >= _MOST_ROUNDS:
            raise SecurityError(say("report.too_much", most=_MOST_ROUNDS).vi)
        yield item


def _own(source: str) -> str:
    """The text line by line, without what marks are made of."""
    return "\n".join(line.translate(_NO_MARKS) for line in source.splitlines()) + "\n"


_NO_MARKS = dict.fromkeys(range(0xE000, 0xF900))


def _line_of(problem: BaseException) -> int:
    """The text's line that raised, by Jinja's rewritten traceback; 1 where it cannot be known."""
    line = 1
    trace = problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _INSIDE:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _refuse_code(form: Form, file: str, line: int, code: str, known: Iterable[str]) -> NoReturn:
    personal = any(item.personal and item.code == code for block in form.blocks for item in block.fields)
    _refuse("error.report_personal" if personal else "error.report_code", file, line, code, known)


def _refuse(key: str, file: str, line: int, name: str, known: Iterable[str]) -> NoReturn:
    close = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    meant = say("report.did_you_mean", name=close[0]) if close else Text("", "")
    raise FormError(key, file=file, line=line, name=name, meant=meant)
