"""The keying sheet: what a document's numbers may be, a row a field, for staff to correct and confirm.

Nothing on it counts before it is confirmed. It is read back by its hidden codes (`keying_read`), never by position.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from toolkit.files.model import (
    Area,
    Cell,
    Page,
    Protection,
    Sheet,
    Style,
    Validation,
    Value,
    WorkbookPlan,
    quote_sheet,
)
from toolkit.form.layout import STAMP_SHEET
from toolkit.form.model import FieldType, Form, Key, Qualifier
from toolkit.history.left_over import plan_left_over
from toolkit.history.look import (
    CENTER,
    CHOICE,
    CODE,
    GROUP,
    HEAD,
    INPUT,
    LABEL,
    LINE,
    NOT_ASKED,
    NOTE,
    SURE,
    TEXT,
    TITLE,
    UNSURE,
    WHOLE,
    WORDS,
    cell,
    clip,
    lines,
    printed,
    quoted,
)  # fmt: skip
from toolkit.history.model import Aim, Head, Part, Proposal, Proposals
from toolkit.text import Lang, say

KIND = "history"
COLUMNS = (
    "number", "label", "measure", "value", "qualifier", "numerator", "denominator", "confirmed", "sure", "section",
    "quote", "others", "document",
)  # fmt: skip
PERIOD, UNIT = "__period", "__unit"
QUALIFIERS = {
    Qualifier.OVER: "history.over",
    Qualifier.UNDER: "history.under",
    Qualifier.ABOUT: "history.about",
}
_WIDTHS = {
    "number": 6, "label": 36, "measure": 10, "value": 11, "qualifier": 8, "numerator": 10, "denominator": 10,
    "confirmed": 11, "sure": 9, "section": 24, "quote": 44, "others": 28, "document": 20,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheeted:
    """What a keying sheet is made for: the form, the document's file name and SHA-256, its head, the period that was told on
    the command line (it is confirmed then), whom totals are of, and the units to choose from by code.
    """

    form: Form
    file: str
    sha256: str
    head: Head
    period: str = ""
    whole: str = ""
    units: Mapping[str, str] = field(default_factory=dict)


def plan_keying(about: Sheeted, aims: Sequence[Aim], found: Proposals, lang: Lang) -> WorkbookPlan:
    """The workbook: the fields with what is proposed, the numbers that found no field, and hidden what it is made for."""
    made = _Keying(about, found, lang)
    sheets = [made.fields(aims), plan_left_over(found.left, lang), made.choices(), made.stamp()]
    return WorkbookPlan(sheets=tuple(sheets), title=made.say("title"), subject=about.file)


class _Keying:
    """Fills the sheets; private to `plan_keying`."""

    def __init__(self, about: Sheeted, found: Proposals, lang: Lang) -> None:
        self._about, self._lang = about, lang
        self._clear = {(one.aim.key, one.aim.part): one for one in found.clear}
        others: dict[Key, list[Proposal]] = {}
        for one in found.others:
            others.setdefault(one.aim.key, []).append(one)
        self._others = others

    def say(self, key: str, **params: object) -> str:
        return say(f"history.sheet.{key}", **params).in_(self._lang)

    def fields(self, aims: Sequence[Aim]) -> Sheet:
        cells, heights = self._lead()
        row = _FIRST_ROW
        for block, group in groupby(aims, key=lambda aim: aim.key.block):
            label = self._about.form.block(block).label.in_(self._lang)
            cells += [cell(row, at, label if at == 1 else None, GROUP) for at in range(1, len(COLUMNS) + 1)]
            row += 1
            for key, parts in groupby(group, key=lambda aim: aim.key):
                made = self._row(row, key, tuple(parts))
                cells += made
                heights[row] = _height(made)
                row += 1
        last = row - 1
        return Sheet(
            name=self.say("fields"),
            cells=tuple(cells),
            merges=(Area(1, 1, 1, len(COLUMNS)), *_lead_merges()),
            widths={0: 3.0, **{at: float(_WIDTHS[code]) for at, code in enumerate(COLUMNS, start=1)}},
            heights={**heights, 1: 46.0, _HEAD_ROW: 32.0},
            hidden_columns=(0,),
            hidden_rows=(_CODE_ROW,),
            validations=(*self._validations(last), self._unit_choice()),
            protection=Protection(filter=True),
            freeze=(_FIRST_ROW, 3),
            filter=Area(_HEAD_ROW, 1, last, len(COLUMNS)),
            page=Page(landscape=True, repeat_rows=(_HEAD_ROW, _HEAD_ROW)),
        )

    def _lead(self) -> tuple[list[Cell], dict[int, float]]:
        about = self._about
        title = about.head.title or about.file
        cells = [
            cell(0, 1, self.say("title"), TITLE),
            cell(1, 1, self.say("how"), NOTE),
            *self._told(2, "document_of", about.head.document or about.file, title),
            *self._told(3, "form_of", about.form.title.in_(self._lang), ""),
        ]
        unit = about.head.unit
        proposed = about.units.get(unit, "") if unit else about.whole
        period = about.period or about.head.period
        note = "period_told" if about.period else "period_proposed" if period else "period_unknown"
        cells += self._asked(4, PERIOD, "period_of", period, self.say(note, title=title), bool(about.period))
        note = "unit_proposed" if unit else "unit_whole"
        cells += self._asked(5, UNIT, "unit_of", proposed, self.say(note), confirmed=False)
        cells += [cell(_CODE_ROW, at, code, CODE) for at, code in enumerate(COLUMNS, start=1)]
        cells += [
            cell(_HEAD_ROW, at, self.say(f"col_{code}"), HEAD) for at, code in enumerate(COLUMNS, start=1)
        ]
        return cells, dict.fromkeys(_LEAD_ROWS, 30.0)

    def _told(self, row: int, key: str, value: str, note: str) -> list[Cell]:
        return [
            cell(row, 1, self.say(key), LABEL),
            cell(row, _AT["value"], value, Style(wrap=True)),
            cell(row, _AT["sure"], note if note != value else None, NOTE),
        ]

    def _asked(self, row: int, code: str, key: str, value: str, note: str, confirmed: bool) -> list[Cell]:
        return [
            cell(row, 0, code, CODE),
            cell(row, 1, self.say(key), LABEL),
            cell(row, _AT["value"], value, replace(CHOICE, number_format="@")),
            *(cell(row, at, None, CHOICE) for at in range(_AT["value"] + 1, _AT["denominator"] + 1)),
            cell(row, _AT["confirmed"], self.say("yes") if confirmed else None, CHOICE),
            cell(row, _AT["sure"], note, NOTE),
        ]

    def _row(self, row: int, key: Key, parts: Sequence[Aim]) -> list[Cell]:
        aim = parts[0]
        found = {part.part: self._clear.get((key, part.part)) for part in parts}
        value, num, den = _numbers(found)
        lead = next((one for one in found.values() if one is not None), None)
        rate = aim.item.type is FieldType.RATE
        qualifier = lead.mention.number.qualifier if lead else Qualifier.EXACT
        others = self._alternatives(key)
        shown: dict[str, tuple[Value, Style]] = {
            "number": (aim.item.number, CENTER),
            "label": (aim.label.in_(self._lang), TEXT),
            "measure": ("%" if rate else self._measure(aim), CENTER),
            "value": (value, replace(INPUT, number_format=WHOLE) if aim.item.type is FieldType.COUNT else INPUT),
            "qualifier": (self._qualifier(qualifier), CHOICE),
            "numerator": (num, INPUT) if rate else (None, NOT_ASKED),
            "denominator": (den, INPUT) if rate else (None, NOT_ASKED),
            "confirmed": (None, CHOICE),
            "sure": self._sure(lead is not None, others is not None),
            "section": (clip(lead.mention.section) if lead else None, WORDS),
            "quote": (quoted(lead.mention) if lead else None, TEXT),
            "others": (others, TEXT),
            "document": (self._about.head.document or self._about.file if lead else None, WORDS),
        }  # fmt: skip
        return [
            cell(row, 0, "/".join(key), CODE),
            *(cell(row, _AT[code], *shown[code]) for code in COLUMNS),
        ]

    def _sure(self, clear: bool, others: bool) -> tuple[Value, Style]:
        if clear:
            return self.say("sure"), SURE
        return (self.say("unsure"), UNSURE) if others else (None, CENTER)

    def _measure(self, aim: Aim) -> str:
        return self.say("units") if aim.counts_units else aim.item.measure.in_(self._lang)

    def _qualifier(self, qualifier: Qualifier) -> str | None:
        return say(QUALIFIERS[qualifier]).in_(self._lang) if qualifier in QUALIFIERS else None

    def _alternatives(self, key: Key) -> str | None:
        """Other numbers that may be the field's, each once, the best first."""
        found = sorted(self._others.get(key, ()), key=lambda one: -one.score)
        lines = dict.fromkeys(f"{printed(one.mention)}: “{clip(one.mention.quote, 90)}”" for one in found)
        return "\n".join(list(lines)[:_MOST_OTHERS]) or None

    def _validations(self, last: int) -> tuple[Validation, ...]:
        def down(code: str, first: int = _FIRST_ROW) -> Area:
            return Area(first, _AT[code], last, _AT[code])

        yes_no = (self.say("yes"), self.say("no"))
        words = tuple(say(key).in_(self._lang) for key in QUALIFIERS.values())
        lead = Area(_LEAD_ROWS[2], _AT["confirmed"], _LEAD_ROWS[3], _AT["confirmed"])
        return (
            Validation(area=down("confirmed"), kind="list", choices=yes_no),
            Validation(area=lead, kind="list", choices=yes_no),
            Validation(area=down("qualifier"), kind="list", choices=words),
        )

    def _unit_choice(self) -> Validation:
        rows = len(self._about.units) + 1
        source = f"{quote_sheet(self.say('choices'))}!$A$1:$A${rows}"
        at = Area(_LEAD_ROWS[3], _AT["value"], _LEAD_ROWS[3], _AT["value"])
        return Validation(area=at, kind="list", source=f"={source}", alert="warning")

    def choices(self) -> Sheet:
        names = (self._about.whole, *self._about.units.values())
        return Sheet(
            name=self.say("choices"),
            cells=tuple(cell(at, 0, name, Style()) for at, name in enumerate(names)),
            state="hidden",
        )

    def stamp(self) -> Sheet:
        about = self._about
        pairs = (
            ("tonghop", "1"), ("kind", KIND), ("form", about.form.id), ("version", about.form.version),
            ("file", about.file), ("sha256", about.sha256), ("whole", about.whole),
        )  # fmt: skip
        cells = [
            cell(row, col, text, CODE) for row, pair in enumerate(pairs) for col, text in enumerate(pair)
        ]
        return Sheet(name=STAMP_SHEET, cells=tuple(cells), state="very_hidden")


