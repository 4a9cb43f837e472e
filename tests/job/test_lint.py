"""`tonghop lint` on whole documents: each slip alone is found and nothing else, a correct document has none."""

import io
import json
from collections.abc import Mapping
from pathlib import Path

import docx
import jsonschema
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

import toolkit
from tests import soffice
from tests.job.clerk import Clerk, Ran, tonghop
from tests.job.conftest import ROUND, Demo
from tests.job.lamps import ROUND as LAMPS
from tests.job.test_two_forms import GOOD, _run
from tests.official import paper, with_annex
from tests.seeds import seed
from tests.violations import SLIPS, document, with_bases
from toolkit.files.read_styled import read_styled
from toolkit.findings import Finding, Severity
from toolkit.lint.rules import lint

pytestmark = pytest.mark.slow

SCHEMA = json.loads((Path(toolkit.__file__).parent / "schema" / "result.json").read_text("utf-8"))


@pytest.mark.parametrize("slip", SLIPS)
def test_each_slip_is_found_and_nothing_else_and_told_with_the_way_to_mend_it(slip: str) -> None:
    found = lint(read_styled(document(slip), "bao cao.docx"))
    assert {finding.code for finding in found} == {SLIPS[slip][0]}
    for finding in found:
        for said in (finding.message.vi, finding.message.en, finding.remedy.vi, finding.remedy.en):
            assert "{" not in said.replace("{{ don_vi", "") and said[0].isupper() and said.endswith(".")
        assert "đề nghị" in finding.remedy.vi.casefold()
        assert finding.office_only and finding.place.file == "bao cao.docx"


def test_there_are_many_slips_and_every_rule_of_the_checklist_has_one() -> None:
    rules = {code for code, _ in SLIPS.values()}
    assert len(SLIPS) >= 60
    assert {f"FMT-{number:03d}" for number in range(1, 26)} <= rules


def test_a_document_that_a_clerk_made_rightly_has_nothing_against_it() -> None:
    assert lint(read_styled(paper().bytes(), "a.docx"), issued=True) == ()
    assert lint(read_styled(with_annex(paper()).bytes(), "b.docx"), issued=True) == ()
    assert lint(read_styled(with_bases(paper()).bytes(), "d.docx"), issued=True) == ()
    several = with_annex(paper(), labels=("Phụ lục I", "Phụ lục II", "Phụ lục III"))
    assert lint(read_styled(several.bytes(), "c.docx"), issued=True) == ()


def test_a_draft_may_leave_number_and_day_to_the_clerk_and_an_issued_document_not(tmp_path: Path) -> None:
    blank = paper(changes={"number": "Số:      /BC-UBND", "date": "An Bình, ngày      tháng      năm 2024"})
    path = tmp_path / "du thao.docx"
    path.write_bytes(blank.bytes())
    assert tonghop("lint", path).exit == 0
    ran = tonghop("lint", path, "--issued", "--json")
    assert ran.exit == 1
    assert [one["code"] for one in ran.json["findings"]] == ["FMT-007", "FMT-008"]


def test_it_needs_no_workspace_and_its_json_says_where(tmp_path: Path) -> None:
    path = tmp_path / "bao cao.docx"
    path.write_bytes(document("people in small letters"))
    ran = tonghop("lint", path, "--json", "--workspace", tmp_path / "nowhere")
    jsonschema.validate(ran.json, SCHEMA, cls=jsonschema.Draft202012Validator)
    (one,) = ran.json["findings"]
    assert (one["code"], one["severity"], one["paragraph"]) == ("FMT-025", "warning", 20)
    assert (one["sheet"], one["quoted"]) == ("II. HẠN CHẾ, NGUYÊN NHÂN", "Sự tham gia của nhân dân còn ít.")
    assert ran.exit == json.loads(ran.out)["exit"] == 1


def test_our_own_reports_pass(demo: Demo, played: Clerk) -> None:
    for root in (demo.provisional, demo.outputs):
        assert _passes(root / "report.docx"), root
    for unit in ("21040", "21043"):
        assert _passes(_written(played("report", ROUND, "--unit", unit, "--json"), played.root))


def test_so_do_those_of_other_forms(clerk: Clerk, lamps_issued: Path) -> None:
    _run(clerk, "2024-Q1", GOOD, "2024-03-15 08:00")
    (report,) = clerk.root.glob("outputs/tthc*/report.docx")
    assert _passes(report)
    assert _passes(lamps_issued / "outputs" / LAMPS / "report.docx")


