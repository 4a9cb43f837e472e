"""Reports by the texts that ship with the forms, of random totals with an earlier period and a plan beside them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from tests.unit.report.values import OFFICE, ROUND, here_of, standings
from toolkit.files.document import Document
from toolkit.form.load import load_form
from toolkit.form.model import Block, BlockKind, Field, FieldType, Form, Key, Rollup, Round
from toolkit.merge.model import TOTAL_ROW, Against, Comparison, Coverage, Source, Total, Totals
from toolkit.periods import parse_period
from toolkit.report.compose import compose
from toolkit.report.model import ReportChoices, Show, Written
from toolkit.report.reprint import Reprinter
from toolkit.text import Lang

FORMS = Path(__file__).resolve().parents[2] / "input_templates"
SHIPPED = ("cchc_communication", "tthc_ii06a")


def shipped(seed: int, lang: Lang) -> tuple[Round, Document, Reprinter]:
    """The report of a seed on both forms, and what reprints its figures."""
    rng = Random(f"shipped {seed}")
    forms = tuple(load_form((FORMS / i / "form.yaml").read_bytes(), f"{i}/form.yaml") for i in SHIPPED)
    period = parse_period(rng.choice(["2021", "2024-H1", "2024-Q2"]))
    round = replace(ROUND, id="shipped", forms=forms, period=period, due=period.due)
    every = tuple(total for form in forms for total in _totals(round, form, rng))
    totals = Totals(
        round=round.id,
        edition=0,
        totals=every,
        comparisons=tuple(c for t in every for c in _beside(round, t, rng)),
    )
    shown = frozenset(one for one in Show if rng.random() < 0.5)
    choices = ReportChoices(as_of=date(2024, 6, 18), written=Written(show=shown))
    texts = {form.id: (FORMS / form.id / f"report.{lang}.md.j2").read_text("utf-8") for form in forms}
    here = here_of(round, totals, standings(), OFFICE, choices, lang)
    return round, compose(here, texts), Reprinter(here)


def _totals(round: Round, form: Form, rng: Random) -> list[Total]:
    found = []
    for block in form.blocks:
        if block.kind in {BlockKind.FIELDS, BlockKind.GRID}:
            rows = (
                ("", *(row.code for row in block.rows), TOTAL_ROW) if block.kind is BlockKind.GRID else ("",)
            )
            keys = [
                (item, row)
                for item in block.fields
                for row in rows
                if bool(row) == (block.kind is BlockKind.GRID)
            ]
            found += [_total(round, form, block, item, row, rng) for item, row in keys]
    return [one for one in found if one is not None]


def _total(round: Round, form: Form, block: Block, item: Field, row: str, rng: Random) -> Total | None:
    asked = tuple(unit.unit_id for unit in round.units if unit.is_asked(item.asked_of))
    if (
        item.type not in {FieldType.COUNT, FieldType.AMOUNT, FieldType.RATE, FieldType.YES_NO}
        or rng.random() < 0.1
    ):
        return None
    key = Key(form.id, block.id, item.code, row, item.code if row else "")
    made = Total(
        key=key, label=item.label, measure=item.measure, rollup=Rollup.SUM, value=None,
        coverage=Coverage(asked=asked, reporting=asked),
    )  # fmt: skip
    if item.type is FieldType.RATE:
        den = rng.choice([0, rng.randrange(1, 9), rng.randrange(1, 30_000)])
        num = rng.randrange(den + 1)
        value = Decimal(num) * 100 / den if den else None
        return replace(made, rollup=Rollup.RATIO, numerator=num, denominator=den, value=value)
    if item.type is FieldType.YES_NO:
        return replace(made, rollup=Rollup.COUNT_YES, value=rng.randrange(len(asked) + 1))
    parts = [rng.choice([0, rng.randrange(12), rng.randrange(3_000)]) for _ in asked]
    sources = tuple(Source(unit_id=u, key=key, value=v) for u, v in zip(asked, parts, strict=True))
    return replace(made, value=sum(parts), sources=sources)


def _beside(round: Round, total: Total, rng: Random) -> list[Comparison]:
    year = int(round.period.id[:4])
    last = f"{year - 1}{round.period.id[4:]}"
    found = []
    if rng.random() < 0.8:
        if total.rollup is Rollup.RATIO:
            den = rng.randrange(1, 20_000)
            num = rng.randrange(den + 1)
            pair = {"numerator": num, "denominator": den, "value": Decimal(num) * 100 / den}
        else:
            pair = {"value": rng.choice([0, total.value or 0, rng.randrange(1, 5_000)])}
        found.append(Comparison(key=total.key, period=last, **pair))  # type: ignore[arg-type]
    if rng.random() < 0.3 and total.rollup is Rollup.SUM:
        planned = rng.choice([total.value or 1, rng.randrange(1, 5_000)])
        found.append(Comparison(key=total.key, period=str(year), value=planned, against=Against.PLAN))
    return found
