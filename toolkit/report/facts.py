"""What a report's text may say: the functions and words that stand between {{ and }} in it.

Their names are Vietnamese without accents, because office staff write the texts. Each gives a mark (see `ledger`),
so that a figure stays bound to its total and a commune's words stay words.
"""

from collections.abc import Callable, Container, Iterable
from dataclasses import replace
from datetime import date

from toolkit.files.document import Quotation, Run
from toolkit.form.model import Block, Field, Form, Key, Rollup
from toolkit.intake.model import EntryValue
from toolkit.merge.model import Comparison, Total
from toolkit.periods import following, write_date
from toolkit.report.charts import chart_piece
from toolkit.report.compared import told_so_far
from toolkit.report.counted_ideas import communes_of, said_idea
from toolkit.report.figures import aside, lower_first
from toolkit.report.gaps import column_label
from toolkit.report.ideas import Entry, Idea, entries, ideas, told
from toolkit.report.ledger import NOTHING, Mark, clean, phrase
from toolkit.report.lookup import Lookup, block_of, columns_of, line_codes
from toolkit.report.material import Columns, Said
from toolkit.report.material import Material as Material
from toolkit.report.material import printer_for as printer_for
from toolkit.report.model import Piece, Show
from toolkit.report.planned import told_plan
from toolkit.report.ranked import Ranking, told_highest, told_lowest
from toolkit.report.spoken import spoken
from toolkit.report.vocabulary import BASES, BEFORE, FUNCTIONS
from toolkit.text import same_name

_PAST_TASK = "#past_task"
"""What the words of the last report are bound by: a number in them is none of this period's."""
_MISSING = Piece(fact=True, missing=True)


