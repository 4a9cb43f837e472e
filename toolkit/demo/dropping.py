"""The demo's files among a round's returns, under the names and at the times of the script."""

from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from datetime import datetime
from os import utime
from typing import Any

from toolkit.demo.fills import Script, plan_fill, plan_mend
from toolkit.desk import Desk
from toolkit.files.atomic import write_whole
from toolkit.files.fill_workbook import fill_workbook
from toolkit.files.guard import GuardedExecutor
from toolkit.files.model import Cell, Sheet, WorkbookPlan
from toolkit.files.write_workbook import write_workbook
from toolkit.form.model import Round
from toolkit.render import workbook_name

_FILL_SECONDS = 60.0
Item = Mapping[str, Any]
"""One file of the script: whose, its name, when it arrived, what is typed in it."""


def drop(desk: Desk, opened: Round, script: Script, items: Iterable[Item], jobs: int) -> tuple[str, ...]:
    """Put filled workbooks among the returns; gives their names.

    The communes fill theirs side by side, in worker processes: it is the longest part of the demo.
    """
    items = tuple(items)
    with GuardedExecutor(workers=jobs, seconds=_FILL_SECONDS) as filling:
        made: dict[str, Future[bytes]] = {}
        for item in items:
            if "same_as" in item:
                made[item["file"]] = made[item["same_as"]]
                continue
            unit = opened.unit(item["unit"])
            assert unit is not None, item["unit"]
            folder = desk.workspace.outputs(opened.id)
            if "mended" in item:
                workbook = (folder / "returned" / workbook_name(unit)).read_bytes()
                cells = plan_mend(opened, unit, workbook, item["mended"], item["explained"])
            else:
                workbook = (folder / "templates" / workbook_name(unit)).read_bytes()
                typed = {(code, ""): text for code, text in item.get("typed", {}).items()}
                cells = plan_fill(opened, unit, {**script.typed[unit.code], **typed})
            made[item["file"]] = filling.submit(fill_workbook, workbook, cells, moment(item["arrived"]))
        for item in items:
            _put(desk, opened, item, made[item["file"]].result())
    return tuple(item["file"] for item in items)


def drop_foreign(desk: Desk, opened: Round, items: Iterable[Item]) -> None:
    """Put workbooks that are no returns among them."""
    for item in items:
        cells = tuple(
            Cell(row=row, col=col, value=str(text))
            for row, texts in enumerate(item["rows"])
            for col, text in enumerate(texts)
        )
        _put(
            desk, opened, item, write_workbook(WorkbookPlan(sheets=(Sheet(name=item["sheet"], cells=cells),)))
        )


def moment(stated: object) -> datetime:
    """A moment of the script."""
    return datetime.fromisoformat(str(stated))


def _put(desk: Desk, opened: Round, item: Item, data: bytes) -> None:
    path = desk.workspace.returns(opened.id) / item["file"]
    write_whole(path, data)
    arrived = moment(item["arrived"]).timestamp()
    utime(path, (arrived, arrived))
