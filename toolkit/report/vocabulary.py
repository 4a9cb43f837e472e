"""The words that a report's text may use: each function with what it takes and gives, so that a text is checked whole
before any round needs it. `facts` has what they do; the notes at the top of the shipped texts say it to staff.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from toolkit.form.model import Block, BlockKind, Field, FieldType, Form, Rollup
from toolkit.report.ideas import COMMUNES, OWN
from toolkit.report.lookup import block_of, columns_of, line_codes, number_codes

BEFORE = "ky_truoc"
"""What so_sanh compares with instead of the same period last year: the period before."""


class Kind(StrEnum):
    """What a code of a form names; one code may name several things (a list: its lines, and how many they are).

    COUNT: how many, or how much. PART: one of the two numbers of a rate. LINES: how many lines a list or narrative has.
    UNSUMMED: a number that is not rolled up over units, so that no report of several has it.
    """

    COUNT = "count"
    PART = "part"
    LINES = "lines"
    RATE = "rate"
    YES_NO = "yes_no"
    LIST = "list"
    NARRATIVE = "narrative"
    BLOCK = "block"
    UNSUMMED = "unsummed"
    WORDS = "words"


class Gives(StrEnum):
    """What an expression of a text stands for.

    FIGURE is written where it stands, and can neither be asked nor handed on. WORD may be empty, IDEA may be asked how many
    have it, LINE has columns, PAIR is a task and its outcome. CONSTANT is what the text itself has in quotes, NUMBER a bare
    number, NOTHING is never written.
    """

    FIGURE = "figure"
    WORD = "word"
    IDEA = "idea"
    LINE = "line"
    PAIR = "pair"
    ITEMS = "items"
    TRUTH = "truth"
    LOOP = "loop"
    CONSTANT = "constant"
    NUMBER = "number"
    NOTHING = "nothing"


class Beside(StrEnum):
    """What a function that follows a figure can follow, and what it is itself for those that do."""

    TOTAL = "total"
    RANK = "rank"
    SHARE = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One function: `codes` are its parameters that name a field, of one of the kinds that it `takes`; `more` its others.

    `tells`: it writes a figure of that sort. `follows`: it writes what belongs to the figure of that sort right before it.
    `many`: it takes any number of codes. `each`: what one of the ITEMS that it gives is.
    """

    gives: Gives
    takes: frozenset[Kind] = frozenset()
    codes: tuple[str, ...] = ("code",)
    more: tuple[str, ...] = ()
    tells: Beside | None = None
    follows: Beside | None = None
    many: bool = False
    each: Gives | None = None


