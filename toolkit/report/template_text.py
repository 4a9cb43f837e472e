"""A form's report text: looked at whole before it runs (see `template_check`), then rendered in a sandbox."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import count

from jinja2 import StrictUndefined, Template, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from toolkit.errors import FormError
from toolkit.form.model import Block, BlockKind, Field, Form
from toolkit.report.facts import Facts
from toolkit.report.lookup import number_codes, summed_fields
from toolkit.report.template_check import Named, walk
from toolkit.report.template_syntax import own
from toolkit.report.template_typed import check_lines

_COUNTED, _ROUNDS = "counted", "_rounds"
_MOST_ROUNDS = 100_000
"""How often all loops of a text may go round: a hundred times what a report of some hundred units needs."""
_INSIDE = "<template>"
"""What Jinja calls a text without a file, in its tracebacks too."""


def check_text(form: Form, source: str, file: str) -> None:
    """Raise FormError for the first mistake in a report text: syntax, what no report text may do (`template_syntax`), an
    unknown word, function, code, row, column or part, a field of another kind than a function takes, a comparison of
    another field than its sentence speaks of, or what is personal.

    Looks at every branch, also those that the facts of one round would not reach.
    """
    check_lines(source, file)
    walk(form, source, file)


def render(facts: Facts, source: str, file: str) -> str:
    """The text with a mark for every piece. Raises FormError with file and line."""
    check_lines(source, file)
    named = named_codes(facts.form, source, file)
    template = _template(source)
    try:
        return template.render({**facts.functions(named), **facts.words(), _ROUNDS: count()})
    except SecurityError as problem:  # loops inside loops inside loops: all else was looked at before
        raise FormError(
            "error.report_too_much", file=file, line=_line_of(problem), most=_MOST_ROUNDS
        ) from None


def named_codes(form: Form, source: str, file: str) -> frozenset[str]:
    """The fields that a text names anywhere; with a rate its pair, which it prints. Raises FormError."""
    return _with_pairs(form, walk(form, source, file))


def _with_pairs(form: Form, named: Named) -> frozenset[str]:
    codes = named.codes
    pairs = (item.pair for block in _numbered(form) for item in block.fields if item.code in codes)
    return frozenset(codes.intersection(number_codes(form)).union(*pairs))


def untold(form: Form, source: str, file: str) -> tuple[Field, ...]:
    """The fields that are rolled up over units, and of which a text has no sentence: neither names them, nor says that the
    annex is enough for them (`trong_phu_luc`), nor tells what is left of their block (`con_lai`). Raises FormError.
    """
    named = walk(form, source, file)
    swept = {item.code for block in _numbered(form) if block.id in named.swept for item in block.fields}
    return tuple(item for item in summed_fields(form) if item.code not in _with_pairs(form, named) | swept)


def _numbered(form: Form) -> tuple[Block, ...]:
    """The blocks whose fields are told one by one."""
    return tuple(block for block in form.blocks if block.kind in {BlockKind.FIELDS, BlockKind.GRID})


@lru_cache(maxsize=16)
def _template(source: str) -> Template:
    """A text that was looked at, compiled once, which takes longest; its loops count how often they go round."""
    run = _environment().parse(own(source))
    for loop in run.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
    run.set_environment(_environment())
    return _environment().from_string(run)


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    """A second wall behind the grammar: nothing of Jinja's own can be called."""
    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals.clear()
    made.tests.clear()
    made.filters.clear()
    made.filters[_COUNTED] = _counted
    return made


@pass_context
def _counted(context: Context, items: Iterable[object]) -> Iterator[object]:
    """What a loop goes through, while all loops of a text together go round not too often."""
    rounds = context[_ROUNDS]
    for item in items:
        if next(rounds) >= _MOST_ROUNDS:
            raise SecurityError
        yield item


def _line_of(problem: BaseException) -> int:
    """The text's line that raised, by Jinja's rewritten traceback; 1 where it cannot be known."""
    line = 1
    trace = problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _INSIDE:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
