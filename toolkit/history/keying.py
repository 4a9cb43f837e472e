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
from toolkit.history.model import Aim, Head, Mention, Part, Proposal, Proposals, Why
from toolkit.text import Lang, say, write_number

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
    "number": 6, "label": 36, "measure": 10, "value": 11, "qualifier": 8, "numerator": 8, "denominator": 8, "confirmed": 11,
    "sure": 9, "section": 24, "quote": 46, "others": 30, "document": 20,
}  # fmt: skip
_TITLE = Style(bold=True, size=14)
_NOTE = Style(italic=True, size=10, wrap=True, valign="top")
_LABEL = Style(bold=True)
_HEAD = Style(bold=True, border="thin", fill="#DCE6F1", align="center", wrap=True)
_GROUP = Style(bold=True, border="thin", fill="#F2F2F2")
_TEXT = Style(border="thin", wrap=True, size=10)
_CENTER = replace(_TEXT, align="center")
_INPUT = Style(border="thin", fill="#FFFBE6", locked=False, align="right", number_format="#,##0.######")
_WORDS = Style(border="thin", fill="#FFFBE6", locked=False, wrap=True, size=10)
_CHOICE = replace(_WORDS, align="center", size=11)
_NOT_ASKED = Style(border="thin", fill="#E7E6E6")
_UNSURE = replace(_CENTER, color="#7F6000", fill="#FFEB9C")
_SURE = replace(_CENTER, color="#375623", fill="#E2EFDA")
_CODE = Style(size=8, color="#595959")
_LINE = 14.0
_WHOLE = "#,##0"
_QUOTED = 220


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
    sheets = [made.fields(aims), made.left_over(), made.choices(), made.stamp()]
    return WorkbookPlan(sheets=tuple(sheets), title=made.say("title"), subject=about.file)


