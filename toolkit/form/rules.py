"""The rule language: an expression a clerk can read, parsed once into a tree that every reader shares.

    dossier_received == dossier_online + dossier_direct_post
    2 <= pop_total / household_total <= 6.5
    implies(par_comm_plan == yes, count(directive_doc_list, type, "Kế hoạch") >= 1)
    received_carried_over == prev(pending_total)

Words: names of fields, numbers, "texts", yes, no; + - * /; == != < <= > >=; and, or, not;
x in ("a", "b"); abs(x), implies(a, b), filled(x); count(list), count(list, column, "text"), sum(block, column),
cell(grid, row, column); prev(x), year_before(x), so_far(x), parts(x); weeks (whole weeks of the period), first_day,
last_day. A field, list or grid of another form of the round is written form.code.
rules_parse.py reads it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class At(StrEnum):
    """Of which period a value is asked. The words are those of the language, but for the present one's.

    PREVIOUS: the period of the same kind just before. YEAR_BEFORE: the same period last year. SO_FAR: what the newest
    period of the same year that ends before this one says, of each datum the newest that states it (a running total's last
    state; unknown in a year's first).
    PARTS: what the periods that this one is made of come to, unknown unless all of them are there.
    """

    NOW = ""
    PREVIOUS = "prev"
    YEAR_BEFORE = "year_before"
    SO_FAR = "so_far"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Number:
    """A literal number, exact as written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class String:
    """A literal text."""

    value: str


@dataclass(frozen=True, slots=True)
class YesNo:
    """The words yes and no."""

    value: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A field's value, `at` this period or another; `form` is set when it is another form's of the same round."""

    code: str
    at: At = At.NOW
    form: str = ""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a grid, for rules of the form's fields: `cell(grid, row, column)`."""

    grid: str
    row: str
    column: str
    at: At = At.NOW
    form: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """A grid's column over its rows, or a list's over its filled lines: `sum(block, column)`."""

    block: str
    column: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """The period's first or last day: the words first_day and last_day."""

    last: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """Whether something is stated, "không phát sinh" included: `filled(x)`. Unknown only of what cannot be read."""

    of: "Name | GridCell"


@dataclass(frozen=True, slots=True)
class Weeks:
    """Whole weeks of the round's period."""


@dataclass(frozen=True, slots=True)
class Count:
    """Filled lines of a list, or those whose column holds a text."""

    list: str
    column: str = ""
    text: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`operator` is one of + - * /."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Absolute:
    """|x|."""

    of: "Node"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`operator` is one of == != < <= > >=; a chain is an And of two."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """All must hold."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One must hold; `implies(a, b)` is Or(Not(a), b)."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    of: "Node"


Term = Name | GridCell | Count | Sum | Weeks | Day | Filled
"""What is looked up: everything that is no literal and no operation."""

Stated = Name | GridCell | Count | Sum
"""What a unit states in a return: what may be missing, and what a rule's own meaning of a blank is about."""

Node = Number | String | YesNo | Term | Arithmetic | Absolute | Comparison | And | Or | Not


def names_in(tree: Node) -> Iterator[Name]:
    """Every field name, those inside filled(...) too, in order of appearance, repeated ones repeated."""
    for node in stated_in(tree):
        if isinstance(node, Name):
            yield node


def stated_in(tree: Node) -> Iterator[Stated]:
    """Everything that a rule wants of a return, in order of appearance: what stands inside filled(...) too."""
    for node in walk(tree):
        if isinstance(node, Stated):
            yield node
        elif isinstance(node, Filled):
            yield node.of


def can_be_zero(term: Term) -> bool:
    """Whether `missing` is about it: what is stated for this period and stands by itself. A number of these is 0 when
    blank.

    A name does not say what it is; of one that is no number the zero that is put for it decides nothing.
    """
    return isinstance(term, Count) or (isinstance(term, Name | GridCell) and term.at is At.NOW)


def wanted_in(tree: Node) -> tuple[Term, ...]:
    """What of this period must be missing for `missing: skip_if_all` to leave a rule unverified, each once: all that it
    reads, numbers, answers, texts and dates, and each filled(x), of which only a yes is there. Empty where the rule reads
    nothing of this period, or asks filled(...) of it alone, which is known of a blank.
    """
    terms = tuple(dict.fromkeys(terms_in(tree)))
    read = tuple(term for term in terms if can_be_zero(term))
    return (*read, *(term for term in terms if isinstance(term, Filled))) if read else ()


def terms_in(tree: Node) -> Iterator[Term]:
    """Everything that is looked up, in order of appearance; filled(x) is a term, x is then none."""
    for node in walk(tree):
        if isinstance(node, Term):
            yield node


def walk(tree: Node) -> Iterator[Node]:
    """The tree and all its parts, top down, left to right."""
    yield tree
    match tree:
        case Arithmetic(_, left, right) | Comparison(_, left, right):
            parts: tuple[Node, ...] = (left, right)
        case And(inner) | Or(inner):
            parts = inner
        case Not(of) | Absolute(of):
            parts = (of,)
        case _:
            parts = ()
    for part in parts:
        yield from walk(part)
