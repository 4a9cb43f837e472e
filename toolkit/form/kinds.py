"""The kinds of blocks, fields and values, and how fields go from units to totals and over time."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum


class BlockKind(StrEnum):
    """The four shapes a part of a form can have."""

    FIELDS = "fields"
    GRID = "grid"
    LIST = "list"
    NARRATIVE = "narrative"


class FieldType(StrEnum):
    """What may stand in a field's cell."""

    COUNT = "count"
    AMOUNT = "amount"
    RATE = "rate"
    YES_NO = "yes_no"
    TEXT = "text"
    DATE = "date"


class Rollup(StrEnum):
    """How a field goes from units to the total."""

    SUM = "sum"
    RATIO = "ratio"
    COUNT_YES = "count_yes"
    CONCAT = "concat"
    DISTRICT_ONLY = "district_only"
    NONE = "none"


class OverTime(StrEnum):
    """How a field goes from periods to a longer one."""

    FLOW = "flow"
    STOCK = "stock"
    CUMULATIVE = "cumulative"


class Qualifier(StrEnum):
    """ "trên 50" is 50, over; "hơn 34" is 34, over; "khoảng 20", "~20" are 20, about."""

    EXACT = ""
    OVER = "over"
    UNDER = "under"
    ABOUT = "about"

    @staticmethod
    def of_sum(parts: "Iterable[Qualifier]") -> "Qualifier":
        """Of a sum by those of its parts: "trên" and exact make "trên"; opposite ones make "khoảng"."""
        kinds = set(parts) - {Qualifier.EXACT}
        if len(kinds) > 1:
            return Qualifier.ABOUT
        return kinds.pop() if kinds else Qualifier.EXACT

    @staticmethod
    def of_ratio(num: int | Decimal | None, above: "Qualifier", below: "Qualifier") -> "Qualifier":
        """Of a quotient by its numerator and the words of both parts: the more it is divided by, the less there is of it,
        but of what is below nothing the more; nothing at all stays nothing.
        """
        if not num and above is Qualifier.EXACT:
            return Qualifier.EXACT
        flipped = {Qualifier.OVER: Qualifier.UNDER, Qualifier.UNDER: Qualifier.OVER}
        return Qualifier.of_sum((above, below if num and num < 0 else flipped.get(below, below)))


TOTAL_ROW = "__total__"
"""Row code of a grid's TỔNG CỘNG row."""
