"""A rule as a value: its check, what a blank cell means for it, and its examples."""

from dataclasses import dataclass
from enum import StrEnum

from toolkit.findings import Severity
from toolkit.form.rules import Node
from toolkit.text import Text


class Missing(StrEnum):
    """What a blank cell means for one rule; `rules_evaluate.verdict` says it to the letter."""

    SKIP_IF_ANY = "skip_if_any"
    SKIP_IF_ALL = "skip_if_all"
    ZERO = "zero"


@dataclass(frozen=True, slots=True)
class Example:
    """What a rule says of given values, run as a test: `outcome` is pass, fail or unverified.

    `values` pairs what the check reads, as the language writes it (`pop_total`, `prev(pending_total)`,
    `count(village_list)`, `weeks`; see rules_examples.py), with what stands in the cell, as a person types it; "" is a
    blank one, as is what is not given.
    """

    outcome: str
    values: tuple[tuple[str, str], ...]
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What must hold. `block` is set for a grid's rule, which holds on each of its rows, and for a list's, which holds on
    each of its filled lines.

    `needs` are the codes of this form's fields, or of the block's columns, that the check names (cells, sums and counts are
    no names); `origin` tells a form's own rule from one that a field's properties imply
    ("bounds", "rate", "time"). A rule is put to units that are asked for all it needs, and where it reads another
    form, in rounds that have that form too.
    """

    code: str
    check: str
    tree: Node
    severity: Severity
    missing: Missing
    message: Text
    block: str = ""
    needs: tuple[str, ...] = ()
    origin: str = "form"
    examples: tuple[Example, ...] = ()
    line: int = 0
