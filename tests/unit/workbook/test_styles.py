"""The styles of printed numbers depend on the number alone, not on what was printed before it."""

from decimal import Decimal

from toolkit.workbook.styles import number_style


def test_a_number_shows_its_own_decimals_whatever_equal_number_was_printed_before() -> None:
    for first, second in ((Decimal("45.0"), 45), (Decimal("46"), Decimal("46.00"))):
        shapes = [number_style(value, "vi").number_format for value in (first, second, first)]
        assert shapes[0] == shapes[2] != shapes[1]