_COUNTED = frozenset({Kind.COUNT, Kind.PART, Kind.LINES, Kind.YES_NO})
_RANKED = frozenset({Kind.COUNT, Kind.RATE})
_ANY = _COUNTED | _RANKED
_ROW, _PAIR = ("dong",), ("phan", "tong")
_FIGURE, _ITEMS = Gives.FIGURE, Gives.ITEMS
FUNCTIONS: Mapping[str, Function] = {
    "so": Function(gives=_FIGURE, takes=_COUNTED, more=_ROW, tells=Beside.TOTAL),
    "ty_le": Function(gives=_FIGURE, takes=frozenset({Kind.RATE}), more=_ROW, tells=Beside.TOTAL),
    "tren_tong": Function(gives=_FIGURE, takes=frozenset({Kind.YES_NO}), tells=Beside.TOTAL),
    "chiem": Function(gives=_FIGURE, takes=_COUNTED, codes=_PAIR, more=_ROW, tells=Beside.SHARE),
    "so_sanh": Function(gives=_FIGURE, takes=_ANY, more=(*_ROW, "voi"), follows=Beside.TOTAL),
    "ke_hoach": Function(gives=_FIGURE, takes=_ANY, more=_ROW, follows=Beside.TOTAL),
    "kem": Function(gives=_FIGURE, takes=_ANY, more=_ROW, follows=Beside.TOTAL),
    "luy_ke": Function(gives=_FIGURE, takes=_ANY, more=_ROW, follows=Beside.TOTAL),
    "ty_trong": Function(gives=_FIGURE, takes=_COUNTED, codes=_PAIR, more=_ROW, follows=Beside.TOTAL),
    "cao_nhat": Function(gives=_FIGURE, takes=_RANKED, more=(*_ROW, "so_bac", "goi"), tells=Beside.RANK),
    "yeu_nhat": Function(gives=_FIGURE, takes=_RANKED, more=(*_ROW, "so_bac", "goi"), tells=Beside.RANK),
    "thap_nhat": Function(gives=_FIGURE, takes=_RANKED, more=_ROW, follows=Beside.RANK),
    "bieu_do": Function(gives=_FIGURE, takes=_RANKED),
    "trong_phu_luc": Function(
        gives=Gives.NOTHING, takes=frozenset(Kind) - {Kind.BLOCK}, codes=("codes",), many=True
    ),
    "co": Function(gives=Gives.TRUTH, takes=_ANY, more=_ROW),
    "deu_co": Function(gives=Gives.TRUTH, takes=frozenset({Kind.YES_NO})),
    "deu_khong": Function(gives=Gives.TRUTH, takes=frozenset({Kind.YES_NO})),
    "con_lai": Function(gives=_ITEMS, takes=frozenset({Kind.BLOCK}), codes=("phan",), each=_FIGURE),
    "y_kien": Function(
        gives=_ITEMS, takes=frozenset({Kind.NARRATIVE, Kind.WORDS}), more=("nguon",), each=Gives.IDEA
    ),
    "danh_sach": Function(gives=_ITEMS, takes=frozenset({Kind.LIST}), more=("nguon",), each=Gives.LINE),
    "nhiem_vu_ky_truoc": Function(gives=_ITEMS, codes=(), each=Gives.PAIR),
    "ve": Function(gives=Gives.WORD, codes=(), more=("about",)),
    "thuong": Function(gives=Gives.WORD, codes=(), more=("mark",)),
    "la": Function(gives=Gives.TRUTH, codes=(), more=("mark", "words")),
}
OPTIONAL = frozenset({"dong", "voi", "so_bac", "goi", "nguon"})
MARKS = frozenset({"about", "mark"})
"""Parameters that take a word or an idea; all others take what the text has in quotes."""
CHOICES: Mapping[str, tuple[str, ...]] = {"voi": (BEFORE,), "nguon": (OWN, COMMUNES)}
WORDS = ("ky", "ky_sau", "nam", "don_vi", "dia_ban", "cac_xa", "viec", "bieu_khac")
BASES = "can_cu"
"""The legal bases that staff wrote: words to go through."""


def kinds_of(form: Form) -> Mapping[str, frozenset[Kind]]:
    """What each code of a form names in a report; what is personal is not among them."""
    found: dict[str, set[Kind]] = {}
    for code in number_codes(form):
        block = block_of(form, code)
        if block is not None:
            found.setdefault(code, set()).add(_kind(block, code))
    for block in form.blocks:
        own = {BlockKind.LIST: Kind.LIST, BlockKind.NARRATIVE: Kind.NARRATIVE}.get(block.kind, Kind.BLOCK)
        found.setdefault(block.id, set()).add(own)
    for code in line_codes(form, "y_kien"):
        found.setdefault(code, set()).add(Kind.WORDS)
    return {code: frozenset(kinds) for code, kinds in found.items()}


def _kind(block: Block, code: str) -> Kind:
    item: Field | None = next((item for item in columns_of(block) if item.code == code), None)
    if code == block.id and block.kind in {BlockKind.LIST, BlockKind.NARRATIVE}:
        return Kind.LINES
    if item is None:
        return Kind.PART
    if item.type in {FieldType.TEXT, FieldType.DATE}:
        return Kind.WORDS
    if item.rollup is Rollup.NONE:
        return Kind.UNSUMMED
    return {FieldType.RATE: Kind.RATE, FieldType.YES_NO: Kind.YES_NO}.get(item.type, Kind.COUNT)
