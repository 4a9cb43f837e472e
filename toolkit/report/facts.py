"""What a report's text may say: the functions and words that stand between {{ and }} in it.

Their names are Vietnamese without accents, because office staff write the texts. Each gives a mark (see `ledger`),
so that a figure stays bound to its total and a commune's words stay words.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from toolkit.files.document import Run
from toolkit.form.model import Block, BlockKind, Form, Round
from toolkit.intake.model import EntryValue, Qualifier
from toolkit.merge.model import TOTAL_ROW, Against, Comparison, Total, Totals
from toolkit.office import Office
from toolkit.periods import following, same_last_year, write_date
from toolkit.report.figures import Printer, lower_first
from toolkit.report.ideas import Idea, entries, ideas, told
from toolkit.report.ledger import Ledger, phrase
from toolkit.report.model import Piece, ReportChoices
from toolkit.text import Lang, same_name, say

NUMBERS = ("so", "ty_le", "so_sanh", "chiem", "tren_tong", "co")
"""Functions whose words are codes of fields; `LINES` those whose first word is a code of a narrative or list."""
LINES = ("y_kien", "danh_sach")
HELPERS = ("ve", "la")
WORDS = ("ky", "ky_sau", "nam", "don_vi", "dia_ban", "cac_xa", "can_cu")


class Said(str):
    """An idea's mark; `phan_anh` is the mark of "(12/22 xã, thị trấn phản ánh)", "" when one commune or none has it."""

    phan_anh: str = ""


class Columns:
    """A list's line in a text: `d.number`, `d.about`; "" where the unit left the column blank."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def __getitem__(self, code: str) -> str:
        return self._values[code]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What all of a report's texts draw on."""

    round: Round
    totals: Totals
    office: Office
    choices: ReportChoices
    printer: Printer
    ledger: Ledger
    lang: Lang


def printer_for(round: Round, totals: Totals, office: Office, lang: Lang) -> Printer:
    """How this round's figures are printed and bound."""
    yearly = round.period.id.isdigit()
    return Printer(
        period=round.period.id,
        edition=totals.edition,
        base=say("report.base_year" if yearly else "report.base_same").in_(lang),
        lang=lang,
        decimals=office.decimals,
        absent=frozenset(totals.missing),
    )


