"""The notebooks as an analyst runs them: each from its first cell to its last, in a copy of the folder."""

import ast
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

import toolkit.app
from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]
ROUND = "outputs/notebooks/outputs/cchc_communication-2021"


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def code(notebook: NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, NotebookNode]:
    """The notebooks with their outputs, by number. The second runs alone, those after it go on from it, and then the
    first begins anew where a whole round lies.
    """
    home = tmp_path_factory.mktemp("analyst")
    shutil.copytree(ROOT / "notebooks", home / "notebooks")
    own = {"IPYTHONDIR": "ipython", "JUPYTER_CONFIG_DIR": "config", "JUPYTER_RUNTIME_DIR": "runtime"}
    found: dict[str, NotebookNode] = {}
    with pytest.MonkeyPatch.context() as patch:
        for name, folder in own.items():
            patch.setenv(name, str(home / folder))
        patch.setenv("JUPYTER_PLATFORM_DIRS", "1")
        patch.setenv("PYTHONPATH", str(ROOT))
        for name in (*NAMES[1:], NAMES[0]):
            notebook = read(home / "notebooks" / f"{name}.ipynb")
            resources = {"metadata": {"path": str(home / "notebooks")}}
            NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
            found[name[:2]] = notebook
            found[name[:2]].metadata["files"] = sorted(
                path.relative_to(home).as_posix() for path in home.glob(f"{ROUND}/*")
            )
    return found


