"""Rounds drawn at random, as values: every kind of block and field, units, states, decisions and editions.

A form here is one that the loader would take: derived fields are sums of typed ones, rates have a pair. What the units
state is arbitrary, and need not satisfy any rule.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from random import Random

from toolkit.decisions.model import Adjustment
from toolkit.findings import Finding, Place, Severity
from toolkit.form.model import (
    Block,
    BlockKind,
    Edition,
    Field,
    FieldType,
    Form,
    HeadGroup,
    Key,
    Rollup,
    Round,
    Row,
)
from toolkit.form.rules_parse import parse_expression
from toolkit.intake.model import Entry, EntryValue, Origin, Qualifier, StackedEntry, State
from toolkit.merge.adjust import can_be_adjusted
from toolkit.merge.merge import merge
from toolkit.periods import parse_period
from toolkit.text import Text
from toolkit.units import Unit
from toolkit.validation.model import Checked, CheckedEntry

AT = datetime(2024, 6, 20, 9, 15)
_ASKED = (("commune", "own"),) * 6 + (("commune",), ("own",))
_NUMERIC = {FieldType.COUNT, FieldType.AMOUNT}
_PERIODS = ("2024-H1", "2024-H2", "2024")
_ONE_IS_WHOLE = 3
"""In one round of so many every unit states every figure exactly, so that totals are complete."""
_NAMES = ("An Bình", "Bình Thạnh", "Châu Ổ", "Đông Hòa", "Hòa Khê", "Long Mỹ")


@dataclass(frozen=True)
class Drawn:
    """A round, what was checked, and the adjustments in force."""

    round: Round
    checked: Checked
    adjustments: tuple[Adjustment, ...]


def draw(seed: int) -> Drawn:
    """The round of a seed, always the same."""
    rng = Random(seed)
    forms = tuple(_form(rng, f"f{at}") for at in range(rng.choice((1, 1, 2))))
    units = [
        Unit(code=f"C{at}", name=f"Xã {name}", type="Xã", level="commune", parent="D")
        for at, name in enumerate(_NAMES[: rng.randint(2, 6)])
    ]
    units += [
        Unit(code=f"own{at}", name=f"Cơ quan thứ {at + 1}", type="", level="own", parent="D")
        for at in range(rng.choice((0, 1, 1, 2)))
    ]
    period = parse_period(_PERIODS[seed % len(_PERIODS)])
    asker = Unit(code="D", name="Huyện Thử", type="Huyện", level="district", parent="")
    round = Round(
        id=f"drawn-{seed}", forms=forms, period=period, asker=asker, units=tuple(units), due=period.due
    )
    whole = seed % _ONE_IS_WHOLE == 0
    entries = tuple(
        _stated(entry) if whole else entry
        for unit in units
        if rng.random() > 0.15 or whole
        for form in forms
        if rng.random() > 0.05 or whole
        for block in form.blocks
        if unit.is_asked(block.asked_of)
        for entry in _of_block(rng, unit, form, block)
    )
    findings = tuple(_waived(entry) for entry in entries if rng.random() < 0.02 and not entry.held)
    checked = Checked(round=round.id, entries=entries, findings=findings, results=(), verdicts={})
    return Drawn(_in_some_state(rng, round), checked, _adjustments(rng, round, checked))


def _words(text: str) -> Text:
    return Text(text, text)


def _field(rng: Random, code: str, kind: FieldType, **rest: object) -> Field:
    number = rng.choice(("", f"1.{code}"))
    asked_of = rest.pop("asked_of", None) or rng.choice(_ASKED)
    return Field(
        code=code, label=_words(f"Chỉ tiêu {code}"), type=kind, number=number, asked_of=asked_of, **rest
    )  # type: ignore[arg-type]


def _form(rng: Random, ident: str) -> Form:
    blocks = [_fields(rng, f"{ident}_a"), _fields(rng, f"{ident}_b")][: rng.randint(1, 2)]
    blocks += [_grid(rng, f"{ident}_g{at}") for at in range(rng.randint(0, 2))]
    blocks += [_list(rng, f"{ident}_l")] * rng.randint(0, 1)
    blocks += [_ideas(rng, f"{ident}_n")] * rng.randint(0, 1)
    title = _words(f"Biểu {ident}")
    return Form(
        id=ident, version="1", title=title, short_title=title, number=ident, legal_basis=(), valid_from=None, valid_to=None,
        blocks=tuple(blocks), rules=(), digest=ident * 32,
    )  # fmt: skip


def _block(rng: Random, ident: str, kind: BlockKind, **rest: object) -> Block:
    asked_of = rng.choice(_ASKED[:-1])
    return Block(id=ident, kind=kind, label=_words(f"Phần {ident}"), sheet=ident, asked_of=asked_of, **rest)  # type: ignore[arg-type]


def _fields(rng: Random, ident: str) -> Block:
    made = []
    for at in range(rng.randint(2, 8)):
        code, kind = f"{ident}{at}", rng.choice([*FieldType, FieldType.COUNT, FieldType.AMOUNT])
        match kind:
            case FieldType.YES_NO:
                rollup = Rollup.COUNT_YES
            case FieldType.RATE:
                rollup = Rollup.RATIO
            case FieldType.TEXT | FieldType.DATE:
                rollup = Rollup.CONCAT
            case _:
                rollup = rng.choice((Rollup.SUM, Rollup.SUM, Rollup.SUM, Rollup.NONE, Rollup.DISTRICT_ONLY))
        made.append(
            _field(rng, code, kind, rollup=rollup, personal=kind is FieldType.TEXT and rng.random() < 0.5)
        )
    return _block(rng, ident, BlockKind.FIELDS, fields=tuple(made + _computed(rng, ident, made)))


def _grid(rng: Random, ident: str) -> Block:
    kinds = (FieldType.COUNT, FieldType.COUNT, FieldType.AMOUNT, FieldType.YES_NO)
    made = []
    for at in range(rng.randint(2, 4)):
        kind = rng.choice(kinds)
        rollup = (
            Rollup.COUNT_YES
            if kind is FieldType.YES_NO
            else rng.choice((Rollup.SUM, Rollup.SUM, Rollup.DISTRICT_ONLY))
        )
        made.append(_field(rng, f"{ident}{at}", kind, rollup=rollup))
    rows = tuple(Row(f"r{at}", _words(f"Lĩnh vực {at}"), "") for at in range(rng.randint(1, 4)))
    head = (HeadGroup(_words("Số hồ sơ"), (made[0].code, made[1].code)),) * rng.randint(0, 1)
    fields = tuple(made + _computed(rng, ident, made))
    return _block(
        rng, ident, BlockKind.GRID, fields=fields, rows=rows, head=head, total_row=rng.random() < 0.8
    )


def _computed(rng: Random, ident: str, made: list[Field]) -> list[Field]:
    """Sums and rates of what was made."""
    numeric = [field for field in made if field.type in _NUMERIC and field.rollup is Rollup.SUM]
    if len(numeric) < 2:
        return []
    found = []
    for at in range(rng.randint(0, 2)):
        parts = rng.sample(numeric, rng.randint(2, min(3, len(numeric))))
        formula = parts[0].code + "".join(f" {rng.choice('++-')} {part.code}" for part in parts[1:])
        tree = parse_expression(formula)
        found.append(_field(rng, f"{ident}s{at}", FieldType.AMOUNT, formula=formula, formula_tree=tree))
    if rng.random() < 0.6:
        num, den = rng.sample([*numeric, *found], 2)
        pair = (num.code, den.code)
        found.append(_field(rng, f"{ident}q", FieldType.RATE, rollup=Rollup.RATIO, of=pair))
    return found


def _list(rng: Random, ident: str) -> Block:
    all_of = ("commune", "own")
    fields = (
        _field(rng, f"{ident}t", FieldType.TEXT, rollup=Rollup.CONCAT, asked_of=all_of),
        _field(rng, f"{ident}c", FieldType.COUNT, asked_of=all_of),
        _field(rng, f"{ident}y", FieldType.YES_NO, rollup=Rollup.COUNT_YES, asked_of=all_of),
        _field(rng, f"{ident}p", FieldType.TEXT, rollup=Rollup.CONCAT, personal=True, asked_of=all_of),
    )
    return _block(rng, ident, BlockKind.LIST, fields=fields, key=(f"{ident}t",), lines=4)


def _ideas(rng: Random, ident: str) -> Block:
    return _block(rng, ident, BlockKind.NARRATIVE, lines=3)


def _of_block(rng: Random, unit: Unit, form: Form, block: Block) -> list[CheckedEntry]:
    if block.kind is BlockKind.NARRATIVE:
        keys = [(None, Key(form.id, block.id, block.id, str(at))) for at in range(1, rng.randint(0, 3) + 1)]
    else:
        rows = [row.code for row in block.rows] or [""]
        if block.kind is BlockKind.LIST:
            rows = [str(at) for at in range(1, rng.randint(0, 4) + 1)]
        keys = [
            (item, Key(form.id, block.id, code, row, code if row else ""))
            for row in rows
            for item in block.fields
            if unit.is_asked(item.asked_of) and not item.is_derived
            for code in ((*item.pair, item.code) if item.is_typed_rate else (item.code,))
        ]
    none_said = block.kind is BlockKind.LIST and rng.random() < 0.2
    return [
        _entry(rng, unit, key, item, State.NONE if none_said else None, f"E{at + 9}")
        for at, (item, key) in enumerate(keys)
    ]


def _entry(
    rng: Random, unit: Unit, key: Key, item: Field | None, state: State | None, cell: str
) -> CheckedEntry:
    states = (State.VALUE, State.NONE, State.BLANK, State.NOT_APPLICABLE, State.TEXT)
    weights = (75, 8, 10, 4, 3)
    lined = key.row.isdigit()
    said = state or rng.choices(states[:3] if lined else states, weights[:3] if lined else weights)[0]
    value = _value(rng, key, item) if said is State.VALUE else None
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    qualifier = rng.choice([*Qualifier]) if number and rng.random() < 0.1 else Qualifier.EXACT
    origin = rng.choices((*Origin,), (85, 5, 8, 2))[0] if said is State.VALUE else Origin.REPORTED
    raw = "" if said in {State.BLANK, State.NOT_APPLICABLE} else f"ghi {value}"
    entry = Entry(
        key=key,
        state=said,
        value=value,
        qualifier=qualifier,
        raw=raw,
        sheet="Số liệu",
        cell=cell,
        origin=origin,
    )
    reported = (
        replace(entry, raw="như đã ghi", origin=Origin.REPORTED) if origin is Origin.CORRECTED else None
    )
    held = said is State.TEXT or (said is not State.BLANK and rng.random() < 0.07)
    stacked = StackedEntry(
        entry=entry, version=1, file=f"bao cao {unit.code}.xlsx", sha256=unit.code.rjust(64, "0"), reported=reported
    )  # fmt: skip
    return CheckedEntry(unit_id=unit.unit_id, stacked=stacked, held_by=("RUL-001",) if held else ())


def _value(rng: Random, key: Key, item: Field | None) -> EntryValue:
    kind = item.type if item else FieldType.TEXT
    match kind:
        case FieldType.YES_NO:
            return rng.random() < 0.6
        case FieldType.DATE:
            return date(2024, rng.randint(1, 6), rng.randint(1, 28))
        case FieldType.TEXT:
            return rng.choice(
                ("=1+1", "+cmd", "Kế hoạch số 13/KH-UBND", "bao_tro_xa_hoi", "  thiếu kinh phí ", "0123")
            )
        case FieldType.AMOUNT:
            return Decimal(rng.randrange(-(10**5), rng.choice((10**6, 10**12)))).scaleb(-rng.randint(0, 3))
        case FieldType.RATE if item and key.field == item.code:
            return Decimal(rng.randrange(10_001)).scaleb(-2)
    return rng.choice(
        (0, *(rng.randrange(most) for most in (60, 60, 5_000, 5_000, 10**12)), rng.choice((9, 10**17 + 1)))
    )


def _stated(drawn: CheckedEntry) -> CheckedEntry:
    """The same without a reason to doubt it; what was not stated did not occur."""
    said = drawn.stacked.entry
    state = State.VALUE if said.state is State.VALUE else State.NONE
    entry = replace(said, state=state, qualifier=Qualifier.EXACT)
    return replace(drawn, stacked=replace(drawn.stacked, entry=entry), held_by=())


def _waived(entry: CheckedEntry) -> Finding:
    key = entry.key
    place = Place(
        unit_id=entry.unit_id, form=key.form, block=key.block, field=key.field, row=key.row, column=key.column
    )
    return Finding(
        code="RUL-003", severity=Severity.INFO, waived=True, message=_words("Ít hơn thường lệ."),
        remedy=_words("Đề nghị giải trình."), place=place,
    )  # fmt: skip


def _adjustments(rng: Random, round: Round, checked: Checked) -> tuple[Adjustment, ...]:
    found = []
    for total in merge(round, checked, 0).totals:
        if can_be_adjusted(round, total) and rng.random() < 0.25:
            whole = isinstance(total.value, int)
            amount = (
                Decimal(rng.choice((-3, -1, 2, 40)))
                if whole
                else Decimal(rng.randrange(-500, 900)).scaleb(-2)
            )
            found.append(
                Adjustment(
                    by="cán bộ",
                    at=AT,
                    reason="Theo công văn",
                    key=total.key,
                    amount=amount,
                    ordered_by="Lãnh đạo",
                )
            )
    return tuple(found)


def _in_some_state(rng: Random, round: Round) -> Round:
    """Open, closed in one edition or in its second, or reopened."""
    count, status = rng.choice(((0, "open"), (1, "closed"), (2, "closed"), (1, "open")))
    editions = tuple(
        Edition(
            edition=at, number=f"{44 + at}/BC-UBND", dated=date(2024, 6, 20 + at), approved_by="Lãnh đạo", closed_at=AT,
            closed_by="cán bộ", reopened_at=AT if at < count or status == "open" else None,
            reason="Bổ sung" if at < count or status == "open" else "",
        )
        for at in range(1, count + 1)
    )  # fmt: skip
    return replace(round, status=status, editions=editions)
