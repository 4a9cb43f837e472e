"""YAML with the line of every value, so that a mistake in a file written by hand can be pointed at.

Scalars stay the text that was written (`007`, `1.10`, `no` keep their spelling): what they mean is the reader's to
say. Repeated keys, which plain YAML readers drop silently, and aliases, which can refer to themselves, are errors.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from toolkit.errors import FormError

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text as written; `empty` when nothing, `null` or `~` stands there unquoted. `quoted`: it is written in quotation
    marks, or as a block.
    """

    text: str
    line: int
    empty: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple["Located", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Pairs:
    """A mapping in the order written; `lines` holds the line of each key."""

    pairs: Mapping[str, "Located"]
    lines: Mapping[str, int]
    line: int


Located = Scalar | Items | Pairs


def read_yaml(data: bytes, file: str) -> Located:
    """One YAML document with lines counted from 1; an empty file is an empty mapping.

    Raises FormError for what is no UTF-8 or no YAML, a repeated key, an alias, or a key that is no text.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FormError("form.not_utf8", file=file, line=line) from None
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent):
                raise FormError("form.yaml_alias", file=file, line=_line(event), raw=f"*{event.anchor}")
        root = yaml.compose(text, Loader=_Loader)
        return Pairs({}, {}, 1) if root is None else _locate(root, file)
    except yaml.MarkedYAMLError as error:
        key, mark = _mistake(error)
        raise FormError(key, file=file, line=mark.line + 1 if mark else 1) from None
    except yaml.reader.ReaderError as error:
        line = text[: int(error.position)].count("\n") + 1
        raise FormError("form.yaml_syntax", file=file, line=line) from None
    except RecursionError:
        raise FormError("form.yaml_syntax", file=file, line=1) from None


def _mistake(error: yaml.MarkedYAMLError) -> tuple[str, yaml.Mark | None]:
    """What is most likely wrong, and where: libyaml tells of the line after one that is neither an item nor a name."""
    problem, mark = error.problem or "", error.problem_mark or error.context_mark
    if "mapping values are not allowed" in problem:
        return "form.yaml_colon", mark
    if "could not find expected ':'" in problem:
        return "form.yaml_dash", error.context_mark or mark
    return "form.yaml_syntax", mark


def _line(node: yaml.Node | yaml.Event) -> int:
    return node.start_mark.line + 1 if node.start_mark else 1


def _locate(node: yaml.Node, file: str) -> Located:
    if isinstance(node, yaml.ScalarNode):
        return Scalar(node.value, _line(node), node.tag == _NULL, bool(node.style))
    if isinstance(node, yaml.SequenceNode):
        return Items(tuple(_locate(item, file) for item in node.value), _line(node))
    pairs: dict[str, Located] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise FormError("form.yaml_syntax", file=file, line=_line(key))
        if key.value in pairs:
            raise FormError(
                "form.yaml_twice", file=file, line=_line(key), raw=key.value, first=lines[key.value]
            )
        pairs[key.value] = _locate(value, file)
        lines[key.value] = _line(key)
    return Pairs(pairs, lines, _line(node))


def plain(value: Located) -> object:
    """The content without its lines: dicts, lists, and texts as written ("" for an empty scalar)."""
    match value:
        case Scalar(text):
            return "" if value.empty else text
        case Items(items):
            return [plain(item) for item in items]
        case Pairs(pairs):
            return {key: plain(item) for key, item in pairs.items()}
