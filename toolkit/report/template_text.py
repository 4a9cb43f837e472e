"""A form's report text: checked before it runs, then rendered in a sandbox, every mistake told with file and line."""

import difflib
from collections.abc import Iterable
from typing import NoReturn

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from toolkit.errors import FormError
from toolkit.form.model import BlockKind, Form
from toolkit.report.facts import HELPERS, LINES, NUMBERS, WORDS, Facts, block_of, line_codes, number_codes
from toolkit.report.ledger import clean
from toolkit.report.markup import PARTS, part_of
from toolkit.text import Text, say

_INSIDE = "<template>"
"""What Jinja calls a text without a file, in its tracebacks too."""


def check_text(form: Form, source: str, file: str) -> None:
    """Raise FormError for the first mistake in a report text: syntax, an unknown word, function, code or part.

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
    for line, text in enumerate(source.splitlines(), start=1):
        part = part_of(text)
        if part is not None and part not in PARTS:
            _refuse("error.report_part", file, line, part, PARTS)


def render(facts: Facts, source: str, file: str) -> str:
    """The text with a mark for every piece. Raises FormError with file and line."""
    check_text(facts.form, source, file)
    environment = _environment()
    try:
        template = environment.from_string(_own(source))
        text = template.render({**facts.functions(), **facts.words()})
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
    if not isinstance(call.node, nodes.Name) or call.node.name not in (*NUMBERS, *LINES):
        return
    function = call.node.name
    known = number_codes(form) if function in NUMBERS else line_codes(form, function)
    codes = call.args[:2] if function == "chiem" else call.args[:1]
    for argument in codes:
        if isinstance(argument, nodes.Const) and argument.value not in known:
            _refuse("error.report_code", file, argument.lineno, str(argument.value), known)
    rows = [a.value for a in call.kwargs if a.key == "dong"]
    rows += call.args[1:2] if function in {"so", "ty_le", "so_sanh", "co"} else []
    first = call.args[0] if call.args else None
    block = block_of(form, str(first.value)) if isinstance(first, nodes.Const) else None
    lines = [row.code for row in block.rows] if block is not None and block.kind is BlockKind.GRID else []
    for row in rows:
        if isinstance(row, nodes.Const) and row.value not in lines:
            _refuse("error.report_row", file, row.lineno, str(row.value), lines)


def _parse(source: str, file: str) -> nodes.Template:
    try:
        tree = _environment().parse(_own(source))
        _environment().compile(_own(source))  # filters and tests are only looked up here
    except TemplateSyntaxError as problem:
        raise FormError(
            "error.report_text", file=file, line=problem.lineno, problem=clean(problem.message or "")
        ) from None
    except TemplateError as problem:
        raise FormError(
            "error.report_text", file=file, line=_line_of(problem), problem=clean(str(problem))
        ) from None
    return tree


def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


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


def _refuse(key: str, file: str, line: int, name: str, known: Iterable[str]) -> NoReturn:
    close = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    meant = say("report.did_you_mean", name=close[0]) if close else Text("", "")
    raise FormError(key, file=file, line=line, name=name, meant=meant)