def shown(notebook: NotebookNode) -> str:
    """Everything a notebook printed or displayed, as text; what went to stderr marked as such."""
    parts = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "stream":
                parts.append(("STDERR " if output.name == "stderr" else "") + output.text)
            else:
                html = output.data.get("text/html") or output.data.get("text/markdown") or ""
                parts.append(re.sub(r"<style.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL))
    return re.sub(r"[ \t\n]+", " ", " ".join(parts))


def test_there_are_six_in_the_order_of_the_work() -> None:
    assert NAMES == [
        "01_gui_bieu_mau", "02_nhan_va_kiem_tra", "03_goi_don_vi_nao_truoc", "04_tong_hop_va_bao_cao",
        "05_bao_cao_trinh_ky", "06_chot_mo_lai_truy_nguon",
    ]  # fmt: skip


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_about_ten_cells_none_of_them_run(path: Path) -> None:
    notebook = read(path)
    assert 5 <= len(code(notebook)) <= 12
    assert len(notebook.cells) <= 16
    assert notebook.metadata.kernelspec.name == "python3"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_only_public_names_are_imported_and_each_is_used(path: Path) -> None:
    trees = [ast.parse(source) for source in code(read(path))]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    assert not [node for node in nodes if isinstance(node, ast.Import)]
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    assert {node.module for node in imports} == {"toolkit.app"}
    names = {alias.name for node in imports for alias in node.names}
    assert names <= set(toolkit.app.__all__)
    assert names <= {node.id for node in nodes if isinstance(node, ast.Name)}
    private = [node.attr for node in nodes if isinstance(node, ast.Attribute) and node.attr.startswith("_")]
    assert not private


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_every_text_is_vietnamese_first_and_then_english(path: Path) -> None:
    vietnamese = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
    for cell in read(path).cells:
        if cell.cell_type == "markdown":
            texts = [part for part in cell.source.split("\n\n") if not part.startswith("#")]
            assert len(texts) % 2 == 0
            for first, second in zip(texts[::2], texts[1::2], strict=True):
                assert vietnamese.search(first)
                assert not first.startswith("*")
                assert second.startswith("*")
                assert second.endswith("*")


@pytest.mark.slow
def test_the_first_opens_a_round_and_writes_templates(played: dict[str, NotebookNode]) -> None:
    text = shown(played["01"])
    assert "STDERR" not in text
    assert "Đã mở đợt cchc_communication-2021: năm 2021, 23 đơn vị phải báo cáo" in text
    assert "dossier_received == dossier_online + dossier_direct_post" in text
    assert "0/23 đơn vị đã gửi" in text
    assert [Path(file).name for file in played["01"].metadata.files] == [
        "manifest.json", "template-common.xlsx", "templates", "templates.zip",
    ]  # fmt: skip


@pytest.mark.slow
def test_the_second_shows_what_is_held_and_why(played: dict[str, NotebookNode]) -> None:
    text = shown(played["02"])
    assert "STDERR" not in text
    assert "21/22 xã, thị trấn đã gửi" in text
    assert "Xã Bình Trị dossier_received value 1.576 1576" in text
    assert "Xã Bình Dương household_total text None 2.1O0" in text
    assert "web_article 5 2 False Binh Hai - ban moi.xlsx" in text
    assert re.search(r"_fields dossiers_add_up 21 1 0 0", text)
    assert {Path(file).name for file in played["02"].metadata.files} >= {"validation.html", "validation.xlsx"}


@pytest.mark.slow
def test_the_third_shows_what_is_suggested_and_whom_to_call_first(played: dict[str, NotebookNode]) -> None:
    text = shown(played["03"])
    assert "STDERR" not in text
    assert "Xã Bình Trị dossiers_add_up 1 digits_swapped True E44 1576 1.756" in text
    assert re.search(r"STA-\d{3} Xã Bình Hiệp E\d+ 910", text)
    assert "1 True Xã Bình" in text
    assert "các đơn vị nên liên hệ trước" in text and re.search("sai lệch (không )?quá 1%", text)


@pytest.mark.slow
def test_the_fourth_reaches_the_published_totals(played: dict[str, NotebookNode]) -> None:
    text = shown(played["04"])
    assert "STDERR" not in text
    assert "So với lần tổng hợp trước" in text
    assert "broadcasts_cover_weeks 40 Ô E36" in text
    assert "Chấp nhận số liệu của Xã Bình Trị" in text
    assert "Tin, bài trên các kênh (không tính trùng): 136 tin, bài (23/23 đơn vị)" in text
    assert "23 đơn vị, cộng lại 136" in text
    assert "Tổng số hồ sơ tiếp nhận trong kỳ 55.409 58.020 2.611 4,71" in text
    assert "Tỷ lệ hồ sơ trực tuyến 28,74 36,71 7,97" in text
    assert "Đăng, phát 136 tin, bài trên các phương tiện thông tin" in text
    names = {Path(file).name for file in played["04"].metadata.files}
    assert names >= {"consolidated.xlsx", "report.docx", "report.md", "totals.csv", "entries.csv"}


@pytest.mark.slow
def test_the_fifth_renews_an_edited_report_and_holds_it_against_register_and_decree(
    played: dict[str, NotebookNode],
) -> None:
    text = shown(played["05"])
    assert "STDERR" not in text
    assert "xã, thị trấn phản ánh" in text
    assert re.search(r"\[FIG-\d{3}\][^[]*138[^[]*139", text)
    assert "“138” → “139”: - Hình thức trực quan khác: 139 khẩu hiệu" in text
    assert "không thấy nội dung nào trái với thể thức" in text
    assert "11.351" not in text and "II. KẾT QUẢ ĐẠT ĐƯỢC" in text


@pytest.mark.slow
def test_the_sixth_closes_reopens_and_traces(played: dict[str, NotebookNode]) -> None:
    text = shown(played["06"])
    assert "STDERR" not in text
    assert (
        "Đã chốt đợt cchc_communication-2021, lần phát hành 1: Báo cáo số 452/BC-UBND ngày 20/12/2021" in text
    )
    assert "Sau chốt: 1 tệp" in text
    assert "Khẩu hiệu tuyên truyền 138 141 Xã Bình Minh 6 9 Số liệu E23" in text
    assert "Lần phát hành 2 (Báo cáo số 459/BC-UBND ngày 22/12/2021) so với lần phát hành 1" in text
    assert "Tin, bài trên các kênh (không tính trùng): 136" in text
    assert "21091 Xã Bình Thanh: 11" in text
    names = {Path(file).name for file in played["06"].metadata.files}
    assert names >= {"archive-2.zip", "consolidated-to-send.xlsx"}