class _Keying:
    """Fills the sheets; private to `plan_keying`."""

    def __init__(self, about: Sheeted, found: Proposals, lang: Lang) -> None:
        self._about, self._lang = about, lang
        self._clear = {(one.aim.key, one.aim.part): one for one in found.clear}
        self._left = found.left
        others: dict[Key, list[Proposal]] = {}
        for one in found.others:
            others.setdefault(one.aim.key, []).append(one)
        self._others = others

    def say(self, key: str, **params: object) -> str:
        return say(f"history.sheet.{key}", **params).in_(self._lang)

    # The fields

    def fields(self, aims: Sequence[Aim]) -> Sheet:
        cells, heights = self._lead()
        row = _FIRST_ROW
        rows = []
        for block, group in groupby(aims, key=lambda aim: aim.key.block):
            label = self._about.form.block(block).label.in_(self._lang)
            cells += [_cell(row, at, label if at == 1 else None, _GROUP) for at in range(1, len(COLUMNS) + 1)]
            row += 1
            for key, parts in groupby(group, key=lambda aim: aim.key):
                made = self._row(row, key, tuple(parts))
                cells += made
                heights[row] = _height(made)
                rows.append(row)
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
            _cell(0, 1, self.say("title"), _TITLE),
            _cell(1, 1, self.say("how"), _NOTE),
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
        cells += [_cell(_CODE_ROW, at, code, _CODE) for at, code in enumerate(COLUMNS, start=1)]
        cells += [
            _cell(_HEAD_ROW, at, self.say(f"col_{code}"), _HEAD) for at, code in enumerate(COLUMNS, start=1)
        ]
        return cells, dict.fromkeys(_LEAD_ROWS, 30.0)

    def _told(self, row: int, key: str, value: str, note: str) -> list[Cell]:
        return [
            _cell(row, 1, self.say(key), _LABEL),
            _cell(row, _AT["value"], value, Style(wrap=True)),
            _cell(row, _AT["sure"], note if note != value else None, _NOTE),
        ]

    def _asked(self, row: int, code: str, key: str, value: str, note: str, confirmed: bool) -> list[Cell]:
        return [
            _cell(row, 0, code, _CODE),
            _cell(row, 1, self.say(key), _LABEL),
            _cell(row, _AT["value"], value, replace(_CHOICE, number_format="@")),
            *(_cell(row, at, None, _CHOICE) for at in range(_AT["value"] + 1, _AT["denominator"] + 1)),
            _cell(row, _AT["confirmed"], self.say("yes") if confirmed else None, _CHOICE),
            _cell(row, _AT["sure"], note, _NOTE),
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
            "number": (aim.item.number, _CENTER),
            "label": (aim.label.in_(self._lang), _TEXT),
            "measure": ("%" if rate else self._measure(aim), _CENTER),
            "value": (value, replace(_INPUT, number_format=_WHOLE) if aim.item.type is FieldType.COUNT else _INPUT),
            "qualifier": (self._qualifier(qualifier), _CHOICE),
            "numerator": (num, _INPUT) if rate else (None, _NOT_ASKED),
            "denominator": (den, _INPUT) if rate else (None, _NOT_ASKED),
            "confirmed": (None, _CHOICE),
            "sure": self._sure(lead is not None, others is not None),
            "section": (_clip(lead.mention.section) if lead else None, _WORDS),
            "quote": (_quoted(lead.mention) if lead else None, _TEXT),
            "others": (others, _TEXT),
            "document": (self._about.head.document or self._about.file if lead else None, _WORDS),
        }  # fmt: skip
        return [
            _cell(row, 0, "/".join(key), _CODE),
            *(_cell(row, _AT[code], *shown[code]) for code in COLUMNS),
        ]

    def _sure(self, clear: bool, others: bool) -> tuple[Value, Style]:
        if clear:
            return self.say("sure"), _SURE
        return (self.say("unsure"), _UNSURE) if others else (None, _CENTER)

    def _measure(self, aim: Aim) -> str:
        return self.say("units") if aim.counts_units else aim.item.measure.in_(self._lang)

    def _qualifier(self, qualifier: Qualifier) -> str | None:
        return say(QUALIFIERS[qualifier]).in_(self._lang) if qualifier in QUALIFIERS else None

    def _alternatives(self, key: Key) -> str | None:
        """Other numbers that may be the field's, each once, the best first."""
        found = sorted(self._others.get(key, ()), key=lambda one: -one.score)
        lines = dict.fromkeys(f"{_printed(one.mention)}: “{_clip(one.mention.quote, 90)}”" for one in found)
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

    # The other sheets

    def left_over(self) -> Sheet:
        """Numbers that were proposed for nothing, in the document's order."""
        heads = ("printed", "section", "quote", "why", "nearest")
        widths = (16.0, 34.0, 70.0, 34.0, 40.0)
        cells = [_cell(0, 0, self.say("left_title"), _TITLE)]
        cells += [_cell(2, at, self.say(f"left_{code}"), _HEAD) for at, code in enumerate(heads)]
        row = 2
        heights = {2: 32.0}
        for row, (mention, why, nearest) in enumerate(self._left, start=3):
            values = (
                _printed(mention), mention.section, _quoted(mention), self.say(f"why_{why.value}"),
                nearest.aim.label.in_(self._lang) if nearest and why in {Why.UNSURE, Why.NO_FIELD} else None,
            )  # fmt: skip
            made = [_cell(row, at, value, _TEXT) for at, value in enumerate(values)]
            cells += made
            heights[row] = max(18.0, max(_LINE * _lines(cell.value, widths[cell.col]) for cell in made))
        return Sheet(
            name=self.say("left"),
            cells=tuple(cells),
            widths=dict(enumerate(widths)),
            heights=heights,
            freeze=(3, 0),
            filter=Area(2, 0, row, len(heads) - 1),
            page=Page(landscape=True, repeat_rows=(2, 2)),
        )

    def choices(self) -> Sheet:
        names = (self._about.whole, *self._about.units.values())
        return Sheet(
            name=self.say("choices"),
            cells=tuple(_cell(at, 0, name, Style()) for at, name in enumerate(names)),
            state="hidden",
        )

    def stamp(self) -> Sheet:
        about = self._about
        pairs = (
            ("tonghop", "1"), ("kind", KIND), ("form", about.form.id), ("version", about.form.version),
            ("file", about.file), ("sha256", about.sha256), ("whole", about.whole),
        )  # fmt: skip
        cells = [
            _cell(row, col, text, _CODE) for row, pair in enumerate(pairs) for col, text in enumerate(pair)
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


def _cell(row: int, col: int, value: Value, style: Style) -> Cell:
    return Cell(row=row, col=col, value=value or None if isinstance(value, str) else value, style=style)


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


def _printed(mention: Mention) -> str:
    number = mention.number
    if number.printed:
        return number.printed
    return "" if number.value is None else write_number(number.value)


def _quoted(mention: Mention) -> str:
    return f"{mention.place}: {_clip(mention.quote)}" if mention.place else _clip(mention.quote)


def _clip(text: str, most: int = _QUOTED) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _height(cells: Sequence[Cell]) -> float:
    lines = max(_lines(cell.value, _WIDTHS[COLUMNS[cell.col - 1]]) for cell in cells if cell.col)
    return max(18.0, _LINE * lines)


def _lines(value: Value, width: float) -> int:
    if not isinstance(value, str):
        return 1
    usable = max(int(width * 1.2), 1)  # the text is a point smaller than the default font
    return sum(max(1, -(-len(part) // usable)) for part in value.split("\n"))
