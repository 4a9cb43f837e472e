"""What [[words]] typed in a base document ask for: a field by its label or code, a word of the report, its text, ideas.

Names are compared as people write them (see `fold`), and mean one thing or are told: nothing is guessed. What stands in
brackets is never run, as a text file's {{ }} is; it can only name what is in these tables.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from toolkit.errors import UsageError
from toolkit.files.fill_document_tags import Fault, Tag
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
    "tình hình gửi báo cáo": "tinh_hinh_gui",
}  # fmt: skip
"""Words of a report as staff type them, with the names that the code knows them by."""
WHOLE: Mapping[str, Wants] = {
    "nội dung báo cáo": Wants.BODY, "phụ lục": Wants.ANNEXES, "căn cứ": Wants.BASES,
}  # fmt: skip
"""What becomes several paragraphs."""
PARTS: Mapping[str, str] = {
    "số liệu": "", "so sánh": "so_sanh", "so với kỳ trước": "ky_truoc", "kế hoạch": "ke_hoach", "lũy kế": "luy_ke",
    "cao nhất": "cao_nhat", "thấp nhất": "thap_nhat",
}  # fmt: skip
"""What may stand behind a field's name and a colon."""
IDEAS = "ý kiến"
_NEAR = 0.6
_SHOWN = 6


def resolve(tags: Sequence[Tag], forms: Sequence[Form], file: str) -> tuple[Asked, ...]:
    """What each placeholder of a base document asks for. Raises UsageError that tells every mistake of the document at
    once, each with its paragraph and the words around it.
    """
    names = Names(forms)
    asked: list[Asked] = []
    problems: list[Text] = []
    once: set[Wants] = set()
    for tag in tags:
        found = _wrong(tag, names) if tag.fault else names.of(tag.words)
        if isinstance(found, Asked):
            problem = _misplaced(tag, found, once)
            once.add(found.wants)
            asked.append(found)
        else:
            problem = found
        if problem is not None:
            problems.append(_told(tag, problem))
    if problems:
        raise UsageError("wording.tags", file=file, count=len(problems), problems=Text.joined("\n", problems))
    return tuple(asked)


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
            self._shown.setdefault(fold(name), name)

    @property
    def example(self) -> str:
        """A name that there is."""
        return next((self._shown[name] for name in self._fields), next(iter(WORDS)))

    def of(self, words: str) -> Asked | Text:
        """What words in brackets mean, or why they mean nothing."""
        folded = fold(words)
        if folded in WORDS:
            return Asked(wants=Wants.WORD, name=WORDS[folded])
        if folded in WHOLE:
            return Asked(wants=WHOLE[folded])
        first, colon, rest = words.partition(":")
        if colon and fold(first) == IDEAS:
            return self._one(self._ideas, rest.strip(), f"{first.strip()}: ")
        if folded in self._fields:
            return self._one(self._fields, words, "")
        before, colon, part = words.rpartition(":")
        if colon and fold(before) in self._fields:
            if fold(part) not in PARTS:
                return say("wording.unknown_part", part=part.strip(), known=", ".join(PARTS))
            found = self._one(self._fields, before.strip(), "")
            return _with_part(found, PARTS[fold(part)]) if isinstance(found, Asked) else found
        return self._one(self._fields, words, "")

    def label_of(self, asked: Asked) -> str:
        """What to type for a field so that it means no other: its label where that is enough, else its code."""
        whole = _code(asked)
        codes = {fold(whole), fold(whole.partition("/")[2])}
        meant = (name for name, found in self._fields.items() if found == [asked] and name not in codes)
        return next((self._shown[name] for name in meant), whole)

    def _one(self, names: Mapping[str, list[Asked]], words: str, lead: str) -> Asked | Text:
        found = names.get(fold(words), [])
        if len(found) == 1:
            return found[0]
        if found:
            codes = ", ".join(f"[[{lead}{_code(one)}]]" for one in found)
            return say("wording.ambiguous", name=words, codes=codes)
        every = [*names, *(() if lead else (*WORDS, *WHOLE))]
        near = difflib.get_close_matches(fold(words), every, n=1, cutoff=_NEAR)
        meant = say("wording.meant", name=lead + self._shown[near[0]]) if near else Text("", "")
        return say("wording.unknown", name=lead + words, meant=meant)

    def _add(self, names: dict[str, list[Asked]], name: str, asked: Asked) -> None:
        folded = fold(name)
        self._shown.setdefault(folded, name)
        found = names.setdefault(folded, [])
        if asked not in found:
            found.append(asked)


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
    yield from _named(asked, (*labels, *(f"{unnumbered(block.label.vi)}: {one}" for one in labels)))
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


def _wrong(tag: Tag, names: Names) -> Text:
    assert tag.fault is not None
    if tag.fault is Fault.EMPTY:
        return say("wording.empty", example=names.example)
    return say(f"wording.{tag.fault.value}")


def _misplaced(tag: Tag, asked: Asked, once: set[Wants]) -> Text | None:
    """Why a placeholder cannot stand where it does."""
    name = tag.words
    if asked.wants in {Wants.BODY, Wants.ANNEXES}:
        if asked.wants in once:
            return say("wording.only_once", name=name)
        if not (tag.alone and tag.in_body and not tag.others):
            return say("wording.must_stand_alone", name=name)
    if asked.wants in {Wants.IDEAS, Wants.BASES} and tag.others:
        return say("wording.one_list", name=name)
    return None


def _told(tag: Tag, problem: Text) -> Text:
    where = say(f"wording.where_{tag.kind}", number=tag.paragraph)
    return say("wording.tag_at", where=where, around=tag.around, problem=problem)
