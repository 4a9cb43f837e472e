"""What no figure of a field can be, whoever states it and for however many units."""

from decimal import Decimal

from toolkit.form.model import Field, FieldType


def is_beyond(item: Field, kind: FieldType, value: int | Decimal | None) -> bool:
    """Whether a value cannot be one of a field: a rate beyond its hard bounds, anything else below nothing where a unit's
    cannot be. `kind` is RATE for the rate itself, else COUNT or AMOUNT (the parts of a rate are counts).
    """
    if value is None:
        return False
    if kind is not FieldType.RATE:
        return value < 0 and (item.type is FieldType.RATE or (item.minimum is not None and item.minimum >= 0))
    low, high = item.minimum, item.maximum
    return (low is not None and value < low) or (high is not None and value > high)