class Facts:
    """One form's facts, looked up by its codes."""

    def __init__(self, material: Material, form: Form) -> None:
        self.form = form
        self._of = material
        self._look = Lookup(material.round, material.totals, form)
        self._place = {unit.unit_id: place for place, unit in enumerate(material.round.units)}

    def total(self, code: str, row: str = "") -> Total | None:
        """The total of a field or of a grid's column (row "": TỔNG CỘNG); None where nothing was rolled up."""
        return self._look.total(code, row)

    def key(self, code: str, row: str = "") -> Key:
        """The key of a total of a field that the form has, also of one that was never rolled up."""
        key = self._look.key(code, row)
        assert key is not None, code
        return key

    def before(self, total: Total) -> Comparison | None:
        """The same total in the same period last year; None where a sentence cannot be built on it."""
        return self._look.last_year(total)

    def so(self, code: str, dong: str = "") -> Mark:
        """A count or amount."""
        return self._put(self.total(code, dong), self._of.printer.amount)

    def ty_le(self, code: str, dong: str = "") -> Mark:
        """A rate with its pair."""
        return self._put(self.total(code, dong), self._of.printer.rate)

    def tren_tong(self, code: str) -> Mark:
        """How many of the units asked say yes."""
        return self._put(self.total(code), self._of.printer.of_units)

    def so_sanh(self, code: str, dong: str = "", voi: str = "") -> Mark:
        """The comparison with the same period last year, or with voi="ky_truoc" the period before, after a comma."""
        row, against = ("", dong) if dong == BEFORE else (dong, voi)
        base = self._look.before if against == BEFORE else self._look.last_year
        return self._aside(code, row, lambda total: self._of.printer.change(total, base(total)))

    def ke_hoach(self, code: str, dong: str = "") -> Mark:
        """What was reached of the plan, after a comma."""
        printer = self._of.printer

        def said(total: Total) -> Piece:
            return aside(told_plan(printer, total, self._look.planned(printer, total)))

        return self._aside(code, dong, said)

    def kem(self, code: str, dong: str = "") -> Mark:
        """The comparison with the same period last year, and after it what was reached of the plan."""
        marks = (self.so_sanh(code, dong), self.ke_hoach(code, dong))
        pieces = (piece for mark in marks for piece in self._of.ledger.pieces(mark))
        return self._of.ledger.put(
            Piece(aside=True, runs=tuple(run for piece in pieces for run in piece.runs))
        )

    def luy_ke(self, code: str, dong: str = "") -> Mark:
        """What the year has come to so far, after a comma."""

        def said(total: Total) -> Piece:
            return aside(told_so_far(self._of.printer, total, self._look.compared(total, "so_far")))

        return self._aside(code, dong, said)

    def cao_nhat(self, code: str, dong: str = "", so_bac: int = 1, goi: str = "") -> Mark:
        """Which communes have the most, as a sentence without its stop; with `so_bac` so many ranks. `goi` are the text's
        own words for what they have.
        """
        total = self.total(code, dong)
        item = self._look.item(total) if total else None
        if total is None or item is None:
            return self._of.ledger.put(_MISSING)
        told = Ranking(communes=self._of.office.communes_word, label=clean(goi), count=so_bac)
        runs = told_highest(self._of.printer, self._of.round, self._of.breakdowns.of(total), item, told)
        return self._of.ledger.put(Piece(fact=True, runs=runs) if runs else _MISSING)

    def yeu_nhat(self, code: str, dong: str = "", so_bac: int = 1, goi: str = "") -> Mark:
        """Which communes have the most of what one would rather not have; no sentence unless staff switched it on."""
        shown = Show.LOWEST in self._of.choices.written.show
        return self.cao_nhat(code, dong, so_bac, goi) if shown else self._of.ledger.put(_MISSING)

    def thap_nhat(self, code: str, dong: str = "") -> Mark:
        """Which communes have the least, after a semicolon; nothing unless staff switched it on."""
        total = self.total(code, dong)
        item = self._look.item(total) if total else None
        if total is None or item is None or Show.LOWEST not in self._of.choices.written.show:
            return self._of.ledger.put(Piece(aside=True))
        runs = told_lowest(self._of.printer, self._of.round, self._of.breakdowns.of(total), item)
        return self._of.ledger.put(Piece(aside=True, runs=(Run(text="; "), *runs) if runs else ()))

    def bieu_do(self, code: str) -> Mark:
        """A chart of the communes' figures, in a paragraph of its own; nothing unless staff switched charts on."""
        total, shown = self.total(code), Show.CHARTS in self._of.choices.written.show
        if total is None:
            return self._of.ledger.put(Piece())
        whole = self._of.breakdowns.of(total)
        return self._of.ledger.put(chart_piece(self._of.round, whole, self._of.printer, shown))

    def trong_phu_luc(self, *codes: str) -> Mark:
        """Says of fields that the annex is enough for them; prints nothing."""
        return NOTHING

    def chiem(self, phan: str, tong: str, dong: str = "") -> Mark:
        """What per cent one field is of another."""
        part, whole = self.total(phan, dong), self.total(tong, dong)
        piece = _MISSING if part is None or whole is None else self._of.printer.share(part, whole)
        return self._of.ledger.put(piece)

    def ty_trong(self, phan: str, tong: str, dong: str = "") -> Mark:
        """The same after a comma, where it can be told."""
        part, whole = self.total(phan, dong), self.total(tong, dong)
        share = self._of.printer.part(part, whole) if part and whole else None
        runs = phrase(self._of.lang, "report.share", share=share) if share else ()
        return self._of.ledger.put(Piece(aside=True, runs=runs))

    def co(self, code: str, dong: str = "") -> bool:
        """Whether there is anything to say of a field."""
        total = self.total(code, dong)
        return total is not None and (total.value is not None or bool(total.stated) or total.denominator == 0)

    def deu_co(self, code: str) -> bool:
        """Whether every unit asked answers yes."""
        total = self._answered(code)
        return total is not None and total.value == len(total.coverage.asked)

    def deu_khong(self, code: str) -> bool:
        """Whether every unit asked answers no."""
        total = self._answered(code)
        return total is not None and total.value == 0

    def con_lai(self, phan: str, told: Container[str]) -> list[Mark]:
        """What there is to say of those fields of a block that the text does not name, each a sentence without its stop."""
        block = self.form.block(phan)
        said = (self._spoken(block, item) for item in block.fields if item.code not in told)
        return [self._of.ledger.put(Piece(runs=runs)) for runs in said if runs]

    def y_kien(self, code: str, nguon: str = "") -> list[Said]:
        """What units wrote in a narrative, as staff chose, the ideas of most communes first; nothing personal."""
        if code not in line_codes(self.form, "y_kien"):
            return []
        lines = told(self._of.round, self._of.totals.lines, self.form.id, nguon)
        found = ideas(lines, code, self._of.choices.written.ideas)
        ordered = sorted(found, key=lambda idea: -communes_of(self._of.round, idea))
        return [self._said(idea, code) for idea in ordered]

    def nhiem_vu_ky_truoc(self) -> list[tuple[Mark, Mark]]:
        """Last period's tasks, in the words of its report, of which staff wrote what became of them: task and outcome."""
        ledger, tasks = self._of.ledger, self._of.choices.written.tasks
        return [
            (
                ledger.quoted(Quotation(text=clean(one.text), key=_PAST_TASK, units=())),
                ledger.text(one.outcome),
            )
            for one in tasks
            if one.outcome
        ]

    def danh_sach(self, code: str, nguon: str = "") -> list[Columns]:
        """The lines of a list, each once."""
        lines = told(self._of.round, self._of.totals.lines, self.form.id, nguon)
        block = self.form.block(code)
        return [Columns(self._columns(block, entry)) for entry in entries(lines, block)]

    def ve(self, about: Mark) -> Mark:
        """What a document is about, after its issuer: "về ..." unless its words begin with a verb of their own."""
        source = self._of
        runs = [run for piece in source.ledger.pieces(about) for run in piece.runs]
        words = lower_first("".join(run.text for run in runs))
        if not words:
            return NOTHING
        quoted = next((run.quoted for run in runs if run.quoted), None)
        said = Run(text=words, quoted=replace(quoted, text=words) if quoted else None)
        begins = source.printer.say("report.about_begins").split("|")
        if any(words.casefold().startswith(word) for word in begins):
            return source.ledger.put(Piece(runs=(said,)))
        return source.ledger.put(Piece(runs=phrase(source.lang, "report.about", about=said)))

    def thuong(self, mark: Mark) -> Mark:
        """Words inside a sentence: with a small first letter, unless they begin with an abbreviation."""
        runs = [run for piece in self._of.ledger.pieces(mark) for run in piece.runs]
        if not runs:
            return mark
        words = lower_first(runs[0].text)
        quoted = replace(runs[0].quoted, text=words) if runs[0].quoted else None
        return self._of.ledger.put(Piece(runs=(replace(runs[0], text=words, quoted=quoted), *runs[1:])))

    def la(self, mark: Mark, words: str) -> bool:
        """Whether a column says just these words, for texts that word a case differently."""
        said = "".join(run.text for piece in self._of.ledger.pieces(mark) for run in piece.runs)
        return same_name(said, words)

    def functions(self, told: Container[str] = ()) -> dict[str, Callable[..., object]]:
        """All of them by the names a text uses; `told` are the codes of fields that it names."""
        every = {name: getattr(self, name) for name in FUNCTIONS}
        return every | {"con_lai": lambda phan: self.con_lai(phan, told)}

    def words(self) -> dict[str, object]:
        """The words a text may use: period, next period, year, agency, area, what communes are called, what
        the report is about, the round's other forms, legal bases."""
        source, put = self._of, self._of.ledger.text
        others = [form for form in source.round.forms if form.id != self.form.id]
        period, lang = source.round.period, source.lang
        return {
            "ky": put(period.label.in_(lang)),
            "ky_sau": put(following(period).in_(lang)),
            "nam": put(str(period.year)),
            "don_vi": put(source.office.name),
            "dia_ban": put(source.office.area),
            "cac_xa": put(source.office.communes_word),
            "viec": put(source.subject),
            "bieu_khac": put("; ".join(clean(form.short_title.in_(lang)) for form in others)),
            BASES: [put(basis) for basis in source.choices.written.bases],
        }

    def _put(self, total: Total | None, show: Callable[[Total], Piece]) -> Mark:
        return self._of.ledger.put(_MISSING if total is None else show(total))

    def _aside(self, code: str, row: str, show: Callable[[Total], Piece]) -> Mark:
        total = self.total(code, row)
        return NOTHING if total is None else self._of.ledger.put(show(total))

    def _answered(self, code: str) -> Total | None:
        """The total of a question that every unit asked has answered with yes or no."""
        total = self.total(code)
        yes_no = total is not None and total.rollup is Rollup.COUNT_YES and bool(total.coverage.asked)
        return total if yes_no and total is not None and total.coverage.complete else None

    def _spoken(self, block: Block, item: Field) -> tuple[Run, ...]:
        total = self.total(item.code)
        if total is None or item.personal:
            return ()
        label = clean(column_label(block, item).in_(self._of.lang))
        return spoken(self._of.printer, item, label, total, self.before(total))

    def _said(self, idea: Idea, code: str) -> Said:
        block = block_of(self.form, code)
        key = f"{self.form.id}/{block.id if block else code}/{code}//"
        return said_idea(self._of, idea, key, self._in_order(idea.units))

    def _columns(self, block: Block, entry: Entry) -> dict[str, Mark]:
        values = dict(entry.values)
        units = self._in_order(entry.units)
        marks: dict[str, Mark] = {}
        for item in columns_of(block):
            text, key = self._plain(values.get(item.code)), f"{self.form.id}/{block.id}/{item.code}//"
            marks[item.code] = self._of.ledger.quoted(Quotation(text=clean(text), key=key, units=units))
        return marks

    def _in_order(self, units: Iterable[str]) -> tuple[str, ...]:
        """Units of the round in its order."""
        return tuple(sorted(self._place.keys() & set(units), key=self._place.__getitem__))

    def _plain(self, value: EntryValue) -> str:
        if isinstance(value, bool):
            return self._of.printer.say("report.yes" if value else "report.no")
        if isinstance(value, date):
            return write_date(value)
        if value is None or isinstance(value, str):
            return value or ""
        return self._of.printer.number(value, padded=True)
