"""What [[words]] typed in a base document mean: a field by its label or code, a word of the report, its text, ideas.

Names are compared as people write them (see `fold`), and mean one thing or are told: nothing is guessed. What stands in
brackets is never run, as a text file's {{ }} is; it can only name what is in these tables.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from toolkit.form.layout import cell_label, grouped_label
from toolkit.form.model import Block, BlockKind, Field, FieldType, Form
from toolkit.report.ledger import unnumbered
from toolkit.text import Text, fold, say


class Wants(StrEnum):
    """What kind of thing a placeholder asks for."""

    FIELD = "field"
    WORD = "word"
    IDEAS = "ideas"
    BODY = "body"
    ANNEXES = "annexes"
    BASES = "bases"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one placeholder asks for. `name` is a word's (see WORDS), else the field's or narrative's `code` in `form`, with
    a grid's `row`; `part` is what of a field is asked ("" its figure, else a key of PARTS).
    """

    wants: Wants
    name: str = ""
    form: str = ""
    code: str = ""
    row: str = ""
    part: str = ""


WORDS: Mapping[str, str] = {
    "kỳ": "ky", "kỳ báo cáo": "ky", "kỳ sau": "ky_sau", "năm": "nam", "đơn vị": "don_vi", "địa bàn": "dia_ban",
    "các xã": "cac_xa", "việc": "viec", "trích yếu": "trich_yeu", "số văn bản": "so_van_ban",
    "ngày văn bản": "ngay_van_ban", "tình trạng số liệu": "tinh_trang", "tỷ lệ gửi báo cáo": "ty_le_gui",
    "tình hình gửi báo cáo": "tinh_hinh_gui", "văn bản thay thế": "thay_the",
    "period": "ky", "next period": "ky_sau", "year": "nam", "agency": "don_vi", "area": "dia_ban", "communes": "cac_xa",
    "subject": "viec", "abstract": "trich_yeu", "document number": "so_van_ban", "document date": "ngay_van_ban",
    "status": "tinh_trang", "returned": "ty_le_gui", "coverage": "tinh_hinh_gui",
    "replaced document": "thay_the",
}  # fmt: skip
"""Words of a report as staff type them, with the names that the code knows them by."""
WHOLE: Mapping[str, Wants] = {
    "nội dung báo cáo": Wants.BODY, "phụ lục": Wants.ANNEXES, "căn cứ": Wants.BASES,
    "report text": Wants.BODY, "annexes": Wants.ANNEXES, "legal bases": Wants.BASES,
}  # fmt: skip
"""What becomes several paragraphs."""
PARTS: Mapping[str, str] = {
    "số liệu": "", "so sánh": "so_sanh", "so với kỳ trước": "ky_truoc", "kế hoạch": "ke_hoach", "lũy kế": "luy_ke",
    "cao nhất": "cao_nhat", "thấp nhất": "thap_nhat",
    "figure": "", "comparison": "so_sanh", "on the period before": "ky_truoc", "plan": "ke_hoach", "so far": "luy_ke",
    "highest": "cao_nhat", "lowest": "thap_nhat",
}  # fmt: skip
"""What may stand behind a field's name and a colon."""
_VIETNAMESE = tuple(PARTS)[: len(PARTS) // 2]
IDEAS = ("ý kiến", "ideas")
_PLAIN = str.maketrans("–—−“”", '---""')
_NEAR = 0.6


class Names:
    """Everything that may be named in brackets, with what it means."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self._fields: dict[str, list[Asked]] = {}
        self._ideas: dict[str, list[Asked]] = {}
        self._shown: dict[str, str] = {}
        for form in forms:
            for name, asked in _fields(form):
                self._add(self._fields, name, asked)
            for name, asked in _narratives(form):
                self._add(self._ideas, name, asked)
        for name in (*WORDS, *WHOLE):
            self._shown.setdefault(_folded(name), name)

    @property
    def example(self) -> str:
        """A name that there is."""
        return next((self._shown[name] for name in self._fields), next(iter(WORDS)))

    def of(self, words: str) -> Asked | Text:
        """What words in brackets mean, or why they mean nothing."""
        folded = _folded(words)
        if folded in _WORDS:
            return Asked(wants=Wants.WORD, name=_WORDS[folded])
        if folded in _WHOLE:
            return Asked(wants=_WHOLE[folded])
        first, colon, rest = words.partition(":")
        if colon and _folded(first) in _IDEAS:
            return self._one(self._ideas, rest.strip(), f"{first.strip()}: ")
        if folded in self._fields:
            return self._one(self._fields, words, "")
        before, colon, part = words.rpartition(":")
        if colon and _folded(before) in self._fields:
            if _folded(part) not in _PARTS:
                return say("wording.unknown_part", part=part.strip(), known=", ".join(_VIETNAMESE))
            found = self._one(self._fields, before.strip(), "")
            return _with_part(found, _PARTS[_folded(part)]) if isinstance(found, Asked) else found
        return self._one(self._fields, words, "")

    def label_of(self, asked: Asked) -> str:
        """What to type for a field so that it means no other: its label where that is enough, else its code."""
        whole = _code(asked)
        codes = {_folded(whole), _folded(whole.partition("/")[2])}
        meant = (name for name, found in self._fields.items() if found == [asked] and name not in codes)
        return next((self._shown[name] for name in meant), whole)

    def _one(self, names: Mapping[str, list[Asked]], words: str, lead: str) -> Asked | Text:
        found = names.get(_folded(words), [])
        if len(found) == 1:
            return found[0]
        if found:
            codes = ", ".join(f"[[{lead}{_code(one)}]]" for one in found)
            return say("wording.ambiguous", name=words, codes=codes)
        every = [*names, *(() if lead else (*_WORDS, *_WHOLE))]
        near = difflib.get_close_matches(_folded(words), every, n=1, cutoff=_NEAR)
        meant = say("wording.meant", name=lead + self._shown[near[0]]) if near else Text("", "")
        return say("wording.unknown", name=lead + words, meant=meant)

    def _add(self, names: dict[str, list[Asked]], name: str, asked: Asked) -> None:
        folded = _folded(name)
        self._shown.setdefault(folded, name)
        found = names.setdefault(folded, [])
        if asked not in found:
            found.append(asked)


def _folded(words: str) -> str:
    """What two spellings of one name share, in Word too, which makes long dashes and round quotes of plain ones."""
    return fold(words.translate(_PLAIN)).strip(" .:")


def _code(asked: Asked) -> str:
    """A field by its codes, which no other field has: "small/banner", of a grid's row "small/got/dat_dai"."""
    return "/".join(filter(None, (asked.form, asked.code, asked.row)))


def _fields(form: Form) -> Iterator[tuple[str, Asked]]:
    for block in form.blocks:
        for item in block.fields:
            if block.kind is BlockKind.FIELDS and not item.personal and _is_counted(item):
                yield from _of_field(form, block, item)
            elif block.kind is BlockKind.GRID and item.is_number and not item.personal:
                yield from _of_column(form, block, item)
        if block.kind is BlockKind.LIST:
            asked = Asked(wants=Wants.FIELD, form=form.id, code=block.id)
            yield from _named(asked, _labels(block.label))


def _of_field(form: Form, block: Block, item: Field) -> Iterator[tuple[str, Asked]]:
    asked = Asked(wants=Wants.FIELD, form=form.id, code=item.code)
    labels = list(_labels(item.label))
    counted = [f"{item.measure.vi} {label}" for label in labels if item.measure.vi]
    yield from _named(asked, (*labels, *counted, *(f"{unnumbered(block.label.vi)}: {one}" for one in labels)))
    if item.is_typed_rate:
        for code, label in zip(item.pair, (item.num_label, item.den_label), strict=True):
            pair = Asked(wants=Wants.FIELD, form=form.id, code=code)
            yield from _named(pair, (*_labels(label), *(f"{item.label.vi}: {one}" for one in _labels(label))))


def _of_column(form: Form, block: Block, item: Field) -> Iterator[tuple[str, Asked]]:
    whole = Asked(wants=Wants.FIELD, form=form.id, code=item.code)
    heads = (grouped_label(block, item.code), item.label)
    if block.total_row:
        labels = [one for head in heads for one in _labels(head)]
        yield from _named(whole, (*labels, *(f"{unnumbered(block.label.vi)}: {one}" for one in labels)))
    for row in block.rows:
        asked = Asked(wants=Wants.FIELD, form=form.id, code=item.code, row=row.code)
        told = (f"{row.label.vi}: {one}" for head in heads for one in _labels(head))
        yield from _named(asked, (cell_label(block, row.code, item.code).vi, *told))


def _narratives(form: Form) -> Iterator[tuple[str, Asked]]:
    for block in form.blocks:
        if block.kind is BlockKind.NARRATIVE:
            yield from _named(
                Asked(wants=Wants.IDEAS, form=form.id, code=block.id),
                _labels(Text(unnumbered(block.label.vi), block.label.en)),
            )
        elif block.kind is BlockKind.FIELDS:
            for item in block.fields:
                if item.type is FieldType.TEXT and not item.personal:
                    yield from _named(
                        Asked(wants=Wants.IDEAS, form=form.id, code=item.code), _labels(item.label)
                    )


def _named(asked: Asked, names: Iterable[str]) -> Iterator[tuple[str, Asked]]:
    """All that something may be called: its codes first."""
    yield _code(asked), asked
    if asked.form:
        yield _code(asked).partition("/")[2], asked
    for name in names:
        if name:
            yield name, asked


def _labels(label: Text) -> Iterator[str]:
    """A label in both languages, and without what stands in brackets."""
    for said in (label.vi, label.en):
        yield said
        plain, bracket, _ = said.partition(" (")
        if bracket:
            yield plain


def _is_counted(item: Field) -> bool:
    return item.is_number or item.type is FieldType.YES_NO


def _with_part(asked: Asked, part: str) -> Asked:
    return Asked(wants=asked.wants, form=asked.form, code=asked.code, row=asked.row, part=part)


# As they are compared: "lũy" and "luỹ" are one word.
_WORDS = {_folded(name): word for name, word in WORDS.items()}
_WHOLE = {_folded(name): wants for name, wants in WHOLE.items()}
_PARTS = {_folded(name): part for name, part in PARTS.items()}
_IDEAS = frozenset(_folded(name) for name in IDEAS)
