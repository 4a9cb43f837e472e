"""Forms as a district office might write them: made from a seed (or by hypothesis, which then shrinks them), and shipped.

A made form is text of form.yaml that the product's own loader reads.
"""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import yaml
from hypothesis import strategies as st

from tests.mess import words
from toolkit.form.load import load_form
from toolkit.form.model import Round
from toolkit.periods import parse_period
from toolkit.units import OWN, Unit

FORMS = Path(__file__).resolve().parents[2] / "input_templates"
SHIPPED = ("cchc_communication", "tthc_ii06a")
_PERIODS = ("2024-06", "2024-Q2", "2024-H1", "2024", "20240901-20241020")
_NAMES = (
    ("Xã", "Bình Thanh"), ("Xã", "Bình Thạnh"), ("Xã", "Bình Thành"), ("Xã", "Hòa Bình"), ("Xã", "Thủy Bình"),
    ("Thị trấn", "Châu Ổ"), ("Xã", "Châu Ổ"), ("Xã", "Bình Trị"), ("Xã", "Bình Trì"), ("Thị trấn", "Bình Trung"),
)  # fmt: skip
_KINDS = ("fields", "fields", "grid", "list", "narrative")

Node = dict[str, Any]


def rounds() -> st.SearchStrategy[Round]:
    """Rounds of one made form each."""
    return st.randoms(use_true_random=False).map(make_round)


def make_round(rng: Random) -> Round:
    """A round of one made form, asked of communes whose names nearly collide."""
    return round_of(form_text(rng), rng)


def shipped_round(form: str, rng: Random) -> Round:
    """A round of a form that the project ships."""
    return round_of((FORMS / form / "form.yaml").read_text(encoding="utf-8"), rng)


def round_of(text: str, rng: Random) -> Round:
    """A round of one form, given as text."""
    form = load_form(text.encode(), "mess/form.yaml")
    period = parse_period(rng.choice(_PERIODS))
    names = rng.sample(_NAMES, 5)
    communes = [
        Unit(code=str(21040 + at), name=f"{kind} {name}", type=kind, level="commune", parent="524")
        for at, (kind, name) in enumerate(names)
    ]
    own = Unit(code="524-own", name="Các cơ quan thuộc huyện", type="Cơ quan", level=OWN, parent="524")
    return Round(
        id=f"{form.id}-{period.id}",
        forms=(form,),
        period=period,
        asker=Unit(code="524", name="Huyện Bình Sơn", type="Huyện", level="district", parent="51"),
        units=(*communes, own),
        due=period.due,
    )


def form_text(rng: Random) -> str:
    """The text of a made form: one to three blocks of any kind, each named as real forms name things."""
    made = _Maker(rng)
    blocks = made.blocks()
    form = {
        "id": "made",
        "version": rng.choice(("1", "2.1")),
        "title": _both("Báo cáo kết quả thực hiện nhiệm vụ"),
        "short_title": _both("Kết quả nhiệm vụ"),
        "number": rng.choice(("", "01/BC")),
        "asked_of": ["commune", "own"],
        "guide": [_both("Đề nghị ghi đúng số liệu trong kỳ.")],
        "blocks": blocks,
    }
    return yaml.safe_dump(form, allow_unicode=True, sort_keys=False)


def _both(text: str) -> Node:
    return {"vi": text, "en": f"(en) {text}"}


