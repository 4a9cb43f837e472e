"""The blocks of form.yaml, and what must hold between them: codes, sheets, headings."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from toolkit.errors import FormError
from toolkit.files.yaml_lines import Located, Pairs
from toolkit.form.layout import CHECK_SHEET, GUIDE_SHEET, REQUEST_SHEET, STAMP_SHEET, rows_of
from toolkit.form.load_fields import check_code, load_field
from toolkit.form.load_part import Part, gathering, hint, raise_first, wrong
from toolkit.form.model import Block, BlockKind, Field, HeadGroup, Rollup, Row

_COMMON = ("id", "kind", "label", "sheet", "optional", "enabled", "asked_of", "core", "note")
_OWN_KEYS = {
    BlockKind.FIELDS: ("fields",),
    BlockKind.GRID: ("rows", "columns", "head", "total_row"),
    BlockKind.LIST: ("columns", "key", "alone", "lines", "rollup"),
    BlockKind.NARRATIVE: ("lines", "rollup"),
}
_EVERY_KEY = _COMMON + tuple(dict.fromkeys(key for keys in _OWN_KEYS.values() for key in keys))
_LINES = {BlockKind.LIST: 20, BlockKind.NARRATIVE: 8}
_ROLLUPS = (Rollup.CONCAT, Rollup.DISTRICT_ONLY, Rollup.NONE)
_SHEET_LENGTH = 31
_SHEET_FORBIDDEN = frozenset("[]:*?/\\")
_SHEET_TAKEN = frozenset(
    name.casefold() for name in (GUIDE_SHEET, CHECK_SHEET, REQUEST_SHEET, STAMP_SHEET, "History")
)


@dataclass(frozen=True, slots=True)
class Written:
    """A block as written: all its fields, and the codes of those that are switched off (`on`: the block itself is not)."""

    block: Block
    on: bool
    off: frozenset[str]

    @property
    def switched_off(self) -> tuple[str, ...]:
        """Codes not asked for: of fields (a rate's parts too), `list.column` of lists, the block's own if it is off."""
        off = [item for item in self.block.fields if item.code in self.off or not self.on]
        own = () if self.on else (self.block.id,)
        if self.block.kind is BlockKind.LIST:
            return (*own, *(f"{self.block.id}.{item.code}" for item in off))
        return (*own, *(code for item in off for code in rows_of(item)))

    @property
    def in_force(self) -> tuple[Block, ...]:
        """The block without what is switched off; none when nothing is left of it."""
        fields = tuple(f for f in self.block.fields if f.code not in self.off)
        return (replace(self.block, fields=fields),) if self.on and (fields or not self.block.fields) else ()


def load_blocks(nodes: Iterable[Located], file: str, asked_of: tuple[str, ...]) -> tuple[Written, ...]:
    """All blocks, those switched off included. Raises FormError for the first mistake in the file."""
    problems: list[FormError] = []
    written: list[Written] = []
    for node in nodes:
        with gathering(problems):
            written.append(_load_block(node, file, asked_of, problems))
    for check in (_check_codes, _check_sheets):
        with gathering(problems):
            check(written, file)
    raise_first(problems)
    return tuple(written)


def _load_block(node: Located, file: str, asked_of: tuple[str, ...], problems: list[FormError]) -> Written:
    part = Part.of(node, file, _EVERY_KEY, ("id", "kind", "label", "sheet"))
    kind = part.word("kind", BlockKind, BlockKind.FIELDS)
    for key, line in part.node.lines.items():
        if key not in _COMMON + _OWN_KEYS[kind]:
            raise wrong("form.key_of_kind", file, line, raw=key, kind=str(kind), expected=_OWN_KEYS[kind])
    ident = check_code(part.text("id"), file, part.at("id"))
    asked = part.words("asked_of", asked_of)
    fields, off = _load_fields(part, kind, asked, problems)
    if kind in {BlockKind.FIELDS, BlockKind.GRID} and part.flag("core"):
        part.fail("form.no_fit", "core", expected="kind: list, kind: narrative")
    block = Block(
        id=ident,
        kind=kind,
        label=part.label("label"),
        sheet=_sheet(part),
        asked_of=asked,
        fields=fields,
        rows=_rows(part, problems),
        head=_head(part, fields, off),
        key=_columns(part, "key", fields, off),
        alone=_columns(part, "alone", fields, off),
        lines=part.whole("lines", _LINES.get(kind, 0)),
        total_row=part.flag("total_row"),
        optional=part.flag("optional"),
        core=part.flag("core"),
        rollup=_rollup(part),
        note=part.label("note"),
        line=part.line,
    )
    return Written(block, part.flag("enabled", True), off)


def _load_fields(
    part: Part, kind: BlockKind, asked_of: tuple[str, ...], problems: list[FormError]
) -> tuple[tuple[Field, ...], frozenset[str]]:
    if kind is BlockKind.NARRATIVE:
        return (), frozenset()
    key = "fields" if kind is BlockKind.FIELDS else "columns"
    if not any(part.pairs(key)):
        part.fail("form.key_missing", key)
    fields: list[Field] = []
    off: set[str] = set()
    for code, line, node in part.pairs(key):
        with gathering(problems):
            item, on = load_field(code, line, node, part.file, kind, asked_of)
            fields.append(item)
            off |= set() if on else {code}
    return tuple(fields), frozenset(off)


def _rows(part: Part, problems: list[FormError]) -> tuple[Row, ...]:
    if part.text("kind") == BlockKind.GRID and not any(part.pairs("rows")):
        part.fail("form.key_missing", "rows")
    rows: list[Row] = []
    for code, line, node in part.pairs("rows"):
        with gathering(problems):
            check_code(code, part.file, line)
            inner = _row(part, code, node)
            rows.append(inner if inner.number else Row(code, inner.label, str(len(rows) + 1)))
    return tuple(rows)


def _row(part: Part, code: str, node: Located) -> Row:
    """A row is a label (plain or `{vi, en}`), or `{label, number}`."""
    if isinstance(node, Pairs) and "vi" not in node.pairs:
        inner = Part.of(node, part.file, ("label", "number"), ("label",))
        return Row(code, inner.label("label"), inner.text("number"))
    return Row(code, part.both(code, node))


def _head(part: Part, fields: tuple[Field, ...], off: frozenset[str]) -> tuple[HeadGroup, ...]:
    known = [item.code for item in fields]
    shown = [code for code in known if code not in off]
    groups: list[HeadGroup] = []
    taken: set[str] = set()
    for node in part.items("head"):
        inner = Part.of(node, part.file, ("label", "columns"), ("label", "columns"))
        codes = inner.words("columns")
        for code in codes:
            if code not in known:
                inner.fail("form.name_unknown", "columns", raw=code, hint=hint(code, known))
        codes = tuple(code for code in codes if code in shown)
        first = shown.index(codes[0]) if codes else 0
        if list(codes) != shown[first : first + len(codes)] or taken & set(codes):
            inner.fail("form.head_apart", "columns")
        taken |= set(codes)
        groups += [HeadGroup(inner.label("label"), codes)] if codes else []
    return tuple(groups)


def _columns(part: Part, key: str, fields: tuple[Field, ...], off: frozenset[str]) -> tuple[str, ...]:
    """The columns of a list that a key names."""
    known = tuple(item.code for item in fields if item.code not in off)
    for code in part.words(key):
        if code not in known:
            part.fail("form.name_unknown", key, raw=code, hint=hint(code, known))
    return part.words(key)


def _rollup(part: Part) -> Rollup:
    rollup = part.word("rollup", Rollup, Rollup.CONCAT)
    if rollup not in _ROLLUPS:
        part.fail(
            "form.rollup_type", "rollup", raw=str(rollup), expected=tuple(str(word) for word in _ROLLUPS)
        )
    return rollup


def _sheet(part: Part) -> str:
    name = part.text("sheet")
    if (
        not 0 < len(name) <= _SHEET_LENGTH
        or _SHEET_FORBIDDEN & set(name)
        or name[0] == "'"
        or name[-1] == "'"
        or name.casefold() in _SHEET_TAKEN
    ):
        part.fail("form.sheet_name", "sheet", raw=name, length=_SHEET_LENGTH)
    return name


def _check_codes(written: Iterable[Written], file: str) -> None:
    """Field codes, grid columns and block ids name one thing in the whole form; list columns one in their list."""
    seen: dict[str, int] = {}
    for one in written:
        block = one.block
        codes = [(block.id, block.line)]
        if block.kind is not BlockKind.LIST:
            codes += [(item.code, item.line) for item in block.fields]
        for code, line in codes:
            if code in seen:
                raise wrong("form.code_twice", file, line, raw=code, first=seen[code])
            seen[code] = line


def _check_sheets(written: Iterable[Written], file: str) -> None:
    """A grid or list has a sheet to itself; other blocks of one sheet are consecutive and of one kind."""
    last: Block | None = None
    seen: dict[str, Block] = {}
    for one in written:
        block, name = one.block, one.block.sheet.casefold()
        first = seen.setdefault(name, block)
        if first is not block:
            alone = {BlockKind.GRID, BlockKind.LIST} & {first.kind, block.kind}
            if alone or first.kind is not block.kind or last is None or last.sheet != block.sheet:
                raise wrong("form.sheet_shared", file, block.line, raw=block.sheet, first=first.line)
        last = block
