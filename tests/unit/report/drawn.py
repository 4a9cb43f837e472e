"""Rounds drawn at random with report texts that say all that can be said of them."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random

from tests.random_comparisons import compare
from tests.random_rounds import draw
from tests.unit.report.values import OFFICE, here_of
from toolkit.decisions.model import Adjustment
from toolkit.files.document import Document, Figure, Paragraph, Run, Table
from toolkit.form.model import Block, BlockKind, Field, FieldType, Form, Key, Rollup, Round
from toolkit.merge.merge import merge
from toolkit.merge.model import Line, Totals
from toolkit.office import Office
from toolkit.report.compose import compose
from toolkit.report.coverage import Standings
from toolkit.report.model import ReportChoices, Show, Written
from toolkit.report.reprint import Reprinter
from toolkit.text import Lang, Text
from toolkit.validation.model import Checked, Presence, Standing

_COUNTED = {FieldType.COUNT, FieldType.AMOUNT}
_IDEAS = (
    "Thiếu kinh phí",
    "Địa bàn rộng, đi lại khó khăn",
    "Cán bộ kiêm nhiệm nhiều việc",
    "Hạ tầng chưa đồng bộ",
)


@dataclass(frozen=True)
class DrawnReport:
    """A round with all that its report is made of."""

    round: Round
    totals: Totals
    standings: tuple[Standing, ...]
    choices: ReportChoices
    lang: Lang
    texts: dict[str, str]
    held: tuple[tuple[str, Key], ...]
    office: Office
    checked: Checked
    adjustments: tuple[Adjustment, ...]

    def document(self) -> Document:
        return compose(self._here(), self.texts)

    def reprinter(self) -> Reprinter:
        return Reprinter(self._here())

    def _here(self) -> Standings:
        return here_of(
            self.round, self.totals, self.standings, self.office, self.choices, self.lang, held=self.held
        )


def draw_report(seed: int, late: bool = False) -> DrawnReport:
    """The report of a seed, always the same; with `late` as it was before the last commune reported."""
    rng = Random(f"report {seed}")
    drawn = draw(seed)
    if late:
        missing = max(entry.unit_id for entry in drawn.checked.entries)
        kept = tuple(entry for entry in drawn.checked.entries if entry.unit_id != missing)
        drawn = replace(drawn, checked=replace(drawn.checked, entries=kept))
    round = replace(drawn.round, forms=tuple(_measured(rng, form) for form in drawn.round.forms))
    totals = merge(round, drawn.checked, round.edition, drawn.adjustments)
    totals = compare(seed, round, drawn.checked, totals)
    returned = {entry.unit_id for entry in drawn.checked.entries}
    every = tuple(unit.unit_id for unit in round.units)
    lines = tuple(_worded(rng, line) for line in totals.lines)
    gone = tuple(unit for unit in every if unit not in returned)
    show = frozenset(one for one in Show if rng.random() < 0.5)
    lang: Lang = "en" if seed % 4 == 3 else "vi"
    return DrawnReport(
        round=round,
        totals=replace(totals, lines=lines, returned=tuple(u for u in every if u in returned), missing=gone),
        standings=tuple(_standing(rng, unit, unit in returned) for unit in every),
        choices=ReportChoices(as_of=date(2024, 6, 18), written=Written(show=show)),
        lang=lang,
        texts={form.id: text_of(form, rng) for form in round.forms if rng.random() < 0.85},
        held=tuple((entry.unit_id, entry.key) for entry in drawn.checked.entries if entry.held),
        office=replace(OFFICE, decimals=1 + seed % 3),
        checked=drawn.checked,
        adjustments=drawn.adjustments,
    )


def text_of(form: Form, rng: Random) -> str:
    """A text with a sentence of every kind for every field."""
    said = ["[ket_qua]", "# Kết quả"]
    for block in form.blocks:
        said.append(f"## {block.label.vi}")
        said += [line for item in block.fields for line in _lines(block, item, rng)]
        if block.kind is BlockKind.NARRATIVE:
            said += [f'{{% for y in y_kien("{block.id}") %}}', "- {{ y }}{{ y.phan_anh }}.", "{% endfor %}"]
        if block.kind is BlockKind.LIST:
            said += [
                f'- Có {{{{ so("{block.id}") }}}} dòng.',
                f'{{% for d in danh_sach("{block.id}") %}}',
                f"+ {{{{ d.{block.fields[0].code} }}}}.",
                "{% endfor %}",
            ]
        if block.kind in {BlockKind.FIELDS, BlockKind.GRID}:
            said += [f'{{% for c in con_lai("{block.id}") %}}', "- {{ c }}.", "{% endfor %}"]
    return "\n".join(said) + "\n"


def _lines(block: Block, item: Field, rng: Random) -> list[str]:
    if (
        block.kind not in {BlockKind.FIELDS, BlockKind.GRID}
        or rng.random() < 0.1
        or item.rollup is Rollup.NONE
    ):
        return []
    rows = ["", *(row.code for row in block.rows)] if block.kind is BlockKind.GRID else [""]
    found = []
    for row in rows:
        named = f'"{item.code}", "{row}"' if row else f'"{item.code}"'
        asides = f"{{{{ so_sanh({named}) }}}}{{{{ ke_hoach({named}) }}}}{{{{ luy_ke({named}) }}}}"
        before = f'{{{{ so_sanh({named}, voi="ky_truoc") }}}}'
        match item.type:
            case FieldType.RATE:
                found.append(f"- {{{{ ty_le({named}) }}}} đạt được{asides}{before}.")
            case FieldType.YES_NO if not row:
                found.append(f'- Số đơn vị: {{{{ tren_tong("{item.code}") }}}} đơn vị{asides}.')
            case FieldType.COUNT | FieldType.AMOUNT:
                found.append(f"- Có {{{{ so({named}) }}}} {item.measure.vi or 'lượt'}{asides}{before}.")
                counted = [
                    one for one in block.fields if one.type in _COUNTED and one.rollup is not Rollup.NONE
                ]
                other = rng.choice(counted)
                both = f'"{item.code}", "{other.code}"' + (f', "{row}"' if row else "")
                found.append(
                    f"- Hai số: {{{{ so({named}) }}}} và {{{{ so({named}) }}}}, chiếm {{{{ chiem({both}) }}}}."
                )
        if item.is_number:
            found.append(f"- {{{{ cao_nhat({named}, so_bac=2) }}}}{{{{ thap_nhat({named}) }}}}.")
    return found


def figures(document: Document) -> list[Figure]:
    """Every figure of a document, in order."""
    return [run.figure for run in runs(document) if run.figure]


def runs(document: Document) -> list[Run]:
    """Every run of a document's paragraphs and tables, in order."""
    found: list[Run] = []
    for section in document.sections:
        for part in section.parts:
            if isinstance(part, Paragraph):
                found += part.runs
            elif isinstance(part, Table):
                found += [run for row in part.rows for cell in row for run in cell.runs]
    return found


def _measured(rng: Random, form: Form) -> Form:
    """With something to measure most numbers by."""
    measures = (
        Text("", ""),
        Text("tin, bài", "items"),
        Text("lượt người", "attendances"),
        Text("hồ sơ", "dossiers"),
    )

    def fields(block: Block) -> tuple[Field, ...]:
        return tuple(
            replace(item, measure=rng.choice(measures)) if item.type in _COUNTED else item
            for item in block.fields
        )

    return replace(form, blocks=tuple(replace(block, fields=fields(block)) for block in form.blocks))


def _worded(rng: Random, line: Line) -> Line:
    """An idea of a few that others may share."""
    values = tuple((code, rng.choice(_IDEAS) if code == line.block else value) for code, value in line.values)
    return replace(line, values=values)


def _standing(rng: Random, unit: str, there: bool) -> Standing:
    if not there:
        return Standing(unit_id=unit, presence=Presence.MISSING, late_days=1)
    if rng.random() < 0.3:
        at = datetime(2024, 6, 21)
        return Standing(unit_id=unit, presence=Presence.LATE, late_days=rng.randint(1, 12), arrived_at=at)
    return Standing(unit_id=unit, presence=Presence.ON_TIME, arrived_at=datetime(2024, 6, 17))
