"""Layouts made once: every unit of one kind is asked the same, and a round has hundreds of files."""

from functools import lru_cache

from toolkit.form.layout import Layout, lay_out
from toolkit.form.model import Form
from toolkit.units import Unit


def layout_of(forms: tuple[Form, ...], units: tuple[Unit, ...]) -> Layout:
    """`lay_out`, kept: what a unit is asked for depends on its level and type only."""
    kinds = sorted({(unit.level, unit.type) for unit in units})
    return _lay_out(
        forms, tuple(Unit(code="", name="", type=t, level=level, parent="") for level, t in kinds)
    )


def digests_of(forms: tuple[Form, ...], units: tuple[Unit, ...], unit: Unit | None) -> frozenset[str]:
    """The digests that a stamp may carry: the common template's for `units`, and the unit's own."""
    asked = (units, (unit,)) if unit else (units,)
    return frozenset(layout_of(forms, each).digest for each in asked)


@lru_cache(maxsize=32)
def _lay_out(forms: tuple[Form, ...], units: tuple[Unit, ...]) -> Layout:
    return lay_out(forms, units)
