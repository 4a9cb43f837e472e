"""A report text as a tree of the few things that a report needs: all else of Jinja is refused, with its line.

What is not on the list cannot be done: nothing is computed with a figure, no filter touches it, no code is put together
while a text runs. Nothing runs for ever either: a macro calls no macro, and loops go through what units and staff wrote.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NoReturn

from jinja2 import Environment, TemplateSyntaxError, nodes

from toolkit.errors import FormError
from toolkit.report.ledger import clean
from toolkit.text import Text, say

_ALLOWED = frozenset({
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Call, nodes.Keyword, nodes.For,
    nodes.If, nodes.CondExpr, nodes.Getattr, nodes.Tuple, nodes.Macro, nodes.Assign, nodes.Or, nodes.And, nodes.Not,
    nodes.Add,
})  # fmt: skip
"""Add is there for lists only, see `template_check`."""
_SIGNS: Mapping[type[nodes.Node], str] = {
    nodes.Sub: "-", nodes.Mul: "*", nodes.Div: "/", nodes.FloorDiv: "//", nodes.Mod: "%", nodes.Pow: "**",
    nodes.Neg: "-", nodes.Pos: "+", nodes.Concat: "~",
}  # fmt: skip
_COMPARED = {"eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<="}
_ENDS = {"for": "endfor", "if": "endif", "macro": "endmacro"}
_BETWEEN = {"else": frozenset({"for", "if"}), "elif": frozenset({"if"})}
_TAGS = (*_ENDS, *_ENDS.values(), *_BETWEEN, "set")
_SPOKEN = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of print statement": "{{",
    "begin of statement block": "{%",
}
_NO_MARKS = dict.fromkeys(range(0xE000, 0xF900))
_BAD_SIGN = re.compile(r"unexpected char '(.)' at")
_BRACKET = re.compile(r"unexpected '([)}\]])'")
_NEAR = re.compile(r"(?:got|unexpected) '([^']+)'")


def environment() -> Environment:
    """What reads a text: a tag's own line leaves no empty line behind."""
    return Environment(trim_blocks=True, lstrip_blocks=True)


@lru_cache(maxsize=16)
def parse(source: str, file: str) -> nodes.Template:
    """The tree, to be looked at only. Raises FormError for the first thing that is no part of a report text."""
    text, reader = own(source), environment()
    try:
        _check_tags(reader, text, file)
        tree = reader.parse(text)
    except TemplateSyntaxError as problem:
        raise FormError(
            "error.report_text", file=file, line=problem.lineno, problem=_told(problem.message or "")
        ) from None
    for node in tree.find_all(nodes.Node):
        if type(node) not in _ALLOWED:
            _refuse_node(node, file)
    return tree


def own(source: str) -> str:
    """The text line by line, without what marks are made of."""
    return "\n".join(line.translate(_NO_MARKS) for line in source.splitlines()) + "\n"


def refuse(key: str, file: str, line: int, name: str, known: Iterable[str] = (), **more: object) -> NoReturn:
    """Raise the FormError of a mistake at a line, with what of `known` may have been meant."""
    close = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    meant = say("report.did_you_mean", name=close[0]) if close else Text("", "")
    raise FormError(key, file=file, line=line, name=clean(name), meant=meant, **more)


def _check_tags(reader: Environment, text: str, file: str) -> None:
    """Tags that there are not, that nothing opened or closed, and braces that belong to none."""
    open_tags: list[tuple[str, int]] = []
    begun = False
    for line, kind, value in reader.lex(text):
        if kind == "data" and (stray := re.search(r"\{\{|\}\}|%\}|#\}|[{}]", value)):
            at = line + value.count("\n", 0, stray.start())
            refuse("error.report_brace", file, at, stray[0])
        if begun and kind == "name":
            _follow(open_tags, value, line, file)
        begun = kind == "block_begin" or (begun and kind == "whitespace")
    if open_tags:
        tag, line = open_tags[-1]
        refuse("error.report_unclosed", file, line, tag, end=_ENDS[tag])


def _follow(open_tags: list[tuple[str, int]], tag: str, line: int, file: str) -> None:
    inside = open_tags[-1][0] if open_tags else ""
    if tag not in _TAGS:
        refuse("error.report_tag", file, line, tag, _TAGS)
    if tag in _ENDS:
        open_tags.append((tag, line))
    elif tag in _ENDS.values():
        if _ENDS.get(inside) != tag:
            refuse("error.report_unopened", file, line, tag, begin=_opened_by(tag))
        open_tags.pop()
    elif tag in _BETWEEN and inside not in _BETWEEN[tag]:
        refuse("error.report_unopened", file, line, tag, begin="if")


def _opened_by(end: str) -> str:
    return next(begin for begin, one in _ENDS.items() if one == end)


def _refuse_node(node: nodes.Node, file: str) -> NoReturn:
    if isinstance(node, nodes.Compare | nodes.Operand):
        operand = node.ops[0] if isinstance(node, nodes.Compare) else node
        refuse("error.report_arithmetic", file, node.lineno, _COMPARED.get(operand.op, operand.op))
    if sign := _SIGNS.get(type(node)):
        refuse("error.report_arithmetic", file, node.lineno, sign)
    if isinstance(node, nodes.Filter):
        refuse("error.report_filter", file, node.lineno, node.name)
    named: Mapping[type[nodes.Node], str] = {
        nodes.Test: "is",
        nodes.Getitem: "[...]",
        nodes.List: "[...]",
        nodes.Dict: "{...}",
    }
    refuse("error.report_grammar", file, node.lineno, named.get(type(node), type(node).__name__))


def _told(message: str) -> Text:
    """Why Jinja stopped, in the user's words: it says so in English."""
    if "comment" in message:
        return say("report.broken_comment")
    if sign := _BAD_SIGN.search(message):
        return say("report.broken_sign", sign=clean(sign[1]))
    if bracket := _BRACKET.search(message):
        return say("report.broken_bracket", sign=bracket[1])
    if "end of template" in message:
        return say("report.broken_end")
    if "Expected an expression" in message:
        return say("report.broken_empty")
    if near := _NEAR.search(message):
        return say("report.broken_near", words=clean(_SPOKEN.get(near[1], near[1])))
    return say("report.broken_other")
