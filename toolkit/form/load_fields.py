"""One field (or column) of form.yaml: its properties, their defaults, and what does not go together."""

import re
from collections.abc import Mapping
from decimal import Decimal
from keyword import iskeyword

from toolkit.files.yaml_lines import Located
from toolkit.form.load_part import Part, wrong
from toolkit.form.model import BlockKind, Field, FieldType, OverTime, Rollup
from toolkit.form.rules_parse import WORDS
from toolkit.text import Text, say

KEYS = (
    "label", "number", "measure", "type", "rollup", "over_time", "asked_of", "core", "personal", "rounded_to",
    "min", "max", "usual_min", "usual_max", "choices", "formula", "of", "num_label", "den_label", "note", "zero", "width",
    "enabled",
)  # fmt: skip
RESERVED_SUFFIXES = ("_num", "_den")
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_NUMBERS = frozenset({FieldType.COUNT, FieldType.AMOUNT, FieldType.RATE})
_DEFAULT_ROLLUP = {
    FieldType.COUNT: Rollup.SUM,
    FieldType.AMOUNT: Rollup.SUM,
    FieldType.RATE: Rollup.RATIO,
    FieldType.YES_NO: Rollup.COUNT_YES,
    FieldType.TEXT: Rollup.NONE,
    FieldType.DATE: Rollup.NONE,
}
_ROLLUPS: Mapping[FieldType, frozenset[Rollup]] = {
    FieldType.COUNT: frozenset({Rollup.SUM, Rollup.DISTRICT_ONLY, Rollup.NONE}),
    FieldType.AMOUNT: frozenset({Rollup.SUM, Rollup.DISTRICT_ONLY, Rollup.NONE}),
    FieldType.RATE: frozenset({Rollup.RATIO, Rollup.DISTRICT_ONLY, Rollup.NONE}),
    FieldType.YES_NO: frozenset({Rollup.COUNT_YES, Rollup.DISTRICT_ONLY, Rollup.NONE}),
    FieldType.TEXT: frozenset({Rollup.CONCAT, Rollup.DISTRICT_ONLY, Rollup.NONE}),
    FieldType.DATE: frozenset({Rollup.DISTRICT_ONLY, Rollup.NONE}),
}


def check_code(code: str, file: str, line: int) -> str:
    """A code that rules, hidden cells and data frames can carry. Raises FormError with what would be right."""
    if not _CODE.fullmatch(code) or iskeyword(code):
        raise wrong("form.code_wrong", file, line, raw=code)
    if code in WORDS or "__" in code or code.endswith(RESERVED_SUFFIXES):
        raise wrong("form.code_reserved", file, line, raw=code)
    return code


def load_field(
    code: str, line: int, node: Located, file: str, kind: BlockKind, asked_of: tuple[str, ...]
) -> tuple[Field, bool]:
    """A field of a block of that kind, and whether it is switched on. Formulas are parsed later, when all codes are known.

    `asked_of` is the block's, which holds unless the field has its own. Counts and amounts have no default maximum; a
    count's default minimum is 0, a rate's bounds 0 and 100.
    """
    check_code(code, file, line)
    part = Part.of(node, file, KEYS, ("label",))
    default = FieldType.TEXT if kind is BlockKind.LIST else FieldType.COUNT
    type_ = FieldType.RATE if part.has("of") else part.word("type", FieldType, default)
    _check_fit(part, type_, kind)
    rollup = part.word("rollup", Rollup, _DEFAULT_ROLLUP[type_])
    if rollup not in _ROLLUPS[type_]:
        part.fail("form.rollup_type", "rollup", raw=str(rollup), expected=_names(type_))
    low, high, usual_low, usual_high = _bounds(part, type_)
    item = Field(
        code=code,
        label=part.label("label"),
        number=part.text("number"),
        measure=part.label("measure", say("form.percent") if type_ is FieldType.RATE else Text("", "")),
        type=type_,
        rollup=rollup,
        over_time=part.word("over_time", OverTime, OverTime.FLOW),
        asked_of=part.words("asked_of", asked_of),
        core=part.flag("core"),
        personal=part.flag("personal"),
        rounded_to=part.number("rounded_to"),
        minimum=low,
        maximum=high,
        usual_min=usual_low,
        usual_max=usual_high,
        choices=part.words("choices"),
        formula=part.text("formula"),
        of=_pair(part),
        num_label=part.label("num_label"),
        den_label=part.label("den_label"),
        note=part.label("note"),
        zero=_zero(part),
        width=part.whole("width", 0),
        line=line,
    )
    return item, part.flag("enabled", True)


