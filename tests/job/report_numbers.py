"""A second, naive reading of a report: its .docx by its XML, totals.csv and entries.csv as text, and what must be printed.

What units say is read by tests/naive_totals. It shares no code with toolkit.report, toolkit.merge or the readers of
toolkit.files. Fractions throughout.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from xml.etree import ElementTree

from tests import naive_totals
from tests.naive_totals import HELD, MISSING, NONE, NOT_ASKED, VALUE
from toolkit.form.model import Block, Field, FieldType, Form, Round
from toolkit.merge.model import Comparison
from toolkit.units import Unit

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
B = "{urn:tonghop:bound:1}"
_TOTAL_ROW = "__total__"
Rows = dict[tuple[str, ...], dict[str, str]]


@dataclass(frozen=True)
class Bound:
    """What stands in one bookmark, with its record and what follows it."""

    text: str
    record: dict[str, str]
    after: str
    is_quotation: bool


@dataclass(frozen=True)
class Loose:
    """What stands in a paragraph outside bookmarks; `first` in the first cell of a table's row."""

    text: str
    first: bool


def read_report(data: bytes) -> tuple[list[Bound], list[Loose]]:
    """Every bookmark with its record, and everything else."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        body = ElementTree.fromstring(parts.read("word/document.xml"))
        named = [name for name in parts.namelist() if re.fullmatch(r"customXml/item\d+\.xml", name)]
        hidden = [ElementTree.fromstring(parts.read(name)) for name in named]
    (root,) = (one for one in hidden if one.tag == f"{B}bound")
    records = {one.get("mark", ""): one for one in root if one.tag != f"{B}stamp"}
    first = {
        id(p)
        for row in body.iter(f"{W}tr")
        for cell in list(row.iter(f"{W}tc"))[:1]
        for p in cell.iter(f"{W}p")
    }
    bound, loose = [], []
    for paragraph in body.iter(f"{W}p"):
        here, rest = _read_paragraph(paragraph, records)
        bound += here
        loose.append(Loose(rest, id(paragraph) in first))
    assert len(bound) == len(records), "every record has its bookmark"
    return bound, loose


def _read_paragraph(
    paragraph: ElementTree.Element, records: dict[str, ElementTree.Element]
) -> tuple[list[Bound], str]:
    text, outside = "", ""
    open_: dict[str, tuple[str, int]] = {}
    spans: list[tuple[str, int, int]] = []
    for one in paragraph.iter():
        if one.tag == f"{W}bookmarkStart":
            open_[one.get(f"{W}id", "")] = (one.get(f"{W}name", ""), len(text))
        elif one.tag == f"{W}bookmarkEnd":
            name, start = open_.pop(one.get(f"{W}id", ""))
            spans.append((name, start, len(text)))
        elif one.tag == f"{W}t":
            text += one.text or ""
            outside += "¤" if open_ else one.text or ""
    found = [
        Bound(text[start:end], dict(records[name].attrib), text[end:], records[name].tag == f"{B}quotation")
        for name, start, end in spans
    ]
    return found, outside


def read_csv(data: bytes, keys: tuple[str, ...]) -> Rows:
    """A table of ours by some of its columns."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    return {tuple(row[key] for key in keys): row for row in rows}


TOTAL_KEYS = ("form", "block", "field", "row", "column")
ENTRY_KEYS = ("unit_id", *TOTAL_KEYS)


