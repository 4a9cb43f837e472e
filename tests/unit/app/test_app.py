"""What notebooks use: the public names, and how a frame and a text are shown."""

import html
import re
from decimal import Decimal
from pathlib import Path

import pandas
import pytest

import toolkit.app
from toolkit.app import preview, show, table
from toolkit.result import Result
from toolkit.text import Text


def test_the_public_names_are_few_sorted_and_there() -> None:
    names = toolkit.app.__all__
    assert names == sorted(names)
    assert len(names) <= 36
    assert all(hasattr(toolkit.app, name) for name in names)


def test_show_prints_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    show(Result(verb="merge", said=(Text("Xong.", "Done."),)))
    show(Result(verb="merge", said=(Text("Xong.", "Done."),)), "en")
    assert capsys.readouterr().out == "Xong.\nDone.\n"


def test_a_table_writes_numbers_as_reports_do_and_leaves_codes_and_nulls_alone() -> None:
    values = [1765, Decimal("37.005"), None, True, float("nan"), 0.125]
    frame = pandas.DataFrame({"label": ["a<b", "", "c", "d", "e", "f"], "value": values}, dtype=object)
    cells = [text.strip() for text in _cells(table(frame))]
    assert cells == ["a<b", "1.765", "", "37,01", "c", "None", "d", "True", "e", "nan", "f", "0,13"]
    assert "1,765" in _cells(table(frame, "en"))


def test_a_table_puts_texts_to_the_left_and_numbers_not() -> None:
    page = table(pandas.DataFrame({"label": ["a"], "value": [1]})).to_html()
    assert "col0 {\n  text-align: left" in page
    assert "col1 {" not in page


def test_a_preview_begins_where_it_is_told(tmp_path: Path) -> None:
    page = tmp_path / "report.md"
    page.write_text("# BÁO CÁO\n\nmột\n## Hai\nba\nbốn\n", "utf-8")
    assert preview(page, start="## ", lines=2).data == "## Hai\nba"
    assert preview(page, lines=1).data == "# BÁO CÁO"
    with pytest.raises(ValueError, match="### Năm"):
        preview(page, start="### Năm")


def _cells(styler: object) -> list[str]:
    """The texts of a table's cells, as its HTML has them."""
    found = re.findall(r"<td [^>]*>(.*?)</td>", styler.to_html())  # type: ignore[attr-defined]
    return [html.unescape(text) for text in found]
