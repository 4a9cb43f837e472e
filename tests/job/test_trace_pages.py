"""The page of a number as Chromium prints it: one sheet of paper, however much is to be said."""

import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.trace.explained import traced
from tests.unit.workbook import rich
from toolkit.page.trace import trace_page
from toolkit.trace.model import Printed, Stated, Trace


def many(count: int) -> Trace:
    """A rate of so many units, with much to say of it."""
    found = traced("online")
    units = tuple(
        replace(found.node.parts[0].units[0], unit_id=f"X{at}@", value=Decimal(at)) for at in range(count)
    )
    parts = tuple(replace(part, units=units) for part in found.node.parts)
    sentence = "Tỷ lệ hồ sơ trực tuyến của toàn huyện đạt 98,15%, " * 6
    return replace(
        found,
        node=replace(found.node, parts=parts),
        printed=tuple(Printed(text=f"{at}%", sentence=sentence, key="") for at in range(30)),
        stated=tuple(Stated(edition=rich.EDITION, value=at) for at in range(30)),
    )


@pytest.mark.needs_chromium
@pytest.mark.parametrize("count", [3, 200])
def test_it_prints_on_one_page_however_much_there_is(chromium: Path, tmp_path: Path, count: int) -> None:
    (tmp_path / "page.html").write_text(trace_page(rich.ROUND, many(count), rich.OFFICE, "vi", 2), "utf-8")
    subprocess.run(
        [
            str(chromium),
            *("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"),
            f"--user-data-dir={tmp_path / 'profile'}",
            f"--print-to-pdf={tmp_path / 'page.pdf'}",
            (tmp_path / "page.html").as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert (tmp_path / "page.pdf").read_bytes().count(b"/Type /Page\n") == 1
