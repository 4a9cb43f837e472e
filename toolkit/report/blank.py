"""A place that somebody left for one figure in a document of their own: what they typed around it stands, whatever comes in.

So it is bound like any other, and where there is no figure yet it says so: it is filled once units report, and says so
again when the number goes.
"""

from dataclasses import replace

from toolkit.files.document import Run
from toolkit.form.model import Key
from toolkit.merge.model import Total
from toolkit.report.cells import total_run
from toolkit.report.figures import Printer
from toolkit.report.table import in_cell

PARTS = frozenset({"", "none", "stated"})
"""What a total may be printed as in such a place: itself, in words that there is none, as units state it."""


def blank_run(printer: Printer, key: Key, total: Total | None) -> Run:
    """A total as one figure, in a sentence or in a cell; of none, or of one without a number, that there is none yet, which
    has the value "".
    """
    if printer.place == "cell":
        shown = total_run(printer, total) if total else None
        return shown or in_cell(_open(printer, key, "report.cell_missing"))
    printer = replace(printer, place="sentence")
    said = (printer.main(total) or printer.stated(total) or printer.nothing(total)) if total else None
    return left_blank(said or _open(printer, key, "wording.no_figure"))


def left_blank(run: Run) -> Run:
    """A run's figure, which stands in such a place in a sentence."""
    if run.figure is None:
        return run
    return replace(run, figure=replace(run.figure, key=run.figure.key.partition("#")[0], place="blank"))


def is_open(run: Run | None) -> bool:
    """Whether such a place is still without a figure."""
    return run is None or run.figure is None or not run.figure.value


def _open(printer: Printer, key: Key, word: str) -> Run:
    run = printer.run(printer.say(word), key, 0)
    assert run.figure is not None
    return replace(run, figure=replace(run.figure, value=""))
