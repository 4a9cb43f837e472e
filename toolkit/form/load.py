"""form.yaml to `Form`: what is asked, in a file a person writes (docs/form.md says how)."""

import hashlib
from dataclasses import replace
from functools import lru_cache

from toolkit.errors import FormError
from toolkit.files.yaml_lines import read_yaml
from toolkit.form.load_blocks import Written, load_blocks
from toolkit.form.load_derived import resolve_derived
from toolkit.form.load_fields import check_code
from toolkit.form.load_names import scopes
from toolkit.form.load_part import Part, gathering, hint, raise_first
from toolkit.form.load_rules import load_rules
from toolkit.form.model import Block, BlockKind, FieldType, Form, Rule
from toolkit.form.rules_implied import implied_rules

_KEYS = (
    "id", "version", "title", "short_title", "number", "legal_basis", "valid_from", "valid_to", "asked_of", "guide",
    "size", "blocks", "rules",
)  # fmt: skip
_REQUIRED = ("id", "version", "title", "asked_of", "blocks")


@lru_cache(maxsize=16)
def load_form(data: bytes, file: str) -> Form:
    """The form of form.yaml's bytes; `file` is how its mistakes name it.

    Parts that are switched off (`enabled: false`), and the rules that read them, are checked like the rest and left out.
    Rules come as written, then those that fields imply, in order of blocks. Raises FormError (file, line, what is wrong,
    what would be right) for the first mistake. The same bytes give the same form, read once: every verb loads it.
    """
    part = Part.of(read_yaml(data, file), file, _KEYS, _REQUIRED)
    problems: list[FormError] = []
    start, end = part.day("valid_from"), part.day("valid_to")
    if start is not None and end is not None and end < start:
        part.fail("form.range_reversed", "valid_to", low=start, high=end)
    with gathering(problems):
        check_code(part.text("id"), file, part.at("id"))
    written: tuple[Written, ...] = ()
    with gathering(problems):
        written = load_blocks(part.items("blocks"), file, part.words("asked_of"))
    raise_first(problems)
    blocks, rules = _rules_and_blocks(part, written)
    if not blocks:
        part.fail("form.no_blocks", "blocks")
    return Form(
        id=part.text("id"),
        version=part.text("version"),
        title=part.label("title"),
        short_title=part.label("short_title", part.label("title")),
        number=part.text("number"),
        legal_basis=part.labels("legal_basis"),
        valid_from=start,
        valid_to=end,
        blocks=blocks,
        rules=(*rules, *(rule for block in blocks for rule in implied_rules(block))),
        guide=part.labels("guide"),
        digest=hashlib.sha256(data).hexdigest(),
        size=_size(part, blocks),
    )


def _size(part: Part, blocks: tuple[Block, ...]) -> str:
    """The field that says how large a unit is: a count that units type, once in a return."""
    code = part.text("size")
    counts = [
        item.code
        for block in blocks
        if block.kind is BlockKind.FIELDS
        for item in block.fields
        if item.type is FieldType.COUNT and not item.is_derived
    ]
    if code and code not in counts:
        part.fail("form.size_wrong", "size", raw=code, hint=hint(code, counts))
    return code


def _rules_and_blocks(part: Part, written: tuple[Written, ...]) -> tuple[tuple[Block, ...], tuple[Rule, ...]]:
    off = frozenset(code for one in written for code in one.switched_off)
    form = part.text("id")
    plain = scopes((one.block for one in written), off, part.file, form)
    problems: list[FormError] = []
    resolved: list[Written] = []
    for one in written:
        with gathering(problems):
            scope = plain[one.block.id if one.block.kind is BlockKind.GRID else ""]
            resolved.append(replace(one, block=resolve_derived(one.block, scope)))
    raise_first(problems)
    rules = load_rules(part.items("rules"), scopes((one.block for one in resolved), off, part.file, form))
    return tuple(block for one in resolved for block in one.in_force), rules
