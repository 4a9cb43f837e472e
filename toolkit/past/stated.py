"""How a number of an earlier document is read: as those of returned workbooks are."""

from toolkit.form.model import FieldType
from toolkit.history.model import Stated
from toolkit.text import Text


def read_stated(raw: object, kind: FieldType, measure: str) -> Stated | None:
    """A number read as those of returned workbooks are; None where that raises any question."""
    from toolkit.intake.convert import Asked, convert
    from toolkit.intake.model import State

    got = convert(raw, Asked(kind, Text("", ""), measure))  # type: ignore[arg-type]
    if got.state is State.NONE:
        return Stated(None)
    if got.state is not State.VALUE or got.said is not None or isinstance(got.value, bool | str):
        return None
    return Stated(got.value, got.qualifier)  # type: ignore[arg-type]
