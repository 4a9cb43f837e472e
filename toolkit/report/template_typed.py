"""What a report text says itself, outside {{ }} and {% %}: lines whose sign stands wrongly, numbers that no total renews."""

import re
from collections.abc import Iterator

from jinja2 import nodes

from toolkit.form.model import Form
from toolkit.report.template_syntax import parse, refuse

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_STUCK = re.compile(r"[ \t]*(#{4,}|#{1,3}(?![#\s])|[-+>](?=[^\W\d_]))")
"""A heading or bullet without its space, or a heading deeper than there are."""


def check_lines(source: str, file: str) -> None:
    """Raise FormError for the first line that begins like a heading or bullet and would be printed with its sign."""
    bare = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), source)
    for line, text in enumerate(bare.splitlines(), 1):
        if stuck := _STUCK.match(text):
            sign = stuck[1]
            refuse("error.report_stuck", file, line, sign, right=sign[:3])


def typed_numbers(form: Form, source: str, file: str) -> tuple[tuple[int, str], ...]:
    """Numbers of the form's measures (and per cent) that the text says in its own words, each with its line: "37 lượt"."""
    fields = (item for block in form.blocks for item in block.fields)
    measures = {words for item in fields for words in (item.measure.vi, item.measure.en)} - {"", "%"}
    every = "|".join(re.escape(one) for one in sorted(measures, key=lambda one: (-len(one), one)))
    counted = f"| (?:{every})(?!\\w)" if every else ""
    number = re.compile(rf"(?<![\w./,-])\d[\d.,]*(?:%{counted})")
    return tuple(_found(parse(source, file), number))


def _found(tree: nodes.Template, number: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    for node in tree.find_all(nodes.TemplateData):
        for line, text in enumerate(node.data.split("\n"), node.lineno):
            yield from ((line, one) for one in number.findall(text))
