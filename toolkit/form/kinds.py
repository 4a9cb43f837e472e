"""The kinds of blocks, fields and values, and how fields go from units to totals and over time."""

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


TOTAL_ROW = "__total__"
"""Row code of a grid's TỔNG CỘNG row."""
