"""Outlines with days from which they are in force, and the base document that counts for a round."""

import pytest

from toolkit.errors import FormError
from toolkit.files.own_wording import base_of, outline_in_force, outlines_of, texts_of
from toolkit.files.workspace import Workspace
from toolkit.periods import parse_period

NAMES = (
    "report.vi.md.j2", "report.en.md.j2", "report@2024-01-01.vi.md.j2", "report@2025-07-01.vi.md.j2",
    "report-unit.vi.md.j2", "report.docx", "form.yaml",
)  # fmt: skip


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2023", "report.vi.md.j2"),
        ("2023-12", "report.vi.md.j2"),
        ("2024-01", "report@2024-01-01.vi.md.j2"),
        ("20240101-20240101", "report@2024-01-01.vi.md.j2"),
        ("2025-H1", "report@2024-01-01.vi.md.j2"),
        ("2025", "report@2025-07-01.vi.md.j2"),
    ],
)
def test_the_newest_outline_that_has_begun_by_the_periods_end(period: str, expected: str) -> None:
    assert outline_in_force(NAMES, "vi", parse_period(period), "f") == expected
    assert outline_in_force(reversed(NAMES), "vi", parse_period(period), "f") == expected


def test_an_outline_counts_in_its_language_only() -> None:
    assert outline_in_force(NAMES, "en", parse_period("2025"), "f") == "report.en.md.j2"
    assert outline_in_force(("report@2024-01-01.vi.md.j2",), "vi", parse_period("2023"), "f") == ""


def test_a_day_that_is_none_is_told_with_its_file() -> None:
    with pytest.raises(FormError) as caught:
        outline_in_force(("report@2024-13-01.vi.md.j2",), "vi", parse_period("2023"), "input_templates/a")
    assert caught.value.params["file"] == "input_templates/a/report@2024-13-01.vi.md.j2"
    assert caught.value.params["raw"] == "2024-13-01"


def _workspace(root, files):  # type: ignore[no-untyped-def]
    for name, data in files.items():
        path = root / "input_templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return Workspace(root)


def test_texts_come_with_their_files_and_without_a_mark_of_notepad(tmp_path) -> None:  # type: ignore[no-untyped-def]
    place = _workspace(
        tmp_path, {"a/report@2024-01-01.vi.md.j2": "\ufeffKết quả".encode(), "b/report.en.md.j2": b"x"}
    )
    texts, files = texts_of(place, ("a", "b"), parse_period("2024"), "vi")
    assert texts == {"a": "Kết quả"}
    assert files == {"a": "input_templates/a/report@2024-01-01.vi.md.j2"}
    assert list(outlines_of(place, "b")) == ["input_templates/b/report.en.md.j2"]


def test_a_text_of_another_coding_is_told_with_its_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    place = _workspace(tmp_path, {"a/report.vi.md.j2": "một\nKết quả".encode("utf-16-le")})
    with pytest.raises(FormError) as caught:
        texts_of(place, ("a",), parse_period("2024"), "vi")
    assert caught.value.key == "wording.not_utf8"
    place = _workspace(tmp_path, {"a/report.vi.md.j2": b"m\nK\xfft qu"})
    with pytest.raises(FormError) as caught:
        texts_of(place, ("a",), parse_period("2024"), "vi")
    assert caught.value.params["line"] == 2


def test_the_first_forms_base_counts_then_the_one_of_all(tmp_path) -> None:  # type: ignore[no-untyped-def]
    place = _workspace(tmp_path, {"b/report.docx": b"b", "report.docx": b"all"})
    assert base_of(place, ("a", "b"), "vi") == {"input_templates/b/report.docx": b"b"}
    assert base_of(place, ("a",), "vi") == {"input_templates/report.docx": b"all"}
    assert base_of(_workspace(tmp_path / "none", {"a/form.yaml": b""}), ("a",), "vi") == {}


def test_a_base_of_english_reports_has_a_name_of_its_own(tmp_path) -> None:  # type: ignore[no-untyped-def]
    place = _workspace(tmp_path, {"b/report.docx": b"b", "b/report.en.docx": b"en"})
    assert base_of(place, ("b",), "vi") == {"input_templates/b/report.docx": b"b"}
    assert base_of(place, ("b",), "en") == {"input_templates/b/report.en.docx": b"en"}


def test_the_text_of_a_units_own_report_is_read_as_the_rounds_is(tmp_path) -> None:  # type: ignore[no-untyped-def]
    place = _workspace(
        tmp_path,
        {
            "a/report.vi.md.j2": b"whole",
            "a/report-unit.vi.md.j2": "\ufeffxã".encode(),
            "a/report-unit@2022-01-01.vi.md.j2": "phường".encode(),
            "b/report-unit.vi.md.j2": "xã".encode("utf-16"),
        },
    )
    assert texts_of(place, ("a",), parse_period("2021"), "vi", of_unit=True)[0] == {"a": "xã"}
    assert texts_of(place, ("a",), parse_period("2022"), "vi", of_unit=True) == (
        {"a": "phường"},
        {"a": "input_templates/a/report-unit@2022-01-01.vi.md.j2"},
    )
    assert texts_of(place, ("a",), parse_period("2022"), "vi")[0] == {"a": "whole"}
    assert list(outlines_of(place, "a")) == ["input_templates/a/report.vi.md.j2"]
    assert len(outlines_of(place, "a", of_unit=True)) == 2
    with pytest.raises(FormError) as caught:
        texts_of(place, ("b",), parse_period("2022"), "vi", of_unit=True)
    assert caught.value.key == "wording.not_utf8"