@pytest.mark.needs_soffice
def test_what_libreoffice_saved_anew_is_judged_as_before(demo: Demo, tmp_path: Path) -> None:
    slips = list(SLIPS)[::6]
    given = tmp_path / "given"
    given.mkdir()
    (given / "demo.docx").write_bytes((demo.outputs / "report.docx").read_bytes())
    (given / "right.docx").write_bytes(with_annex(paper(), labels=("Phụ lục I", "Phụ lục II")).bytes())
    for number, slip in enumerate(slips):
        (given / f"slip{number}.docx").write_bytes(document(slip))
    paths = sorted(given.glob("*.docx"))
    soffice.convert_all(paths, "docx", tmp_path / "saved")
    assert _passes(tmp_path / "saved" / "demo.docx") and _passes(tmp_path / "saved" / "right.docx")
    for number, slip in enumerate(slips):
        data = (tmp_path / "saved" / f"slip{number}.docx").read_bytes()
        assert {finding.code for finding in lint(read_styled(data, slip))} == {SLIPS[slip][0]}, slip
    (old,) = soffice.convert_all([given / "right.docx"], "doc", tmp_path / "old")
    ran = tonghop("lint", old)
    assert ran.exit == 2 and "dạng Word cũ (.doc)" in ran.err


def test_what_is_no_document_is_refused_in_words(tmp_path: Path) -> None:
    whole = paper().bytes()
    sealed = io.BytesIO()
    OOXMLFile(io.BytesIO(whole)).encrypt("matkhau", sealed)
    for name, data, said in (
        ("mat khau.docx", sealed.getvalue(), "đang đặt mật khẩu"),
        ("cut.docx", whole[: len(whole) // 2], "không phải văn bản Word"),
        ("empty.docx", b"", "không phải văn bản Word"),
        ("a.pdf", b"%PDF-1.7\n%%EOF", "không phải văn bản Word"),
        ("old.docx", b"{\\rtf1\\ansi x}", "dạng Word cũ"),
        ("zip.docx", _zip_without_word(), "không phải văn bản Word"),
    ):
        (tmp_path / name).write_bytes(data)
        ran = tonghop("lint", tmp_path / name)
        assert ran.exit == 2 and said in ran.err and name in ran.err, (name, ran)
    missing = tonghop("lint", tmp_path / "khong co.docx")
    assert missing.exit == 2 and "Không thấy tệp" in missing.err


def test_an_english_document_is_not_the_decrees(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("SOCIALIST REPUBLIC OF VIET NAM")
    word.save(str(tmp_path / "report.docx"))
    ran = tonghop("lint", tmp_path / "report.docx", "--lang", "en")
    assert ran.exit == 2 and "is in English" in ran.err


COMMUNE: Mapping[str, tuple[str, ...]] = {
    "FMT-010": ("Kết quả tuyên truyền cải cách hành chính, phát triển Chính…",),
    "FMT-011": ("",),
    "FMT-015": (
        "I. Đặc điểm tình hình.",
        "II. Kết quả đạt được:",
        "III. Phương hướng, nhiệm vụ 6 tháng cuối năm 2024",
    ),
    "FMT-016": ("tháng cuối năm 2024 xã Liên Minh./",),
    "FMT-025": ("Kế hoạch Số: 14/KH-UBND",),
    "FMT-031": ("có 4523 nhân khẩu; 1292",),
    "FMT-034": ("ngày 22/1/2024 của",),
    "FMT-036": ("02 tin, bài/ tuần",),
}
"""What is wrong in the commune's report, by where it stands: all of domain.md section 2.3 but spelling."""
DISTRICT: Mapping[str, tuple[str, ...]] = {
    "FMT-011": ("Kính gửi: UBND tỉnh Quảng Ngãi.",),
    "FMT-014": ("48/2013/NĐ-CP", "17/NQ-CP"),
    "FMT-015": (
        "a/ Hình thức", "b/ Nội dung", "a/ Tuyên truyền", "b/ Tuyên truyền", "c/ Tuyên truyền", "d/ Tuyên truyền",
        "I. Kết quả công tác", "II. Đánh giá chung", "III. Nhiệm vụ",
    ),
    "FMT-040": ("mức độ 3, mức…", "Triển khai việc ứng dụng"),
}  # fmt: skip
"""The same of the district's, and citations without issuer or subject, which domain.md does not list."""


@pytest.mark.needs_shared
@pytest.mark.parametrize(("name", "wrong"), [("commune_2024H1", COMMUNE), ("district_2021", DISTRICT)])
def test_the_published_reports_have_the_faults_that_they_have(
    name: str, wrong: Mapping[str, tuple[str, ...]]
) -> None:
    found = lint(read_styled(seed(name).bytes(), f"{name}.docx"))
    quoted = [(finding.code, place.quoted) for finding in found for place in _places(finding)]
    assert len(quoted) == sum(map(len, wrong.values()))
    for code, words in wrong.items():
        for said in words:
            assert any(code == other and said in at for other, at in quoted), (code, said, quoted)


def _places(finding: Finding) -> tuple[object, ...]:
    return (finding.place, *finding.related)


def _passes(path: Path) -> bool:
    ran = tonghop("lint", path, "--json")
    told = [(one["code"], one["message"]) for one in ran.json["findings"] if one["severity"] != Severity.INFO]
    assert told == []
    return ran.exit == 0


def _written(ran: Ran, root: Path) -> Path:
    (path,) = [root / name for name in ran.json["outputs"] if name.endswith(".docx")]
    return path


def _zip_without_word() -> bytes:
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "x")
    return packed.getvalue()
