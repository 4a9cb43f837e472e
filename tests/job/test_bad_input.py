"""What goes wrong in an office: each time a clear message, the right exit code, nothing lost, and the next run succeeds."""

import errno
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.job.clerk import BY, Clerk, Ran, digests, fill_in
from tests.job.conftest import fresh
from tests.job.lamps import BINH_THANH, BINH_THUAN, CHAU_O, FILL, ROUND, SMALL
from toolkit.files import atomic

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one small form, its round opened and run with one good return."""
    root = tmp_path_factory.mktemp("prepared") / "workspace"
    clerk = fresh(root)
    clerk.put_form("lamps", SMALL)
    assert clerk.open("lamps", "2021") == ROUND
    clerk.send(ROUND, CHAU_O, FILL)
    assert clerk("run", ROUND).exit == 1  # the others are missing
    return root


@pytest.fixture
def office(prepared: Path, tmp_path: Path) -> Iterator[Clerk]:
    """A copy of it; afterwards the good return still counts, old outputs stand, and a good run succeeds."""
    shutil.copytree(prepared, tmp_path / "workspace")
    clerk = Clerk(tmp_path / "workspace")
    yield clerk
    clerk.send(ROUND, BINH_THUAN, FILL, name="tốt.xlsx")
    ran = clerk("run", ROUND, "--json")
    assert ran.exit == 1, ran.err + ran.out
    units = {item["unit"] for item in ran.json["returns"] if item["version"]}
    assert {CHAU_O, BINH_THUAN} <= units
    totals = (clerk.root / "outputs" / ROUND / "totals.csv").read_text("utf-8-sig")
    (row,) = [line for line in totals.splitlines() if ",lamp_total," in line]
    assert ",240," in row or ",250," in row


# wrong usage: nothing is even begun ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Wrong:
    """A command that cannot be done: what is typed, its exit code, what both languages must name."""

    argv: tuple[str, ...]
    exit: int
    names: tuple[str, ...]
    vi: str
    en: str


WRONG = {
    "unknown verb": Wrong(
        ("runn", ROUND), 2, ("runn", "run"), "Câu lệnh chưa đúng", "The command is not right"
    ),
    "no round named": Wrong(("run",), 2, ("ROUND",), "còn thiếu", "is missing"),
    "unknown option": Wrong(("run", ROUND, "--fast"), 2, ("--fast",), "không có", "there is no"),
    "wrong date": Wrong(
        ("run", ROUND, "--as-of", "31/12/2021"), 2, ("31/12/2021", "2024-06-18"), "ngày", "date"
    ),
    "wrong jobs": Wrong(("run", ROUND, "--jobs", "0"), 2, ("0",), "số tiến trình", "number of workers"),
    "unknown round": Wrong(("run", "lamps-2022"), 2, ("lamps-2022", ROUND), "đợt", "round"),
    "status of an unknown round": Wrong(("status", "lamp-2021"), 2, ("lamp-2021", ROUND), "đợt", "round"),
    "unknown form": Wrong(
        ("round", "new", "lamsp", "2022", "--by", BY), 2, ("lamsp", "lamps"), "Có phải là", "Did you mean"
    ),
    "form check of none": Wrong(
        ("form", "check", "lampen"), 2, ("lampen", "lamps"), "Có phải là", "Did you mean"
    ),
    "wrong period": Wrong(("round", "new", "lamps", "2021-Q5", "--by", BY), 2, ("2021-Q5",), "kỳ", "period"),
    "unknown parent": Wrong(
        ("round", "new", "lamps", "2022", "--parent", "999", "--by", BY), 2, ("999",), "đơn vị", "unit"
    ),
    "unit without children": Wrong(
        ("round", "new", "lamps", "2022", "--parent", CHAU_O, "--by", BY),
        2,
        (CHAU_O, "units.csv"),
        "trực thuộc",
        "under",
    ),
    "unknown units file": Wrong(
        ("round", "new", "lamps", "2022", "--units", "khong-co.csv", "--by", BY),
        2,
        ("khong-co.csv",),
        "Không thấy",
        "not there",
    ),
    "assign to an unknown unit": Wrong(
        ("assign", ROUND, "21040.xlsx", "99999", "--by", BY),
        2,
        ("99999", CHAU_O),
        "không có đơn vị",
        "expects no unit",
    ),
    "assign an unknown file": Wrong(
        ("assign", ROUND, "khong-co.xlsx", CHAU_O, "--by", BY), 2, ("khong-co.xlsx",), "tệp", "file"
    ),
    "discard an unknown file": Wrong(
        ("discard", ROUND, "khong-co.xlsx", "--reason", "thử", "--by", BY),
        2,
        ("khong-co.xlsx",),
        "tệp",
        "file",
    ),
    "receive from nowhere": Wrong(
        ("receive", ROUND, "khong-co"), 3, ("khong-co",), "Không có tệp", "no file"
    ),
    "import of no file": Wrong(
        ("history", "import", "khong-co.csv", "--by", BY), 2, ("khong-co.csv",), "Không thấy", "not there"
    ),
    "an existing workspace": Wrong(
        ("init", "."), 2, ("office.yaml",), "đã là thư mục làm việc", "is a workspace already"
    ),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_wrong_usage_is_said_in_both_languages_and_changes_nothing(
    prepared: Path, wrong: Wrong, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(prepared)
    before = {name: digest for name, digest in digests(prepared).items() if not name.startswith(".tonghop/")}
    clerk = Clerk(prepared)
    for lang, words in (("vi", wrong.vi), ("en", wrong.en)):
        ran = clerk(*wrong.argv, "--lang", lang)
        assert ran.exit == wrong.exit, ran
        assert not ran.out
        for named in (*wrong.names, words):
            assert named.casefold() in ran.err.casefold(), ran.err
    told = clerk(*wrong.argv, "--json")
    assert (told.exit, told.json["exit"], told.err) == (wrong.exit, wrong.exit, "")
    assert told.json["error"]["message"]
    after = {name: digest for name, digest in digests(prepared).items() if not name.startswith(".tonghop/")}
    assert after == before


def test_outside_a_workspace_the_right_folder_is_named(prepared: Path, tmp_path: Path) -> None:
    ran = Clerk(tmp_path)("run", ROUND)
    assert ran.exit == 2 and "tonghop init" in ran.err and str(tmp_path) in ran.err
    inside = Clerk(prepared / "outputs")("run", ROUND)
    assert inside.exit == 2 and str(prepared) in inside.err


def test_a_decision_needs_a_name(office: Clerk) -> None:
    settings = office.root / "office.yaml"
    kept = settings.read_text("utf-8")
    settings.write_text(
        "".join(line for line in kept.splitlines(True) if not line.startswith("by:")), "utf-8"
    )
    for argv in (("round", "new", "lamps", "2022"), ("discard", ROUND, "21040.xlsx", "--reason", "thử")):
        ran = office(*argv)
        assert (ran.exit, "--by" in ran.err, "office.yaml" in ran.err) == (2, True, True)
        assert office(*argv, "--by", "   ").exit == 2
    settings.write_text(kept, "utf-8")


# files that are no returns -------------------------------------------------------------------------------------


def _received(ran: Ran, name: str) -> dict[str, object]:
    (found,) = [item for item in ran.json["returns"] if item["file"] == name]
    return dict(found)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n", "PDF"),
        (b"", "0 byte"),
        (b"PK\x03\x04 cut off", "cụt"),
        ("Kính gửi huyện".encode(), "văn bản"),
        (bytes(range(256)) * 40, "không phải bảng tính"),
    ],
    ids=["pdf", "empty", "cut off", "text", "bytes"],
)
def test_a_file_that_is_no_workbook_is_named_and_the_rest_is_counted(
    office: Clerk, content: bytes, words: str
) -> None:
    bad = office.root / "returns" / ROUND / "Báo cáo xã.xlsx"
    bad.write_bytes(content)
    ran = office("run", ROUND, "--json")
    item = _received(ran, bad.name)
    assert (ran.exit, item["kind"], item["version"], item["unit"]) == (1, "unreadable", 0, None)
    (finding,) = item["findings"]  # type: ignore[misc]
    assert bad.name in finding["message"] and words in finding["message"] and finding["remedy"]
    assert office("receive", ROUND).exit == 1
    assert bad.read_bytes() == content


def test_a_return_of_another_round_and_of_another_form_is_named_and_left_alone(office: Clerk) -> None:
    other = office.open("lamps", "2022")
    second = office.open("tthc_ii06a", "2021")
    to = office.root / "returns" / ROUND
    fill_in(office.template(other, BINH_THANH), to / "nhầm đợt.xlsx", FILL)
    fill_in(office.template(second, BINH_THANH), to / "nhầm biểu.xlsx", {})
    ran = office("run", ROUND, "--json")
    for name, kind, said in (
        ("nhầm đợt.xlsx", "wrong_round", other),
        ("nhầm biểu.xlsx", "wrong_round", second),
    ):
        item = _received(ran, name)
        assert (item["kind"], item["version"]) == (kind, 0)
        assert said in str(item["findings"]) or "2022" in str(item["findings"])
    assert BINH_THANH in ran.json["missing"]


def test_another_version_of_the_form_is_read_by_its_codes_and_named(office: Clerk) -> None:
    """A round cancelled and opened again with another form under the same id."""
    other = office.open("lamps", "2022")
    elsewhere = fresh(office.root.parent / "elsewhere")
    form = elsewhere.root / "input_templates" / "lamps" / "form.yaml"
    form.parent.mkdir()
    form.write_text(SMALL.replace('version: "1"', 'version: "9"'), "utf-8")
    assert elsewhere.open("lamps", "2022") == other
    fill_in(elsewhere.template(other, BINH_THANH), office.root / "returns" / other / "x.xlsx", FILL)
    ran = office("receive", other, "--json")
    item = _received(ran, "x.xlsx")
    assert item["kind"] == "return"
    (told,) = [finding for finding in item["findings"] if finding["code"] == "UNI-003"]
    assert told["severity"] == "warning"
    assert "9" in told["message"]


def test_a_unit_that_the_round_does_not_expect_is_asked_about(office: Clerk) -> None:
    few = office.root / "few.csv"
    few.write_text(f"code\n{CHAU_O}\n", "utf-8")
    all_ = office.open("lamps", "2023")
    shutil.rmtree(office.root / ".tonghop" / "rounds" / all_)  # only its templates are wanted below
    ran = office("run", all_)
    assert ran.exit == 2 and all_ in ran.err and "sao lưu" in ran.err
    opened = office.do("round", "new", "lamps", "2024", "--units", str(few), "--by", BY, "--json").json
    assert opened["expected"] == [CHAU_O]


@pytest.mark.parametrize("verb", ["receive", "run"])
def test_an_empty_or_absent_folder_of_returns_is_nothing_usable(office: Clerk, verb: str) -> None:
    opened = office.open("lamps", "2022")
    folder = office.root / "returns" / opened
    for exists in (False, True):
        if exists:
            folder.mkdir(parents=True)
        ran = office(verb, opened)
        assert ran.exit == 3 and str(folder) in ran.err and "Đề nghị" in ran.err
    for other in ("validate", "merge", "report"):
        ran = office(other, opened)
        assert ran.exit == 3 and opened in ran.err and "receive" in ran.err
    assert office("status", opened).exit == 1


# outputs that cannot be written ---------------------------------------------------------------------------------


def _error(number: int, winerror: int = 0) -> OSError:
    kind = PermissionError if winerror or number == errno.EACCES else OSError
    error = kind(number, "refused")
    if winerror:
        error.winerror = winerror  # type: ignore[attr-defined]
    return error


OUTPUTS = {
    "read-only folder": ("validation.html", _error(errno.EROFS), "chỉ cho đọc", "read-only"),
    "no right to write": ("consolidated.xlsx", _error(errno.EACCES), "chỉ cho đọc", "read-only"),
    "full disk": ("manifest.json", _error(errno.ENOSPC), "đầy", "full"),
    "open in another program": (
        "report.docx",
        _error(errno.EACCES, 32),
        "đang mở",
        "open in another program",
    ),
}


@pytest.mark.parametrize(("name", "error", "vi", "en"), OUTPUTS.values(), ids=OUTPUTS.keys())
def test_an_output_that_cannot_be_written_loses_nothing(
    office: Clerk, monkeypatch: pytest.MonkeyPatch, name: str, error: OSError, vi: str, en: str
) -> None:
    before = office.outputs(ROUND)
    office.send(ROUND, BINH_THANH, {"lamp_total": 10, "lamp_broken": 1})
    with monkeypatch.context() as broken:
        for lang, words, ending in (("vi", vi, ".docx"), ("en", en, ".en.docx")):
            refused = name.replace(".docx", ending)  # an English report stands beside the Vietnamese one
            _refuse(broken, refused, error)
            ran = office("run", ROUND, "--lang", lang)
            assert ran.exit == 4, ran
            assert refused in ran.err and words in ran.err
    after = office.outputs(ROUND)
    assert after[name] == before[name]
    assert not list(office.root.rglob("*.tmp"))
    assert office("run", ROUND).exit == 1
    again = office.outputs(ROUND)
    assert again["manifest.json"] != before["manifest.json"]
    assert not [
        path for path in again if "(lần" in path
    ]  # what we half wrote is not taken for someone's edit


def _refuse(monkeypatch: pytest.MonkeyPatch, name: str, error: OSError) -> None:
    """The disk says no when the atomic writer puts this file in place."""
    really: Callable[[Path, Path], None] = atomic.replace

    def replace(temporary: Path, path: Path) -> None:
        if path.name == name:
            raise error
        really(temporary, path)

    monkeypatch.setattr(atomic, "replace", replace)


def test_templates_that_cannot_be_written_lose_nothing(
    office: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = office.do("round", "new", "lamps", "2022", "--by", BY, "--json").json["round"]
    with monkeypatch.context() as broken:
        _refuse(broken, "templates.zip", _error(errno.ENOSPC))
        assert office("template", opened).exit == 4
    assert office("template", opened).exit == 0
    assert not [name for name in office.outputs(opened) if "(lần" in name]


# what staff write: forms, suites, office.yaml, units.csv ----------------------------------------------------------

BAD_FORMS = {
    "unknown key": ("  core: true", "  corre: true", ("core",)),
    "unknown kind": ("kind: fields", "kind: field", ("fields",)),
    "unknown field in a rule": ("lamp_broken <= lamp_total", "lamp_brokn <= lamp_total", ("lamp_broken",)),
    "not YAML": ("asked_of: [commune]", "asked_of: [commune", ()),
    "unknown severity": ("severity: error", "severity: eror", ("error",)),
}


@pytest.mark.parametrize(("good", "bad", "meant"), BAD_FORMS.values(), ids=BAD_FORMS.keys())
def test_a_bad_form_is_named_with_file_and_line(
    office: Clerk, good: str, bad: str, meant: tuple[str, ...]
) -> None:
    form = office.root / "input_templates" / "lamps" / "form.yaml"
    assert good in SMALL
    text = SMALL.replace(good, bad, 1)
    line = text[: text.index(bad)].count("\n") + 1
    form.write_text(text, "utf-8")
    for argv in (("form", "check", "lamps"), ("round", "new", "lamps", "2022", "--by", BY)):
        ran = office(*argv)
        assert ran.exit == 2, ran
        assert "input_templates/lamps/form.yaml" in ran.err
        assert f"dòng {line}" in ran.err or bad == "asked_of: [commune"
        assert all(word in ran.err for word in meant)
    assert office("run", ROUND).exit == 1  # the round goes by the form it was opened with
    form.write_text(SMALL, "utf-8")
    assert office("form", "check", "lamps").exit == 0


def test_a_misspelt_expectation_type_is_refused_by_name(office: Clerk) -> None:
    path = office.root / "expectations" / "lamps.json"
    suites = json.loads(path.read_text("utf-8"))
    block = next(iter(suites))
    own = {"type": "expect_column_values_to_be_betwen", "kwargs": {"column": "lamp_total", "min_value": 0}}
    suites[block]["expectations"].append(own)
    good = path.read_bytes()
    path.write_text(json.dumps(suites, ensure_ascii=False), "utf-8")
    for verb in ("validate", "run"):
        ran = office(verb, ROUND)
        assert ran.exit == 2, ran
        assert "expectations/lamps.json" in ran.err
        assert "expect_column_values_to_be_betwen" in ran.err
        assert "expect_column_values_to_be_between" in ran.err
    assert "Did you mean" in office("validate", ROUND, "--lang", "en").err
    path.write_bytes(good)


def test_a_round_that_an_earlier_version_opened_is_checked_as_this_one_reads_its_form(office: Clerk) -> None:
    before = office("validate", ROUND, "--json").json
    frozen = office.root / ".tonghop" / "rounds" / ROUND / "suites" / "lamps.json"
    for path in (frozen, office.root / "expectations" / "lamps.json"):
        suites = json.loads(path.read_text("utf-8"))
        for suite in suites.values():
            del suite["meta"]
            for item in suite["expectations"]:
                del item["meta"]["tonghop"]["content"]
                item["kwargs"]["check"] = item["kwargs"]["check"].replace("complete(", "filled(")
        text = json.dumps(suites, ensure_ascii=False)
        assert "filled(" in text
        path.write_text(text, "utf-8")
    after = office("validate", ROUND, "--json").json
    assert after["findings"] == before["findings"]
    assert after["returns"] == before["returns"]


def test_an_own_expectation_runs_with_the_forms(office: Clerk) -> None:
    path = office.root / "expectations" / "lamps.json"
    suites = json.loads(path.read_text("utf-8"))
    own = {"type": "expect_column_values_to_be_between", "kwargs": {"column": "lamp_total", "max_value": 100}}
    next(iter(suites.values()))["expectations"].append(own)
    path.write_text(json.dumps(suites, ensure_ascii=False), "utf-8")
    noted = office("validate", ROUND, "--json").json
    assert "SUI-020" in [finding["code"] for finding in noted["findings"]]
    taken = office("validate", ROUND, "--take-suite", "--json").json
    assert "SUI-021" in [one["code"] for one in taken["findings"]]
    (found,) = [f for item in taken["returns"] for f in item["findings"] if f["field"] == "lamp_total"]
    assert found["cell"] and "120" in found["message"] + found["raw"]
    kept = json.loads(path.read_text("utf-8"))
    assert own["kwargs"] in [item["kwargs"] for item in next(iter(kept.values()))["expectations"]]


def test_a_broken_suite_file_is_named_with_its_line(office: Clerk) -> None:
    path = office.root / "expectations" / "lamps.json"
    good = path.read_bytes()
    path.write_bytes(good.replace(b'"kwargs": {', b'"kwargs": ', 1))
    ran = office("validate", ROUND)
    assert ran.exit == 2 and "expectations/lamps.json" in ran.err and "dòng" in ran.err
    path.unlink()  # the remedy that the message offers
    assert office("validate", ROUND).exit == 1
    assert path.read_bytes() == good


@pytest.mark.parametrize(
    ("name", "bad", "words"),
    [
        ("office.yaml", "unit_cod: 524\n", ("office.yaml", "dòng 1", "unit_code")),
        ("office.yaml", "just words\n", ("office.yaml", "dòng 1")),
        ("units.csv", "code,name\n1,Xã\n", ("units.csv",)),
        ("units.csv", "code,name\n", ("524",)),
    ],
)
def test_a_broken_setting_is_named_with_file_and_line(
    office: Clerk, name: str, bad: str, words: tuple[str, ...]
) -> None:
    path = office.root / name
    good = path.read_bytes()
    path.write_text(bad, "utf-8")
    ran = office("round", "new", "lamps", "2022", "--by", BY)
    assert ran.exit == 2
    assert all(word in ran.err for word in words), ran.err
    path.write_bytes(good)


def test_a_history_with_a_wrong_line_is_refused_whole(office: Clerk) -> None:
    path = office.root / "cũ.csv"
    path.write_text("period,form,field,value\n2020,lamps,lamp_total,99\n2020,lamps,lamp_totl,1\n", "utf-8")
    ran = office("history", "import", path, "--by", BY)
    assert ran.exit == 2 and "cũ.csv" in ran.err and "dòng 3" in ran.err and "lamp_total" in ran.err
    path.write_text("period,form,field,value\n", "utf-8")
    assert office("history", "import", path, "--by", BY).exit == 3


@pytest.mark.parametrize(
    ("name", "bad", "word"),
    [
        ("plan.csv", "unit,field,value,document\n,lamp_totl,150,KH 21\n", "dòng 2"),
        ("report.yaml", "- [", "report.yaml"),
    ],
)
def test_a_run_stopped_by_what_staff_wrote_says_that_the_files_were_received(
    office: Clerk, name: str, bad: str, word: str
) -> None:
    path = office.root / "rounds" / ROUND / name
    good = path.read_bytes() if path.is_file() else b""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(bad, "utf-8")
    office.send(ROUND, BINH_THUAN, FILL)
    ran = office("run", ROUND)
    assert ran.exit == 2
    assert word in ran.err and "đã nhận và lưu 1 tệp mới" in ran.err and f"tonghop run {ROUND}" in ran.err
    again = office("run", ROUND)
    assert again.exit == 2 and word in again.err and "đã nhận" not in again.err
    path.write_bytes(good) if good else path.unlink()
    told = office("run", ROUND, "--json").json
    assert BINH_THUAN not in told["missing"]