_AT = {code: at for at, code in enumerate(COLUMNS, start=1)}
_LEAD_ROWS = (2, 3, 4, 5)
_CODE_ROW, _HEAD_ROW, _FIRST_ROW = 7, 8, 9
_MOST_OTHERS = 3


def _lead_merges() -> Iterator[Area]:
    """Of the rows over the table: the label, the value, and the remark over several columns each."""
    for row in _LEAD_ROWS:
        yield Area(row, 1, row, 2)
        yield Area(row, _AT["value"], row, _AT["denominator"])
        yield Area(row, _AT["sure"], row, len(COLUMNS))


def _numbers(found: Mapping[Part, Proposal | None]) -> tuple[Value, Value, Value]:
    """Value, numerator and denominator as they are proposed; a pair printed beside its rate comes with it."""
    value = found.get(Part.VALUE)
    number = value.mention.number if value else None
    pair = number.pair if number else None
    shown: Value = number.value if number else None
    if value is not None and value.aim.counts_units and pair:
        return pair[0], None, None
    parts = [found.get(part) for part in (Part.NUMERATOR, Part.DENOMINATOR)]
    num, den = ((one.mention.number.value if one else None) for one in parts)
    return shown, pair[0] if pair else num, pair[1] if pair else den


def _height(cells: Sequence[Cell]) -> float:
    most = max(lines(one.value, _WIDTHS[COLUMNS[one.col - 1]]) for one in cells if one.col)
    return max(18.0, LINE * most)
