"""Where the inputs of a fields block are: under their heading, beside their measures, and both must agree."""

from collections import Counter
from dataclasses import dataclass

from toolkit.form.layout import COMPUTED_COL, INPUT_COL, LABEL_COL, MEASURE_COL, REFERENCE_COL
from toolkit.form.model import Key
from toolkit.intake.locate import At
from toolkit.intake.printed import ALIKE, heading, ratio, same_label
from toolkit.intake.rows import REACH, FoundRow
from toolkit.intake.search import Search
from toolkit.intake.words import CLASSIFIERS, DONG, MAGNITUDES, measure_words, word
from toolkit.text import fold

_BESIDE = {"label": LABEL_COL, "measure": MEASURE_COL, "computed": COMPUTED_COL, "reference": REFERENCE_COL}
"""The other headings of a fields block, with their columns."""


@dataclass(frozen=True, slots=True)
class _Heads:
    """The headings above a block: row and column of the inputs', and the others' columns."""

    row: int
    inputs: int
    others: dict[int, str]


def place_inputs(search: Search, rows: list[FoundRow]) -> None:
    """Set `spots`, `derived`, `lines`, `known` and the doubts of a fields block's rows."""
    own = [one for one in rows if one.sheet is search.sheet and not one.again]
    measures = {id(one): _measure_column(one) for one in rows}
    told = Counter(col + 1 for one in own if (col := measures[id(one)]) >= 0 and _is_usual(search, one))
    beside = search.label_col - LABEL_COL + INPUT_COL
    usual = max(told, key=lambda col: (told[col], -col)) if told else beside
    heads = _headings(search, min((one.row for one in own), default=0))
    col = _agreed(search, own, heads, usual)
    if col < 0:
        search.lost.append(search.key("", "", "input"))
    for one in rows:
        measured = measures[id(one)]
        moved = not _is_usual(search, one)
        shift = one.label_col - search.label_col
        at = (measured + 1 if measured >= 0 else usual + shift) if moved else col
        if at < 0:
            continue
        key = search.key(one.printed.code)
        _take(search, key, one, at)
        if one.shifted or (not moved and measured >= 0 and measured + 1 != usual):
            search.doubt("STR-014", key, (one.sheet.raw.name, one.row, at))
        if at == col and measured < 0:
            _changed_measure(search, key, one, at)
        furniture = _furniture(one, heads, at, moved)
        search.before[key] = (one.sheet.raw.name, one.row, furniture[0])
        known = {
            one.code_col,
            one.label_col - 1,
            one.label_col,
            measured,
            at,
            *furniture,
        }
        search.known |= {(one.sheet.raw.name, one.row, known_col) for known_col in known}


def _changed_measure(search: Search, key: Key, one: FoundRow, at: int) -> None:
    """Another text where the measure is printed: what was counted may be something else."""
    value = one.sheet.raw.at(one.row, at - 1)
    if one.printed.measure.vi and at - 1 > one.label_col and isinstance(value, str) and value.strip():
        spot = (one.sheet.raw.name, one.row, at - 1)
        text = f"“{one.printed.measure.vi}” → “{value}”"
        if key in search.spots and _is_other_measure(search, one.printed.measure.vi, value):
            search.doubt("STR-034", key, search.spots[key], text, (spot,))
        else:
            search.remark("STR-016", key, spot, text)


def _is_other_measure(search: Search, printed: str, found: str) -> bool:
    """Whether a measure is another one: it multiplies, or is known as a measure of something else."""
    own, said = measure_words(printed), word(found)
    if said in own or ratio(found, printed) >= ALIKE:
        return False
    if any(part in MAGNITUDES and part not in fold(printed).split() for part in said.split()):
        return True
    others = {fold(item.measure.vi) for item in search.area.columns} - own
    return said in CLASSIFIERS | DONG | others


def _is_usual(search: Search, one: FoundRow) -> bool:
    """Whether a row stands in the block's own columns."""
    return one.sheet is search.sheet and one.label_col == search.label_col


def _take(search: Search, key: Key, one: FoundRow, col: int) -> None:
    spot = (one.sheet.raw.name, one.row, col)
    if not one.printed.typed:
        search.derived.setdefault(key, spot)
    elif key in search.spots:
        search.again.setdefault(key, []).append(spot)
    else:
        search.spots[key] = spot
    search.lines.setdefault((spot[0], spot[1], one.label_col), []).append(key)


def _furniture(one: FoundRow, heads: _Heads | None, at: int, moved: bool) -> tuple[int, ...]:
    """Columns right of the input that are the template's: last period's value, and before it the machine's own rate."""
    named = {name: col for col, name in heads.others.items()} if heads and not moved else {}
    computed = named.get("computed", at + 1)
    before = named.get("reference", computed + 1)
    return (before, computed) if one.printed.computed else (before,)


def _measure_column(one: FoundRow) -> int:
    """Where a row's measure stands, right of its label; -1 where none is printed, or it is not there."""
    if not one.printed.measure.vi:
        return -1
    cells = one.sheet.raw.at
    near = one.label_col + 1
    for col in range(near, near + REACH):
        if same_label(cells(one.row, col), one.printed.measure):
            return col
    return -1


def _headings(search: Search, first: int) -> _Heads | None:
    """The headings nearest above the block's first row, right of its codes and labels."""
    left = max(search.code_col, search.label_col)

    def nearest(name: str) -> At | None:
        places = [at for at in search.sheet.find(heading(name)) if at[0] < first and at[1] > search.code_col]
        return max(places, key=lambda at: (at[0], -at[1])) if places else None

    inputs = nearest("input")
    if inputs is not None and inputs[1] <= left:
        inputs = None
    others = {
        at[1]: name for name in _BESIDE if (at := nearest(name)) and (inputs is None or at[0] == inputs[0])
    }
    if inputs is None and not others:
        return None
    row = inputs[0] if inputs else max(at[0] for name in _BESIDE if (at := nearest(name)))
    return _Heads(row, inputs[1] if inputs else -1, others)


def _agreed(search: Search, rows: list[FoundRow], heads: _Heads | None, usual: int) -> int:
    """The block's input column, -1 when it is not there. The heading rules, unless labels or measures stand under it."""
    if heads is None:
        return usual
    if heads.inputs < 0:
        if usual in heads.others:
            return -1
        if text := search.at(heads.row, usual):
            search.remark(
                "STR-016",
                None,
                search.on(heads.row, usual),
                f"“{' '.join(heading('input').vi.split())}” → “{text}”",
            )
        return usual
    if heads.inputs == usual:
        return usual
    texts = sum(
        same_label(search.at(one.row, heads.inputs), one.printed.label)
        or same_label(search.at(one.row, heads.inputs), one.printed.measure)
        for one in rows
    )
    misled = texts * 2 > len(rows)
    col = usual if misled else heads.inputs
    spot = search.on(heads.row, heads.inputs)
    search.remark("STR-012", None, spot, search.area.block.label.vi)
    return col
