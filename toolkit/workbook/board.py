"""A worksheet in the making: cells put down one after another, then a `Sheet`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from toolkit.files.model import Area, Cell, Page, Sheet, Style, Value, cell_name, quote_sheet
from toolkit.files.write_workbook_checks import MAX_HEIGHT
from toolkit.workbook.styles import PLAIN


@dataclass
class Board:
    """Mutable, and private to the function that fills it. Rows and columns count from 0."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)

    def put(
        self,
        row: int,
        col: int,
        value: Value,
        style: Style = PLAIN,
        *,
        formula: str = "",
        comment: str = "",
        link: str = "",
        about: tuple[str, ...] = (),
    ) -> None:
        """One cell; a text is a text, whatever it begins with. `about` as in `Cell`."""
        self.cells[row, col] = Cell(
            row=row,
            col=col,
            value=value,
            style=style,
            formula=formula,
            comment=comment,
            link=link,
            about=about,
        )

    def link(self, row: int, col: int, value: str, link: str, style: Style) -> None:
        """A text that leads somewhere."""
        self.cells[row, col] = Cell(row=row, col=col, value=value, style=style, link=link)

    def row(self, row: int, col: int, values: Sequence[Value], style: Style) -> None:
        """Cells side by side, of one look."""
        for at, value in enumerate(values):
            self.put(row, col + at, value, style)

    def span(self, area: Area, value: Value, style: Style, link: str = "") -> None:
        """One value over a rectangle, ruled all round."""
        for row in range(area.top, area.bottom + 1):
            for col in range(area.left, area.right + 1):
                self.put(row, col, None, style)
        self.put(area.top, area.left, value, style, link=link)
        if (area.top, area.left) != (area.bottom, area.right):
            self.merges.append(area)

    def place(self, row: int, col: int) -> str:
        """A cell of this sheet as a link names it."""
        return f"internal:{quote_sheet(self.name)}!{cell_name(row, col)}"

    def address(self, row: int, col: int) -> str:
        """A cell of this sheet as formulas of other sheets name it."""
        return f"{quote_sheet(self.name)}!{cell_name(row, col, absolute=True)}"

    def column(self, col: int, first: int, last: int) -> str:
        """A stretch of a column as formulas of any sheet name it."""
        ends = f"{cell_name(first, col, absolute=True)}:{cell_name(last, col, absolute=True)}"
        return f"{quote_sheet(self.name)}!{ends}"

    def sheet(
        self,
        widths: Sequence[float],
        *,
        landscape: bool = True,
        freeze: tuple[int, int] | None = None,
        repeat: tuple[int, int] | None = None,
        filter: Area | None = None,
        tab: str = "",
        hidden_columns: tuple[int, ...] = (),
        one_page: bool = False,
        printed: Area | None = None,
    ) -> Sheet:
        """The finished sheet: A4, fitted to the page's width (or to one page), head rows repeated on every page; all of it
        is printed, or the area `printed`.
        """
        return Sheet(
            name=self.name,
            cells=tuple(self.cells[at] for at in sorted(self.cells)),
            merges=tuple(self.merges),
            widths=dict(enumerate(self._wide_enough(widths))),
            # A sentence that names very many cells needs more than Excel's highest row: the rest is in the cell.
            heights={row: min(height, MAX_HEIGHT) for row, height in self.heights.items()},
            hidden_columns=hidden_columns,
            freeze=freeze,
            filter=filter,
            page=Page(landscape=landscape, repeat_rows=repeat, fit_height=1 if one_page else 0, area=printed),
            tab_color=tab,
        )

    def _wide_enough(self, widths: Sequence[float]) -> list[float]:
        """A number that does not fit shows as ####: its column is made wider. Of many numbers of one look only those
        farthest from 0 can be the widest.
        """
        found = list(widths)
        ends: dict[tuple[int, int], tuple[int | Decimal, int | Decimal, Style]] = {}
        for cell in self.cells.values():
            value = cell.value
            if isinstance(value, int | Decimal) and cell.col < len(found):
                at = cell.col, id(cell.style)
                low, high, style = ends.get(at, (value, value, cell.style))
                ends[at] = min(low, value), max(high, value), style
        for (col, _), (low, high, style) in ends.items():
            found[col] = max(found[col], _number_width(low, style), _number_width(high, style))
        return found


def _number_width(value: int | Decimal, style: Style) -> float:
    """Characters that a number takes in its format, with a margin for bold type."""
    parts = style.number_format.partition(";")[0].split('"')
    shape, literal = "".join(parts[::2]), "".join(parts[1::2])
    literal += "+" * shape.startswith("+")
    decimals = len(shape.partition(".")[2].rstrip("%"))
    shown = f"{value * 100:.{decimals}f}%" if shape.endswith("%") else f"{value:,.{decimals}f}"
    return (len(literal) + len(shown)) * (1.15 if style.bold else 1.0) + 1.5


def code_width(codes: Iterable[str]) -> float:
    """Characters that a column of codes needs: none breaks in the middle, but those longer than a screen bears."""
    longest = max((len(line) for code in codes for line in code.split("\n")), default=0)
    return min(max(longest * 0.95 + 2, 13.0), 60.0)


def lines_needed(text: str, width: float) -> int:
    """How many lines a text takes in a cell as wide as `width` characters of the default font; ours is a tenth narrower."""
    usable = max(width * 1.1 - 1, 1)
    return sum(max(1, -(-len(part) // int(usable))) for part in (text.split("\n") or [""]))
