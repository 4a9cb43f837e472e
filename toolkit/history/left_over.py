"""The keying sheet's second sheet: numbers of the document that were proposed for nothing, each with why."""

from collections.abc import Sequence

from toolkit.files.model import Area, Page, Sheet
from toolkit.history.look import HEAD, LINE, TEXT, TITLE, cell, lines, printed, quoted
from toolkit.history.model import Mention, Proposal, Why
from toolkit.text import Lang, say


def plan_left_over(left: Sequence[tuple[Mention, Why, Proposal | None]], lang: Lang) -> Sheet:
    """Numbers that were proposed for nothing, in the document's order."""
    heads = ("printed", "section", "quote", "why", "nearest")
    widths = (16.0, 34.0, 70.0, 34.0, 40.0)
    cells = [cell(0, 0, _say(lang, "left_title"), TITLE)]
    cells += [cell(2, at, _say(lang, f"left_{code}"), HEAD) for at, code in enumerate(heads)]
    row = 2
    heights = {2: 32.0}
    for row, (mention, why, nearest) in enumerate(left, start=3):
        values = (
            printed(mention), mention.section, quoted(mention), _say(lang, f"why_{why.value}"),
            nearest.aim.label.in_(lang) if nearest and why in {Why.UNSURE, Why.NO_FIELD} else None,
        )  # fmt: skip
        made = [cell(row, at, value, TEXT) for at, value in enumerate(values)]
        cells += made
        heights[row] = max(18.0, max(LINE * lines(one.value, widths[one.col]) for one in made))
    return Sheet(
        name=_say(lang, "left"),
        cells=tuple(cells),
        widths=dict(enumerate(widths)),
        heights=heights,
        freeze=(3, 0),
        filter=Area(2, 0, row, len(heads) - 1),
        page=Page(landscape=True, repeat_rows=(2, 2)),
    )


def _say(lang: Lang, key: str) -> str:
    return say(f"history.sheet.{key}").in_(lang)
