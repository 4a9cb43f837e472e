"""Great Expectations' Data Docs: the round's own results, readable without a network, the same every time."""

import json
import re
import socket
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.forms import SMALL_FORM, small_form, small_round
from tests.unit.small_workspace import make_small_workspace
from tests.unit.validation.fills import data
from toolkit import pipeline
from toolkit.desk import NewRound, open_desk
from toolkit.files.fill_workbook import fill_workbook
from toolkit.files.model import cell_name
from toolkit.files.write_workbook import write_workbook
from toolkit.form.layout import lay_out
from toolkit.form.model import Round
from toolkit.template.build import plan_template
from toolkit.validation.frames import FIELDS
from toolkit.validation.gx.data_docs import data_docs
from toolkit.validation.suites import compile_suite, refresh_suite

OWN: list[dict[str, Any]] = [
    {
        "type": "expect_column_values_to_be_between",
        "kwargs": {"column": "household_total", "min_value": 10, "max_value": 500},
        "meta": {},
    },
    {
        "type": "expect_column_values_to_be_in_set",
        "kwargs": {"column": "contact", "value_set": ["ai đó"]},
        "meta": {},
    },
    {
        "type": "expect_column_values_to_be_in_set",
        "kwargs": {"column": "no_such_column", "value_set": [1]},
        "meta": {},
    },
]


class _Page(HTMLParser):
    """What a page would load, where it leads, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag in {"script", "link", "img", "iframe", "source", "object", "embed"}:
            self.loads.append(f"{tag} {known}")
        if tag == "a" and known.get("href"):
            self.links.append(str(known["href"]))
        if tag == "style":
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "style" and self.inside:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.words.append(data)


def _round() -> Round:
    return small_round(small_form(SMALL_FORM))


def _pages(monkeypatch: pytest.MonkeyPatch, lang: Any = "vi") -> dict[str, str]:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError(f"the network was asked for: {args}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    opened = _round()
    form = opened.forms[0]
    suites = compile_suite(form)
    suites[FIELDS]["expectations"] += OWN
    suites, _ = refresh_suite(form, suites)
    one, other = opened.units[0].unit_id, opened.units[1].unit_id
    units = (
        data(opened, one, {"contact": "SỐ ĐIỆN THOẠI 0900", "dossier_direct": 57}),
        data(opened, other, {"household_total": 700}),
    )
    return {
        name: page.decode() for name, page in data_docs(opened, units, {form.id: suites}, {}, lang).items()
    }


@pytest.fixture(scope="module")
def pages() -> Iterator[dict[str, str]]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield _pages(monkeypatch)


def test_there_is_a_page_of_results_and_one_of_expectations_for_every_frame(pages: dict[str, str]) -> None:
    frames = {"fields", "dossiers", "documents"}
    assert set(pages) == {
        "data_docs/index.html",
        *(f"data_docs/small.{frame}{end}.html" for frame in frames for end in ("", ".suite")),
    }


def test_no_page_loads_anything_and_every_link_leads_to_a_page_here(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        parsed = _Page()
        parsed.feed(page)
        assert parsed.loads == [], name
        assert not re.search(r"https?://(?!www\.w3\.org)", page), name
        for link in parsed.links:
            assert link.startswith("#") or f"data_docs/{link.partition('#')[0]}" in pages, (name, link)


def test_pages_say_what_failed_in_the_forms_own_words(pages: dict[str, str]) -> None:
    parsed = _Page()
    parsed.feed(pages["data_docs/small.fields.html"])
    words = " ".join(" ".join(parsed.words).split())
    assert "dossiers_add_up: Tổng số hồ sơ tiếp nhận bằng tổng số hồ sơ trực tuyến và trực tiếp." in words
    assert "700" in words  # what a user's own expectation found
    assert "Kết quả tuyên truyền" in words or "Tuyên truyền" in words
    index = pages["data_docs/index.html"]
    assert "kết quả" in index and "Data Docs của đợt small-2024-H1" in index


def test_values_of_personal_fields_and_folders_of_this_computer_are_in_no_page(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        assert "0900" not in page, name
        assert "site-packages" not in page and "Traceback" not in page, name
    assert "no_such_column" in pages["data_docs/small.fields.html"]


def test_the_same_data_give_the_same_pages(pages: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert _pages(monkeypatch) == pages
    english = _pages(monkeypatch, "en")
    assert "Data Docs of the round" in english["data_docs/index.html"]


def test_validate_writes_them_on_request_and_the_manifest_names_them(tmp_path: Path) -> None:
    workspace = make_small_workspace(tmp_path / "district", "tthc_ii06a")
    moment = datetime(2024, 6, 14, 9)
    with open_desk(workspace.root, by="Người thử", at=moment) as desk:
        opened = pipeline.open_round(desk, NewRound(forms=("tthc_ii06a",), period="2024-H1")).round
        assert opened is not None
        unit = opened.units[0]
        slots = lay_out(opened.forms, (unit,)).slots
        typed: dict[str, dict[str, object]] = {slots[0].sheet: {}}
        for slot in slots:
            typed[slot.sheet][cell_name(slot.row, slot.col)] = 0
        template = write_workbook(plan_template(opened, (unit,), {}, desk.office))
        workspace.returns(opened.id).mkdir(parents=True, exist_ok=True)
        (workspace.returns(opened.id) / "a.xlsx").write_bytes(fill_workbook(template, typed, moment))
        pipeline.receive(desk, opened.id)
        plain = pipeline.validate(desk, opened.id)
        assert not any("data_docs" in output.path for output in plain.outputs)
        result = pipeline.validate(desk, opened.id, data_docs=True)
    written = {output.path for output in result.outputs if "data_docs" in output.path}
    folder = f"outputs/{opened.id}/data_docs"
    frames = ("fields", "dossiers_by_field")
    assert f"{folder}/index.html" in written
    assert written == {
        f"{folder}/index.html",
        *(f"{folder}/tthc_ii06a.{frame}{end}.html" for frame in frames for end in ("", ".suite")),
    }
    assert all((workspace.root / path).is_file() for path in written)
    manifest = json.loads((workspace.outputs(opened.id) / "manifest.json").read_text("utf-8"))
    assert "data_docs/index.html" in manifest["outputs"]