def _names(type_: FieldType) -> tuple[str, ...]:
    return tuple(str(word) for word in Rollup if word in _ROLLUPS[type_])


def _check_fit(part: Part, type_: FieldType, kind: BlockKind) -> None:
    """Refuse properties that mean nothing for this type or this kind of block."""
    if part.has("of") and part.has("type") and part.text("type") != FieldType.RATE:
        part.fail("form.no_fit", "type", expected="type: rate")
    if part.has("of") and part.has("formula"):
        part.fail("form.no_fit", "formula", expected="of")
    for key in ("of", "formula"):
        if part.has(key) and kind is BlockKind.LIST:
            part.fail("form.no_fit", key, expected="fields, grid")
        if part.has(key) and part.flag("core"):
            part.fail("form.no_fit", "core", expected=key)
    if type_ is FieldType.RATE and not part.has("of") and kind is not BlockKind.FIELDS:
        part.fail("form.no_fit", "type", expected="fields")
    if kind is BlockKind.GRID and type_ not in _NUMBERS:
        part.fail("form.no_fit", "type", expected="count, amount")
    for key in ("min", "max", "usual_min", "usual_max", "rounded_to", "formula"):
        if part.has(key) and type_ not in _NUMBERS:
            part.fail("form.no_fit", key, expected="count, amount, rate")
    if part.has("zero") and type_ not in {FieldType.COUNT, FieldType.AMOUNT}:
        part.fail("form.no_fit", "zero", expected="count, amount")
    for key in ("num_label", "den_label"):
        if part.has(key) and (type_ is not FieldType.RATE or part.has("of")):
            part.fail("form.no_fit", key, expected="type: rate")
    if part.has("choices") and type_ is not FieldType.TEXT:
        part.fail("form.no_fit", "choices", expected="type: text")


def _zero(part: Part) -> Text:
    """What says that there is none: a report turns it round ("không tổ chức": "chưa tổ chức", "tổ chức 04")."""
    zero = part.label("zero")
    if part.has("zero") and not re.match(r"(không|chưa) \S", zero.vi):
        part.fail("form.zero_wrong", "zero", raw=zero.vi)
    return zero


def _bounds(part: Part, type_: FieldType) -> tuple[Decimal | None, ...]:
    low, high = part.number("min"), part.number("max")
    usual_low, usual_high = part.number("usual_min"), part.number("usual_max")
    if low is None and type_ in {FieldType.COUNT, FieldType.RATE}:
        low = Decimal(0)
    if high is None and type_ is FieldType.RATE:
        high = Decimal(100)
    for key, lower, upper in (("max", low, high), ("usual_max", usual_low, usual_high)):
        if lower is not None and upper is not None and lower > upper:
            part.fail("form.range_reversed", key, low=lower, high=upper)
    step = part.number("rounded_to")
    if step is not None and step <= 0:
        part.fail("form.number_wrong", "rounded_to", raw=part.text("rounded_to"))
    return low, high, usual_low, usual_high


def _pair(part: Part) -> tuple[str, str] | None:
    if not part.has("of"):
        return None
    words = part.words("of")
    if len(words) != 2:
        part.fail("form.want_pair", "of")
    return words[0], words[1]