class Facts:
    """One form's facts, looked up by its codes."""

    def __init__(self, material: Material, form: Form) -> None:
        self.form = form
        self._of = material
        self._totals = {t.key[1:]: t for t in material.totals.totals if t.key.form == form.id}
        last = same_last_year(material.round.period)
        wanted = last.id if last else ""
        self._before = {c.key: c for c in material.totals.comparisons if c.period == wanted and _is_base(c)}

    def total(self, code: str, row: str = "") -> Total | None:
        """The total of a field or of a grid's column (row "": TỔNG CỘNG); None where nothing was rolled up."""
        block = block_of(self.form, code)
        if block is None:
            return None
        if block.kind is not BlockKind.GRID:
            return self._totals.get((block.id, code, "", ""))
        return self._totals.get((block.id, code, row or TOTAL_ROW, code))

    def before(self, total: Total) -> Comparison | None:
        """The same total in the same period last year; None where a sentence cannot be built on it."""
        return self._before.get(total.key)

    def so(self, code: str, dong: str = "") -> str:
        """A count or amount."""
        return self._put(self.total(code, dong), self._of.printer.amount)

    def ty_le(self, code: str, dong: str = "") -> str:
        """A rate with its pair."""
        return self._put(self.total(code, dong), self._of.printer.rate)

    def tren_tong(self, code: str) -> str:
        """How many of the units asked say yes."""
        return self._put(self.total(code), self._of.printer.of_units)

    def so_sanh(self, code: str, dong: str = "") -> str:
        """The comparison with the same period last year, with a comma before it."""
        total = self.total(code, dong)
        if total is None:
            return ""
        return self._of.ledger.put(self._of.printer.change(total, self.before(total)))

    def chiem(self, phan: str, tong: str, dong: str = "") -> str:
        """What per cent one field is of another."""
        part, whole = self.total(phan, dong), self.total(tong, dong)
        missing = Piece(fact=True, missing=True)
        piece = missing if part is None or whole is None else self._of.printer.share(part, whole)
        return self._of.ledger.put(piece)

    def co(self, code: str, dong: str = "") -> bool:
        """Whether there is anything to say of a field."""
        total = self.total(code, dong)
        return total is not None and (total.value is not None or bool(total.stated) or total.denominator == 0)

    def y_kien(self, code: str, nguon: str = "") -> list[Said]:
        """What units wrote in a narrative, each idea once."""
        lines = told(self._of.round, self._of.totals.lines, self.form.id, nguon)
        return [self._said(idea, code, number) for number, idea in enumerate(ideas(lines, code), 1)]

    def danh_sach(self, code: str, nguon: str = "") -> list[Columns]:
        """The lines of a list, each once."""
        lines = told(self._of.round, self._of.totals.lines, self.form.id, nguon)
        block = self.form.block(code)
        return [Columns(self._columns(block, dict(entry.values))) for entry in entries(lines, block)]

    def ve(self, about: str) -> str:
        """What a document is about, after its issuer: "về ..." unless its words begin with a verb of their own."""
        words = "".join(run.text for piece in self._of.ledger.pieces(about) for run in piece.runs)
        if not words:
            return ""
        begins = say("report.about_begins").in_(self._of.lang).split("|")
        if any(words.casefold().startswith(word) for word in begins):
            return self._of.ledger.text(lower_first(words))
        return self._of.ledger.text(self._of.printer.say("report.about", about=lower_first(words)))

    def la(self, mark: str, words: str) -> bool:
        """Whether a column says just these words, for texts that word a case differently."""
        said = "".join(run.text for piece in self._of.ledger.pieces(mark) for run in piece.runs)
        return same_name(said, words)

    def functions(self) -> dict[str, Callable[..., object]]:
        """All of them by the names a text uses."""
        return {name: getattr(self, name) for name in (*NUMBERS, *LINES, *HELPERS)}

    def words(self) -> dict[str, object]:
        """The words a text may use: period, next period, year, agency, area, what communes are called, legal bases."""
        source, put = self._of, self._of.ledger.text
        period, lang = source.round.period, source.lang
        return {
            "ky": put(period.label.in_(lang)),
            "ky_sau": put(following(period).in_(lang)),
            "nam": put(str(period.year)),
            "don_vi": put(source.office.name),
            "dia_ban": put(source.office.area),
            "cac_xa": put(source.office.communes_word),
            "can_cu": [put(basis) for basis in source.choices.written.bases],
        }

    def _put(self, total: Total | None, show: Callable[[Total], Piece]) -> str:
        piece = Piece(fact=True, missing=True) if total is None else show(total)
        return self._of.ledger.put(piece)

    def _said(self, idea: Idea, code: str, number: int) -> Said:
        source = self._of
        said = Said(source.ledger.text(idea.text))
        communes = {unit.unit_id for unit in source.round.communes}
        count = len(communes.intersection(idea.units))
        if count > 1:
            key = f"{self.form.id}/{code}/{code}/{number}/"
            runs = phrase(
                source.lang,
                "report.idea_count",
                count=source.printer.count(count, key, "reporting"),
                all=source.printer.count(len(communes), key, "asked"),
                communes=source.office.communes_word,
            )
            said.phan_anh = source.ledger.put(Piece(runs=(Run(text=" "), *runs)))
        return said

    def _columns(self, block: Block, values: Mapping[str, EntryValue]) -> dict[str, str]:
        return {item.code: self._of.ledger.text(self._plain(values.get(item.code))) for item in block.fields}

    def _plain(self, value: EntryValue) -> str:
        if isinstance(value, bool):
            return self._of.printer.say("report.yes" if value else "report.no")
        if isinstance(value, date):
            return write_date(value)
        if value is None or isinstance(value, str):
            return value or ""
        return self._of.printer.number(value)


def _is_base(earlier: Comparison) -> bool:
    """Whether a direction word may rest on it: what was there, exact, of all units, and of the same territory."""
    exact = earlier.qualifier is Qualifier.EXACT and earlier.reason is None
    return earlier.against is Against.PERIOD and exact and earlier.complete


def block_of(form: Form, code: str) -> Block | None:
    """The block whose total a code names: a field's, a part of a typed rate's, a grid's column's, a list's or
    narrative's own id.
    """
    for block in form.blocks:
        if code == block.id and block.kind in {BlockKind.LIST, BlockKind.NARRATIVE}:
            return block
        if code in _codes(block):
            return block
    return None


def number_codes(form: Form) -> tuple[str, ...]:
    """Every code that `so` and its like know."""
    lined = {BlockKind.LIST, BlockKind.NARRATIVE}
    own = [block.id for block in form.blocks if block.kind in lined]
    return (*own, *(code for block in form.blocks for code in _codes(block)))


def line_codes(form: Form, function: str) -> tuple[str, ...]:
    """Every code that `y_kien` or `danh_sach` knows."""
    kind = BlockKind.LIST if function == "danh_sach" else BlockKind.NARRATIVE
    found = [block.id for block in form.blocks if block.kind is kind]
    if kind is BlockKind.NARRATIVE:
        found += [item.code for _, item in form.each_field() if not item.is_number]
    return tuple(found)


def _codes(block: Block) -> Iterator[str]:
    for item in block.fields:
        yield item.code
        if item.is_typed_rate and block.kind is BlockKind.FIELDS:
            yield from item.pair