@dataclass
class _Maker:
    """Makes the parts of one form; codes are used once, labels once or (like "Trong đó: nữ") more often."""

    rng: Random
    codes: set[str] = field(default_factory=set)

    def code(self) -> str:
        base = self.rng.choice(words.CODES)
        made, at = base, 2
        while made in self.codes:
            made, at = f"{base}{at}", at + 1
        self.codes.add(made)
        return made

    def blocks(self) -> list[Node]:
        kinds = [self.rng.choice(_KINDS) for _ in range(self.rng.randint(1, 3))]
        labels = self.rng.sample(words.BLOCKS, len(kinds))
        blocks: list[Node] = []
        for at, (kind, label) in enumerate(zip(kinds, labels, strict=True), start=1):
            before = blocks[-1] if blocks else {}
            stacked = kind in {"fields", "narrative"} and before.get("kind") == kind
            sheet = before["sheet"] if stacked and self.rng.random() < 0.5 else f"Phần {at}"
            block = {"id": f"b{at}", "kind": kind, "label": _both(f"{at}. {label}"), "sheet": sheet}
            blocks.append(block | getattr(self, f"_{kind}")())
        return blocks

    def _fields(self) -> Node:
        labels = self.rng.sample(words.COUNTS, 10)
        items = {self.code(): self._count(*labels.pop()) for _ in range(self.rng.randint(3, 7))}
        summed = [code for code, item in items.items() if "type" not in item]
        for make in self.rng.sample((self._amount, self._rate, self._yes_no, self._text, self._date), 3):
            items[self.code()] = make()
        if self.rng.random() < 0.4:
            items[self.code()] = {
                "label": _both("Cộng các mục trên"),
                "formula": f"{summed[0]} + {summed[1]}",
            }
        if self.rng.random() < 0.4:
            items[self.code()] = {"label": _both("Tỷ lệ tính sẵn"), "of": summed[:2]}
        codes = list(items)
        typed = [code for code in codes if not {"formula", "of"} & items[code].keys()]
        self.rng.shuffle(typed)
        return {"fields": {code: items[code] for code in (*typed, *(c for c in codes if c not in typed))}}

    def _count(self, label: str, measure: str) -> Node:
        item: Node = {"label": _both(label), "measure": _both(measure)}
        if self.rng.random() < 0.25:
            item["usual_max"] = 60000
        if self.rng.random() < 0.2:
            item |= {"core": True, "over_time": "stock"}
        return item

    def _amount(self) -> Node:
        label, measure = self.rng.choice(words.AMOUNTS)
        return {"label": _both(label), "measure": _both(measure), "type": "amount"}

    def _rate(self) -> Node:
        label, num, den = self.rng.choice(words.RATES)
        named = {"num_label": _both(num), "den_label": _both(den)} if num else {}
        return {"label": _both(label), "type": "rate", **named}

    def _yes_no(self) -> Node:
        return {"label": _both(self.rng.choice(words.YES_NO)), "type": "yes_no"}

    def _text(self) -> Node:
        if self.rng.random() < 0.5:
            return {"label": _both(self.rng.choice(words.TEXTS)), "type": "text"}
        label, choices = self.rng.choice(words.CHOICES)
        return {"label": _both(label), "type": "text", "choices": list(choices)}

    def _date(self) -> Node:
        return {"label": _both(self.rng.choice(words.DATES)), "type": "date"}

    def _grid(self) -> Node:
        rows = {self.code(): _both(name) for name in self.rng.sample(words.ROWS, self.rng.randint(2, 6))}
        columns = {
            self.code(): {"label": _both(name)}
            for name in self.rng.sample(words.COLUMNS, self.rng.randint(2, 6))
        }
        codes = list(columns)
        if self.rng.random() < 0.3:
            columns[self.code()] = {
                "label": _both("Kinh phí"),
                "measure": _both("triệu đồng"),
                "type": "amount",
            }
        if self.rng.random() < 0.3:
            columns[self.code()] = {"label": _both("Cộng"), "formula": f"{codes[0]} + {codes[1]}"}
        grid: Node = {"rows": rows, "columns": columns, "total_row": self.rng.random() < 0.6}
        if self.rng.random() < 0.6:
            grid["head"] = [{"label": _both(self.rng.choice(words.GROUPS)), "columns": codes[:2]}]
        return grid

    def _list(self) -> Node:
        columns: dict[str, Node] = {
            "number": {"label": _both("Số, ký hiệu")},
            "about": {"label": _both("Trích yếu nội dung"), "width": 40},
        }
        extra = {
            "type": {"label": _both("Loại văn bản"), "choices": ["Kế hoạch", "Công văn", "Báo cáo"]},
            "date": {"label": _both("Ngày ban hành"), "type": "date"},
            "people": {"label": _both("Số người tham dự"), "type": "count", "measure": _both("người")},
            "cost": {"label": _both("Kinh phí"), "type": "amount", "measure": _both("triệu đồng")},
            "done": {"label": _both("Đã hoàn thành"), "type": "yes_no"},
        }
        for code in self.rng.sample(sorted(extra), self.rng.randint(1, 4)):
            columns[code] = extra[code]
        return {"columns": columns, "key": ["number"], "lines": self.rng.randint(4, 8)}

    def _narrative(self) -> Node:
        return {"lines": self.rng.randint(3, 6), "core": self.rng.random() < 0.5}
