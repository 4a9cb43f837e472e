"""Live formulas over the units' cells, in functions that Excel 2010 has.

A unit's cell holds a number, a mark or nothing (not asked). Sums skip every text: what is missing or held adds
nothing, and "-" (không phát sinh) counts as reported. Where nobody reported the formula says "…", never 0.
"""

from toolkit.workbook.styles import MISSING_MARK, NONE_MARK

_ANY_NUMBER = '">-1E+300"'
_NONE = f'"{NONE_MARK}"'
_MISSING = f'"{MISSING_MARK}"'


def sum_over(cells: str, adjustment: str = "") -> str:
    """The sum of a stretch of units' cells, and of the cell of its adjustment."""
    return f"=IF({_reported(cells)}=0,{_MISSING},SUM({cells}){_and(adjustment)})"


def count_yes(cells: str, yes: str, no: str, adjustment: str = "") -> str:
    """How many of a stretch of cells say yes, and the cell of its adjustment."""
    heard = f'COUNTIF({cells},"{yes}")+COUNTIF({cells},"{no}")+COUNTIF({cells},{_NONE})'
    return f'=IF({heard}=0,{_MISSING},COUNTIF({cells},"{yes}"){_and(adjustment)})'


def ratio_over(rates: str, nums: str, dens: str, adjustments: tuple[str, str] = ("", "")) -> str:
    """The ratio of sums over the units that have both, of those asked for the rate (its cell is not empty), and of the
    cells of numerator's and denominator's `adjustments`.

    A rate cell shows a number or "-" just where its unit has both.
    """
    num = "+".join(f'SUMIFS({nums},{dens},{also},{rates},"<>")' for also in (_ANY_NUMBER, _NONE))
    den = "+".join(f'SUMIFS({dens},{nums},{also},{rates},"<>")' for also in (_ANY_NUMBER, _NONE))
    num, den = (f"{part}{_and(cell)}" for part, cell in zip((num, den), adjustments, strict=True))
    nothing = f"IF({_reported(rates)}=0,{_MISSING},{_NONE})"
    return f"=IF({den}=0,{nothing},({num})/({den}))"


def quotient(num: str, den: str) -> str:
    """A rate of two cells that hold numbers."""
    return f"=IF({den}=0,{_NONE},{num}/{den})"


def looked_up(value: str, keys: str, key: str, counted: str, word: str) -> str:
    """The sum of the data sheet's counted values of one key."""
    where = f'{keys},"{key}",{counted},"{word}"'
    return f"=IF(COUNTIFS({where})=0,{_MISSING},SUMIFS({value},{where}))"


def looked_up_yes(value: str, keys: str, key: str, counted: str, word: str, yes: str) -> str:
    """How many of the data sheet's counted values of one key say yes, and what was put on it: the numbers among them."""
    where = f'{keys},"{key}",{counted},"{word}"'
    found = f'COUNTIFS({where},{value},"{yes}")+SUMIFS({value},{where})'
    return f"=IF(COUNTIFS({where})=0,{_MISSING},{found})"


def sum_above(cells: str, adjustment: str = "") -> str:
    """TỔNG CỘNG of the numbers above, and of the cell of its own adjustment."""
    return f"=IF(COUNT({cells})=0,{_MISSING},SUM({cells}){_and(adjustment)})"


def with_adjustment(formula: str, cell: str) -> str:
    """A formula that gives a number, plus the cell of its adjustment; no formula stays none."""
    return f"{formula}{_and(cell)}" if formula else ""


def _and(cell: str) -> str:
    return f"+{cell}" if cell else ""


def _reported(cells: str) -> str:
    return f"COUNT({cells})+COUNTIF({cells},{_NONE})"
