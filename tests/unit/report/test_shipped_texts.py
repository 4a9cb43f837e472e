"""The report texts that ship with the forms: free of mistakes, and saying what one district printed for 2021."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest

from tests.unit.report.base_documents import FILE, word
from tests.unit.report.values import OFFICE, ROUND, here_of, standings
from toolkit.files.document import Paragraph
from toolkit.files.fill_document_tags import tags_of
from toolkit.form.load import load_form
from toolkit.form.model import Form, Key, Rollup, Round
from toolkit.intake.model import Qualifier
from toolkit.merge.model import TOTAL_ROW, Coverage, Total, Totals
from toolkit.periods import parse_period
from toolkit.report.compose import compose
from toolkit.report.model import ReportChoices
from toolkit.report.placeholders import resolve
from toolkit.report.template_text import check_text, untold
from toolkit.text import Lang

FORMS = Path(__file__).resolve().parents[3] / "input_templates"
SHIPPED = ("cchc_communication", "tthc_ii06a")
# What the district printed for 2021, and how our text says it.
PRINTED = {
    ("document_copy", 130): "Phát hành 130 tập tài liệu",
    ("eboard_run", 35): "35 lượt trên bảng tin điện tử",
    ("meeting_count", 81): "81 đợt hội nghị",
    ("media_column", 15): "15 chuyên mục",
    ("media_article", 136): "136 tin, bài",
    ("banner_vertical", 90): "90 tấm phướn",
    ("banner_horizontal", 28): "28 băng rôn",
    ("mobile_van_session", 17): "17 buổi tuyên truyền bằng xe lưu động",
    ("integrated_session", 34): "hơn 34 lượt",
}


def form(ident: str) -> Form:
    return load_form((FORMS / ident / "form.yaml").read_bytes(), f"{ident}/form.yaml")


def text(ident: str, lang: str) -> str:
    return (FORMS / ident / f"report.{lang}.md.j2").read_text(encoding="utf-8")


def year(*forms: Form) -> Round:
    period = parse_period("2021")
    return replace(ROUND, id="year", forms=forms, period=period, due=period.due)


def written(round: Round, totals: tuple[Total, ...], lang: Lang = "vi") -> str:
    sources = {form.id: text(form.id, lang) for form in round.forms}
    made = Totals(round=round.id, edition=0, totals=totals)
    choices = ReportChoices(as_of=date(2021, 12, 16))
    document = compose(here_of(round, made, standings(), OFFICE, choices, lang), sources)
    return "\n".join(part.text for part in document.sections[0].parts if isinstance(part, Paragraph))


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("ident", SHIPPED)
def test_the_shipped_texts_name_what_their_forms_have(ident: str, lang: str) -> None:
    check_text(form(ident), text(ident, lang), f"{ident}/report.{lang}.md.j2")
    empty = written(year(form(ident)), (), cast(Lang, lang))
    assert "None" not in empty
    assert "I." not in empty


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("ident", SHIPPED)
def test_every_summed_field_has_a_sentence_of_its_own_or_is_left_to_the_annex(ident: str, lang: str) -> None:
    swept = re.compile(
        r"{% for c in con_lai.*?{% endfor %}", re.DOTALL
    )  # what a sentence of ours would be made for
    alone = swept.sub("", text(ident, lang))
    assert "con_lai(" in text(ident, lang) and "c in con_lai(" not in alone
    assert [item.code for item in untold(form(ident), alone, f"{ident}/report.{lang}.md.j2")] == []


def test_both_languages_say_the_same_fields() -> None:
    for ident in SHIPPED:
        said = [
            re.findall(
                r'\b(?:so|ty_le|tren_tong|y_kien|danh_sach|ke_hoach|so_sanh|kem)\("([a-z_0-9]+)"',
                text(ident, lang),
            )
            for lang in ("vi", "en")
        ]
        assert said[0] == said[1], ident


def test_every_figure_printed_for_2021_stands_in_its_sentence() -> None:
    asked = form("cchc_communication")
    totals = []
    for code, value in PRINTED:
        block, item = asked.find_field(code)
        over = Qualifier.OVER if code == "integrated_session" else Qualifier.EXACT
        totals.append(
            Total(
                key=Key(asked.id, block.id, code),
                label=item.label,
                measure=item.measure,
                rollup=Rollup.SUM,
                value=value,
                qualifier=over,
                coverage=Coverage(),
            )
        )
    block, item = asked.find_field("tthc_online")
    stated = (("10-own@", Decimal(100)),)
    coverage = Coverage(asked=("10-own@",))
    totals.append(
        Total(
            key=Key(asked.id, block.id, item.code),
            label=item.label,
            measure=item.measure,
            rollup=Rollup.RATIO,
            value=None,
            coverage=coverage,
            stated=stated,
        )
    )
    report = written(year(asked), tuple(totals))
    for sentence in PRINTED.values():
        assert sentence in report
    assert "- 100% thủ tục hành chính" in report
    order = [report.index(word) for word in ("130 tập", "81 đợt", "15 chuyên mục", "90 tấm", "17 buổi")]
    assert order == sorted(order)


def test_two_forms_make_one_report_with_parts_in_order() -> None:
    first, second = (form(ident) for ident in SHIPPED)
    block = second.block("dossiers_by_field")
    values = {"received_total": 19944, "received_online": 19255, "received_direct_post": 689}
    totals = tuple(
        Total(
            key=Key(second.id, block.id, code, TOTAL_ROW, code),
            label=block.column(code).label,
            measure=block.column(code).measure,
            rollup=Rollup.SUM,
            value=value,
            coverage=Coverage(asked=("a",), reporting=("a",)),
        )
        for code, value in values.items()
    )
    van = first.find_field("mobile_van_session")
    key = Key(first.id, van[0].id, "mobile_van_session")
    sessions = replace(totals[0], key=key, label=van[1].label, value=17)
    report = written(year(first, second), (sessions, *totals))
    both = "ết quả thực hiện công tác tuyên truyền cải cách hành chính; tình hình, kết quả giải quyết thủ tục hành chính"
    assert report.count(both) == 3  # title, opening, closing
    assert "Tổng số hồ sơ nhận giải quyết là 19.944 hồ sơ." in report
    assert "trực tuyến 19.255 hồ sơ, chiếm 96,55%" in report
    assert "bưu chính 689 hồ sơ, chiếm 3,45%." in report
    assert report.index("I. KẾT QUẢ CÔNG TÁC") < report.index("II. TÌNH HÌNH, KẾT QUẢ")
    assert report.count("Trên đây là báo cáo") == 1


def test_an_office_names_a_field_of_the_shipped_form_as_it_speaks_of_it() -> None:
    base = word("Treo [[Tấm phướn]] tấm, [[băng rôn ngang]] chiếc")
    asked = resolve(tags_of(base, FILE), (form("cchc_communication"),), FILE)
    assert [one.code for one in asked] == ["banner_vertical", "banner_horizontal"]