def number(text: str, lang: str) -> Fraction | None:
    """The number that a figure prints, whatever words stand with it; None of words alone."""
    found = re.findall(r"[-+]?\d[\d.,]*", text)
    if not found:
        return None
    (digits,) = found
    digits = digits.replace(",", "") if lang == "en" else digits.replace(".", "").replace(",", ".")
    return Fraction(digits)


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Half up, away from zero."""
    step = Fraction(1, 10**decimals)
    whole = (abs(value) / step + Fraction(1, 2)).__floor__() * step
    return whole if value >= 0 else -whole


def rate(num: Fraction, den: Fraction, decimals: int) -> Fraction:
    """As it is printed: a share that is not whole is never 100%, one above zero never 0%."""
    exact = num / den * 100
    shown, step = rounded(exact, decimals), Fraction(1, 10**decimals)
    if shown == 100 and exact < 100:
        return 100 - step
    return step if shown == 0 and exact > 0 else shown


@dataclass
class Naive:
    """What each figure of a report must say, from the two tables and from what the totals are compared with."""

    round: Round
    totals: Rows
    entries: Rows
    comparisons: tuple[Comparison, ...]
    second: naive_totals.Naive
    decimals: int

    def expected(self, record: dict[str, str]) -> Fraction | str | None:
        """The number or word; None where there is no number to print."""
        path, _, drawn = record["key"].partition("#")
        part, _, argument = drawn.partition(":")
        key = tuple(path.split("/"))
        if part in {"highest", "lowest", "highest_name", "lowest_name"}:
            return self._rank(key, part, int(argument))
        if record.get("units") and part in {"", "stated"}:
            return self._of_unit(key, record["units"])
        row = self.totals[key]
        if part == "stated" and record.get("place") == "cell" and row["denominator"]:
            part = ""  # the cell of a total, which is a rate of a pair by now
        if argument == "communes":
            return self._communes(key, part)
        match part:
            case "" | "none" | "answer":
                return self._main(row)
            case "num" | "den":
                return Fraction(row["numerator" if part == "num" else "denominator"])
            case "reporting" | "asked" | "every":
                return Fraction(row["asked" if part == "every" else part])
            case "stated" | "stated_units":
                rates = self._stated(key, self.round.units)
                return (
                    Fraction(len(rates))
                    if part == "stated_units"
                    else rounded(max(rates) if argument == "high" else min(rates), self.decimals)
                )
            case "held":
                return Fraction(row["held"])
            case "adjustment":
                return self._adjustment(key, argument)
            case "share":
                grid = bool(key[3])
                whole = next(
                    other for at, other in self.totals.items()
                    if at[0] == key[0] and at[2] == argument and (at[3] == key[3] or not grid)
                )  # fmt: skip
                return rate(Fraction(row["value"]), Fraction(whole["value"]), self.decimals)
        return self._compared(key, row, part, argument)

    def _main(self, row: dict[str, str]) -> Fraction | None:
        if row["denominator"]:
            num, den = Fraction(row["numerator"]), Fraction(row["denominator"])
            return rate(num, den, self.decimals) if den else Fraction(0)
        return Fraction(row["value"]) if row["value"] else None

    def is_inexact(self, record: dict[str, str]) -> bool | None:
        """Whether what is printed is known as "trên 50" only; None of what compares, or says something else."""
        path, _, drawn = record["key"].partition("#")
        key, units = tuple(path.split("/")), record.get("units")
        if drawn in {"num", "den"}:
            form, block, item = self._place(key)
            code = item.pair[drawn == "den"]
            told = [unit for unit in self.round.units if _asked(block, item, unit)]
            return any(self._is_about_pair(form, block, item, code, key, unit) for unit in told)
        if (
            drawn
            or key[0] not in {form.id for form in self.round.forms}
            or record.get("value", "") in {"", "0"}
        ):
            return None
        if not units:
            return bool(self.totals[key]["qualifier"])
        form, block, item = self._place(key)
        (unit,) = (one for one in self.round.units if one.unit_id == units)
        codes = item.pair if item.type is FieldType.RATE else (item.code,)
        return any(self._is_about(form, block, code, key, unit) for code in codes)

    def _is_about_pair(
        self, form: Form, block: Block, item: Field, code: str, key: tuple[str, ...], unit: Unit
    ) -> bool:
        """Whether a part of a unit's pairs is inexact, of those rows that have both parts."""
        rows = [(*key[:3], row, "") for row in _rows(block, key)]
        whole = [row for row in rows if _reports(self._heard(form, block, item, row, unit))]
        return any(self._is_about(form, block, code, row, unit) for row in whole)

    def _adjustment(self, key: tuple[str, ...], argument: str) -> Fraction:
        if not argument:
            return self._own_adjustment(key)
        if argument == "all":
            return Fraction(self.totals[key]["adjustment"])
        form, _, item = self._place(key)
        code = item.pair[argument == "den"]
        homes = ((*key[:2], code, key[3], code if key[3] else ""), (form.id, _home(form, code), code, "", ""))
        return Fraction(next(self.totals[one] for one in homes if one in self.totals)["adjustment"])

    def _own_adjustment(self, key: tuple[str, ...]) -> Fraction:
        own = Fraction(self.totals[key]["adjustment"])
        if key[3] != _TOTAL_ROW:
            return own
        above = (
            Fraction(row["adjustment"])
            for at, row in self.totals.items()
            if at[:3] == key[:3] and at[3] not in {"", _TOTAL_ROW}
        )
        return own - sum(above, Fraction(0))

    def _compared(
        self, key: tuple[str, ...], row: dict[str, str], part: str, against: str
    ) -> Fraction | str | None:
        if part in {"plan", "done", "of_plan", "over_plan"}:
            plan = Fraction(self._beside(key, "plan", against).value or 0)
            if part == "plan":
                return rounded(plan, self.decimals) if row["denominator"] else plan
            done = Fraction(row["value"])
            if against != self.round.period.id:
                done = Fraction(self._beside(key, "so_far", str(self.round.period.year)).value or 0)
            shown = {"done": done, "of_plan": None, "over_plan": None}[part]
            return (
                shown
                if shown is not None
                else rate(done - (plan if part == "over_plan" else 0), plan, self.decimals)
            )
        kind, _, period = against.rpartition(":")
        if against == "so_far":
            kind, period = "so_far", str(self.round.period.year)
        before = self._beside(key, kind or "period", period)
        if part == "base_state":
            return "provisional" if before.provisional else "official"
        if row["denominator"]:
            now, then = Fraction(row["numerator"]) / Fraction(row["denominator"]) * 100, _percent(before)
            gap = rounded(now - then, self.decimals)
            if part == "base":
                return rate(Fraction(before.numerator or 0), Fraction(before.denominator or 1), self.decimals)
            return Fraction((gap > 0) - (gap < 0)) if part == "direction" else abs(gap)
        now, then = Fraction(row["value"]), Fraction(before.value or 0)
        return {
            "base": lambda: then,
            "direction": lambda: Fraction((now > then) - (now < then)),
            "change": lambda: abs(now - then),
            "percent": lambda: rate(abs(now - then), then, self.decimals),
            "times": lambda: rounded(now / then, 1),
        }[part]()

    def _beside(self, key: tuple[str, ...], against: str, period: str) -> Comparison:
        (one,) = (
            one
            for one in self.comparisons
            if (tuple(one.key), one.against.value, one.period) == (key, against, period)
        )
        assert not one.reason and not one.qualifier.value and one.complete, "nothing is told of such"
        return one

    def _rank(self, key: tuple[str, ...], part: str, number_: int) -> Fraction | str:
        _, _, item = self._place(key)
        assert item.type is not FieldType.RATE or not self._stated(key, self.round.communes), (
            "no rank is known"
        )
        found = {unit.unit_id: self._size(key, unit) for unit in self.round.communes}
        sizes = {unit_id: size for unit_id, size in found.items() if size is not None}
        order = sorted(set(sizes.values()), reverse=part.startswith("highest"))
        size = order[number_ - 1]
        if not part.endswith("_name"):
            return rate(size, Fraction(100), self.decimals) if item.type is FieldType.RATE else size
        named = [u for u in self.round.communes if sizes.get(u.unit_id) == size]
        return ", ".join(unit.name.casefold() for unit in named)

    def _communes(self, key: tuple[str, ...], part: str) -> Fraction:
        form, block, item = self._place(key)
        told = [
            self._heard(form, block, item, key, unit)
            for unit in self.round.communes
            if _asked(block, item, unit)
        ]
        if part == "reporting":
            return Fraction(sum(_reports(words) for words in told))
        return Fraction(sum(words != {NOT_ASKED} for words in told))

    def _stated(self, key: tuple[str, ...], units: Iterable[Unit]) -> list[Fraction]:
        """The rates that units state without their pair."""
        form, block, item = self._place(key)
        alone = []
        for unit in units:
            if _asked(block, item, unit) and not self._heard(form, block, item, key, unit) & {
                VALUE,
                NONE,
                HELD,
            }:
                word, number = self.second._answer(unit, form, block, item.code, "")
                alone += [number] if word == VALUE else []
        return alone

    def _place(self, key: tuple[str, ...]) -> tuple[Form, Block, Field]:
        form = self.round.form(key[0])
        block = form.block(key[1])
        return form, block, next(item for item in block.fields if item.code == key[2])

    def _of_unit(self, key: tuple[str, ...], unit_id: str) -> Fraction | None:
        """What a unit's cell says: a rate it states alone, else its own figure; none has 0."""
        form, block, item = self._place(key)
        unit = next(unit for unit in self.round.units if unit.unit_id == unit_id)
        if item.type is not FieldType.RATE:
            return self._sum(form, block, item.code, key, unit)
        num, den = (self._sum(form, block, code, key, unit) for code in item.pair)
        if self._heard(form, block, item, key, unit) <= {VALUE, NONE, NOT_ASKED}:
            return rate(num, den, self.decimals) if den else Fraction(0)
        return rounded(self._sum(form, block, item.code, key, unit), self.decimals)

    def _size(self, key: tuple[str, ...], unit: Unit) -> Fraction | None:
        """What a unit is ranked by; None where it is not."""
        form, block, item = self._place(key)
        if not _asked(block, item, unit) or not _reports(self._heard(form, block, item, key, unit)):
            return None
        codes = item.pair if item.type is FieldType.RATE else (item.code,)
        assert not any(self._is_about(form, block, code, key, unit) for code in codes), "no rank is known"
        if item.type is not FieldType.RATE:
            return self._sum(form, block, item.code, key, unit)
        num, den = (self._sum(form, block, code, key, unit) for code in item.pair)
        return num / den * 100 if den else None

    def _heard(self, form: Form, block: Block, item: Field, key: tuple[str, ...], unit: Unit) -> set[str]:
        """What a unit says in each row; of a rate by its pair."""
        heard = set()
        for row in _rows(block, key):
            codes = item.pair if item.type is FieldType.RATE else (item.code,)
            words = {self.second._answer(unit, form, block, code, row)[0] for code in codes}
            if HELD in words or words == {NOT_ASKED}:
                heard.add(HELD if HELD in words else NOT_ASKED)
            else:
                heard.add(MISSING if words - {VALUE, NONE} else VALUE if VALUE in words else NONE)
        return heard

    def _sum(self, form: Form, block: Block, code: str, key: tuple[str, ...], unit: Unit) -> Fraction:
        said = (self.second._answer(unit, form, block, code, row) for row in _rows(block, key))
        return sum((number for word, number in said if word == VALUE), Fraction(0))

    def _is_about(self, form: Form, block: Block, code: str, key: tuple[str, ...], unit: Unit) -> bool:
        """Whether an answer that counts is no exact number ("trên 50")."""
        item = next((one for one in block.fields if one.code == code), None)
        if item is not None and item.formula:
            names = [word for word in item.formula.split() if word not in "+-"]
            return any(self._is_about(form, block, name, key, unit) for name in names)
        rows = set(_rows(block, key))
        return any(
            row["qualifier"] and row["counted"] == "true"
            for at, row in self.entries.items()
            if at[0] == unit.unit_id and at[1:4] == (form.id, block.id, code) and at[4] in rows
        )


def _rows(block: Block, key: tuple[str, ...]) -> list[str]:
    return [row.code for row in block.rows] if key[3] == _TOTAL_ROW else [key[3]]


def _home(form: Form, code: str) -> str:
    """The block that a field or a part of a rate stands in."""
    return next(block.id for block in form.blocks for item in block.fields if code in {item.code, *item.pair})


def _asked(block: Block, item: Field, unit: Unit) -> bool:
    return unit.is_asked(block.asked_of) and unit.is_asked(item.asked_of)


def _reports(words: set[str]) -> bool:
    return not words & {HELD, MISSING} and words != {NOT_ASKED}


def figures_of(bound: list[Bound]) -> Iterator[Bound]:
    """Those of one number or word each: no quotations, and no charts."""
    return (one for one in bound if not one.is_quotation and "#chart" not in one.record["key"])


def _percent(before: Comparison) -> Fraction:
    if before.numerator is not None and before.denominator:
        return Fraction(before.numerator) / Fraction(before.denominator) * 100
    return Fraction(before.value or 0)
