"""What the writers write, opened by LibreOffice."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests import soffice as office
from tests.unit.files.test_write_document import DOCUMENT
from tests.unit.files.test_write_workbook import one_cell
from toolkit.files.write_document import write_document
from toolkit.files.write_workbook import write_workbook


def test_libreoffice_opens_it_page_by_page(tmp_path: Path, soffice: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(write_document(DOCUMENT))
    pdf = office.convert(path, "pdf", tmp_path / "out").read_bytes()
    sizes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    upright = [float(width) < float(height) for width, height in sizes]
    assert upright == sorted(upright, reverse=True)
    assert upright.count(True) >= 2
    assert upright.count(False) >= 4


@pytest.mark.needs_soffice
def test_a_code_survives_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "code.xlsx"
    path.write_bytes(write_workbook(one_cell("bao_tro_xa_hoi")))
    assert load_workbook(office.recalculate(path))["Số liệu"]["A1"].value == "bao_tro_xa_hoi"
