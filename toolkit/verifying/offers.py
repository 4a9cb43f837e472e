"""What was changed by hand, as the command that would enter it: a unit's figure as a correction, a total as an adjustment.

The command names no reason and nobody: who copies it has to fill these in, and the verb refuses it until then.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from toolkit.deciding.values import typed_of, value_of
from toolkit.errors import UsageError
from toolkit.files.model import RawValue
from toolkit.form.layout import datum_field, datum_label
from toolkit.form.model import Field, FieldType, Key, Round
from toolkit.merge.adjust import can_be_adjusted, computed_from
from toolkit.merge.model import TOTAL_ROW, Total
from toolkit.register.model import Issued
from toolkit.text import Lang, Text, say
from toolkit.trace.told import datum_options
from toolkit.verify.compare import number_of, same
from toolkit.verify.model import Changed, Offer

_NONE_MARKS = frozenset({"-", "–"})


def offers(round: Round, issued: Issued, cells: Iterable[Changed], lang: Lang) -> tuple[Offer, ...]:
    """One offer a datum that was changed, in the order in which its first cell stands."""
    by_datum: dict[tuple[str, ...], list[Changed]] = {}
    for one in cells:
        if one.key is not None:
            by_datum.setdefault(one.about, []).append(one)
    of_units = {mine[0].key for mine in by_datum.values() if mine[0].unit_id}
    totals = {total.key: total for total in issued.totals.totals}
    found = []
    for mine in by_datum.values():
        key = mine[0].key
        assert key is not None, "only cells of a datum are gathered"
        if any(not same(mine[0].now, one.now) for one in mine):
            found.append(_offer(round, mine, why=say("verify.why_contradict")))
        elif mine[0].unit_id:
            found.append(_correction(round, issued, mine, key, lang))
        elif key in of_units:
            found.append(_offer(round, mine, why=say("verify.why_units_too")))
        else:
            found.append(_adjustment(round, totals.get(key), mine, key))
    return tuple(found)


def _offer(
    round: Round,
    cells: Sequence[Changed],
    *,
    command: Text | None = None,
    why: Text | None = None,
    amount: Decimal | None = None,
) -> Offer:
    key, unit = cells[0].key, round.unit(cells[0].unit_id) if cells[0].unit_id else None
    assert key is not None, "only cells of a datum are offered"
    name = Text(unit.name, unit.name) if unit else say("verify.total")
    label = datum_label(round.form(key.form), key) if key.row != TOTAL_ROW else _total_label(round, key)
    return Offer(cells=tuple(cells), label=label, whose=name, command=command, why=why, amount=amount)


def _total_label(round: Round, key: Key) -> Text:
    block = round.form(key.form).block(key.block)
    return Text.joined(": ", (say("merge.total_row"), block.column(key.field).label))


def _correction(round: Round, issued: Issued, cells: Sequence[Changed], key: Key, lang: Lang) -> Offer:
    item = datum_field(round.form(key.form), key)
    unit = round.unit(cells[0].unit_id)
    if unit is None:
        return _offer(round, cells, why=say("verify.why_no_unit"))
    if item is not None and item.is_derived:
        return _offer(round, cells, why=say("verify.why_derived", label=item.label))
    if cells[0].now in (None, ""):
        return _offer(round, cells, why=say("verify.why_emptied"))
    if not any(entry.unit_id == unit.unit_id and entry.key == key for entry in issued.checked.entries):
        return _offer(round, cells, why=say("verify.why_not_returned", unit=unit.name))
    typed = _typed(cells[0], item, key, lang)
    if typed is None:
        return _offer(round, cells, why=say("verify.why_no_value"))
    parts = (round.id, unit.code, key.field, f'"{typed}"', datum_options(round, key, key.row))
    words = " ".join(filter(None, parts))
    command = f'tonghop correct {words} --reason "" --source ""'
    return _offer(round, cells, command=Text(command, command))


def _typed(cell: Changed, item: Field | None, key: Key, lang: Lang) -> str | None:
    """What would be typed for the value that the cell now says; None where `correct` would not take it for certain."""
    now = cell.now
    number = number_of(now)
    if item is None or item.type in {FieldType.TEXT, FieldType.DATE}:
        raw = _plain_text(now)
    elif isinstance(now, str) and now.strip() in _NONE_MARKS:
        raw = "không phát sinh"
    elif item.type is FieldType.YES_NO:
        words = {
            say("workbook.yes").in_(lang).casefold(): "có",
            say("workbook.no").in_(lang).casefold(): "không",
        }
        raw = words.get(str(now).strip().casefold(), "")
    elif number is None:
        return None
    else:
        is_rate = item.type is FieldType.RATE and key.field == item.code
        raw = typed_of(number * 100 if is_rate and cell.percent else number, item, key.field)
    if not raw or '"' in raw:
        return None
    try:
        value_of(raw, item, key.field)
    except UsageError:
        return None
    return raw


def _plain_text(now: RawValue) -> str:
    return now.strip() if isinstance(now, str) else ""


def _adjustment(round: Round, total: Total | None, cells: Sequence[Changed], key: Key) -> Offer:
    """An amount on a total: what it now says less what it was."""
    if total is None:
        return _offer(round, cells, why=say("verify.why_no_total"))
    if total.numerator is not None or total.stated:
        return _offer(round, cells, why=say("verify.why_ratio"))
    if parts := computed_from(round, key):
        named = "; ".join(f"“{datum_label(round.form(one.form), one).vi}” ({one.field})" for one in parts)
        return _offer(round, cells, why=say("verify.why_computed", parts=named))
    number = number_of(cells[0].now)
    if number is None or not can_be_adjusted(round, total) or total.value is None:
        return _offer(round, cells, why=say("verify.why_no_number"))
    amount = number - Decimal(total.value)
    if not amount:
        return _offer(round, cells, why=say("verify.why_same_number"))
    item = datum_field(round.form(key.form), key)
    if item is not None and item.type is not FieldType.AMOUNT and amount != int(amount):
        return _offer(round, cells, why=say("verify.why_no_number"))
    typed = ("+" if amount > 0 else "-") + typed_of(abs(amount), item, key.field)
    parts_of = (round.id, key.field, typed, datum_options(round, key, key.row))
    command = f'tonghop adjust {" ".join(filter(None, parts_of))} --reason "" --ordered-by ""'
    return _offer(round, cells, command=Text(command, command), amount=amount)
