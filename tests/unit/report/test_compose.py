"""What a report says of the facts it is given, and what it leaves unsaid."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.report.drawn import runs
from tests.unit.report.values import (
    OFFICE,
    ROUND,
    UNITS,
    before,
    idea,
    rate,
    report,
    standings,
    total,
    totals,
)
from toolkit.errors import FormError
from toolkit.files.document import Document, Paragraph
from toolkit.form.model import Key
from toolkit.intake.model import Qualifier
from toolkit.merge.model import Against, Coverage, Line, Source, Total, Totals
from toolkit.report.markdown import to_markdown
from toolkit.report.model import ReportChoices, Show, Written
from toolkit.text import Text

BANNERS = '[ket_qua]\n# Kết quả\n- Treo {{ so("banner") }} tấm băng rôn{{ so_sanh("banner") }}.\n'
_LOOP = "{% for a in range(99999) %}"


def body(document: Document) -> list[str]:
    return [part.text for part in document.sections[0].parts if isinstance(part, Paragraph)]


def said(made: Totals, text: str, **more: object) -> list[str]:
    """The paragraphs after the first heading, closing left out."""
    lines = body(report(made, text, **more))
    first = next((n for n, line in enumerate(lines) if line.startswith("I. ")), len(lines) - 1)
    return lines[first:-1]


def showing(*what: Show) -> ReportChoices:
    """Choices of staff who switched these on."""
    return ReportChoices(as_of=date(2024, 6, 18), written=Written(show=frozenset(what)))


@pytest.mark.parametrize(
    ("now", "then", "tail"),
    [
        (136, 124, ", tăng 12 tấm (tăng 9,68%) so với cùng kỳ năm trước."),
        (112, 124, ", giảm 12 tấm (giảm 9,68%) so với cùng kỳ năm trước."),
        (124, 124, ", bằng cùng kỳ năm trước."),
        (124, 0, ", cùng kỳ năm trước không phát sinh."),
        (320, 100, ", tăng 220 tấm (gấp 3,2 lần) so với cùng kỳ năm trước."),
        (124, None, "."),
        (100001, 100000, ", tăng 01 tấm (tăng 0,01%) so với cùng kỳ năm trước."),
    ],
)
def test_a_count_is_compared_with_the_same_period_last_year(now: int, then: int | None, tail: str) -> None:
    made = total("banner", now)
    past = () if then is None else (before(made, then),)
    shown = f"{now:,}".replace(",", ".")
    assert said(totals(made, comparisons=past), BANNERS)[-1] == f"- Treo {shown} tấm băng rôn{tail}"


@pytest.mark.parametrize(
    "more",
    [
        {"qualifier": Qualifier.OVER},
        {"complete": False},
        {"reason": Text("không so sánh được", "not comparable"), "value": None},
        {"against": Against.PLAN},
        {"against": Against.SO_FAR},
    ],
)
def test_no_direction_word_rests_on_what_is_no_equal_figure_of_last_year(more: dict[str, object]) -> None:
    made = total("banner", 136)
    past = (replace(before(made, 124), **more),)  # type: ignore[arg-type]
    assert said(totals(made, comparisons=past), BANNERS)[-1] == "- Treo 136 tấm băng rôn."


@pytest.mark.parametrize(("now", "tail"), [(136, "tăng 12 tấm (tăng 9,68%) so với"), (124, "bằng")])
def test_a_figure_of_last_year_that_was_never_issued_is_told_as_such(now: int, tail: str) -> None:
    made = total("banner", now)
    past = (replace(before(made, 124), provisional=True),)
    line = said(totals(made, comparisons=past), BANNERS)[-1]
    assert line == f"- Treo {now} tấm băng rôn, {tail} cùng kỳ năm trước (số liệu sơ bộ)."


def test_zero_is_said_as_nothing_and_still_compared() -> None:
    made = total("banner", 0)
    line = said(totals(made, comparisons=(before(made, 12),)), BANNERS)[-1]
    assert line == "- Không có băng rôn, giảm 12 tấm (giảm 100%) so với cùng kỳ năm trước."


def test_small_counts_are_padded_and_qualifiers_said() -> None:
    assert said(totals(total("banner", 4)), BANNERS)[-1] == "- Treo 04 tấm băng rôn."
    over = total("banner", 34, qualifier=Qualifier.OVER)
    line = said(totals(over, comparisons=(before(over, 10),)), BANNERS)[-1]
    assert line == "- Treo hơn 34 tấm băng rôn."


WAITING = "có số liệu của 0{} đơn vị đang chờ làm rõ, chưa tổng hợp"


def test_no_direction_word_while_a_unit_is_missing_or_held() -> None:
    for word in ("missing", "held"):
        coverage = Coverage(asked=UNITS, reporting=UNITS[1:], **{word: UNITS[:1]})
        made = total("banner", 136, coverage=coverage)
        facts = totals(made, comparisons=(before(made, 124),), missing=UNITS[:1])
        note = f" ({WAITING.format(1)})" if word == "held" else ""
        assert said(facts, BANNERS)[-1] == f"- Treo 136 tấm băng rôn{note}."


def partly(code: str, value: int, *blank: str, **more: object) -> Total:
    """A total that those units left blank."""
    reporting = tuple(unit for unit in UNITS if unit not in blank)
    return total(code, value, coverage=Coverage(asked=UNITS, reporting=reporting, missing=blank), **more)


def held(code: str, value: int, *units: str) -> Total:
    """A total that those units' entries are held out of."""
    reporting = tuple(unit for unit in UNITS if unit not in units)
    made = total(code, value, coverage=Coverage(asked=UNITS, reporting=reporting, held=units))
    kept = tuple(Source(unit_id=unit, key=made.key, value=1, counted=False) for unit in units)
    return replace(made, sources=(*made.sources, *kept))


def test_nothing_of_a_whole_is_nothing_of_its_kind() -> None:
    text = '[ket_qua]\n# Một\nTiếp nhận {{ so("dossier_received") }} hồ sơ.\n'
    assert said(totals(total("dossier_received", 0)), text)[-1] == "Không có hồ sơ tiếp nhận."


@pytest.mark.parametrize(
    ("made", "missing", "line"),
    [
        (total("banner", 0), (), "- Không có băng rôn."),
        (partly("banner", 0, *UNITS[:3]), (), "- Chưa có băng rôn (theo báo cáo của 02/05 đơn vị)."),
        (partly("banner", 4, *UNITS[:3]), (), "- Treo 04 tấm băng rôn (theo báo cáo của 02/05 đơn vị)."),
        # Whole units that have not returned are said once, at the beginning, and not with every number.
        (partly("banner", 4, *UNITS[:3]), UNITS[:3], "- Treo 04 tấm băng rôn."),
        (partly("banner", 0, *UNITS[:3]), UNITS[:3], "- Chưa có băng rôn."),
        (
            partly("banner", 4, *UNITS[:3]),
            UNITS[:1],
            "- Treo 04 tấm băng rôn (theo báo cáo của 02/05 đơn vị).",
        ),
        (held("banner", 4, UNITS[0]), (), f"- Treo 04 tấm băng rôn ({WAITING.format(1)})."),
        (
            total("banner", 4, coverage=Coverage(asked=UNITS, held=UNITS[:2], missing=UNITS[2:])),
            (),
            f"- Treo 04 tấm băng rôn (theo báo cáo của 0/05 đơn vị; {WAITING.format(2)}).",
        ),
    ],
)
def test_a_number_of_some_units_says_so_and_nothing_is_said_of_all_only(
    made: Total, missing: tuple[str, ...], line: str
) -> None:
    facts = totals(made, comparisons=(before(made, 2),) if made.coverage.missing else (), missing=missing)
    assert said(facts, BANNERS)[-1] == line


def test_a_note_that_all_clauses_share_follows_the_lead() -> None:
    text = '[ket_qua]\n# Một\n- Trực quan: {{ so("banner") }} băng rôn | {{ so("panel") }} pano.\n'
    banner, panel = partly("banner", 0, *UNITS[:3]), partly("panel", 7, *UNITS[:3])
    assert said(totals(banner, panel), text)[-1] == (
        "- Trực quan (theo báo cáo của 02/05 đơn vị): chưa có băng rôn; 07 pano."
    )
    other = partly("panel", 7, *UNITS[2:])
    assert said(totals(banner, other), text)[-1] == (
        "- Trực quan: chưa có băng rôn (theo báo cáo của 02/05 đơn vị); 07 pano (theo báo cáo của 02/05 đơn vị)."
    )
    assert said(totals(total("banner", 3), panel), text)[-1] == (
        "- Trực quan: 03 băng rôn; 07 pano (theo báo cáo của 02/05 đơn vị)."
    )
    assert said(totals(panel), text)[-1] == "- Trực quan: 07 pano (theo báo cáo của 02/05 đơn vị)."


def test_numbers_of_one_sentence_with_different_units_behind_them_have_their_own_notes() -> None:
    text = '[ket_qua]\n# Một\nCó {{ so("banner") }} và {{ so("panel") }} tấm.\n'
    made = totals(partly("banner", 4, UNITS[0]), partly("panel", 7, *UNITS[:3]))
    assert said(made, text)[-1] == (
        "Có 04 (theo báo cáo của 04/05 đơn vị) và 07 (theo báo cáo của 02/05 đơn vị) tấm."
    )


def test_a_rate_of_some_units_says_so_beside_its_pair() -> None:
    text = '[ket_qua]\n# Kết quả\n- Đạt {{ ty_le("online_rate") }}.\n'
    coverage = Coverage(asked=UNITS, reporting=UNITS[:2], missing=UNITS[2:])
    made = rate("online_rate", 107, 165, coverage=coverage)
    assert said(totals(made), text)[-1] == "- Đạt 64,85% (107/165, theo báo cáo của 02/05 đơn vị)."
    nothing = rate("online_rate", 0, 0, coverage=coverage)
    assert said(totals(nothing), text)[-1] == (
        "- Chưa có số liệu để tính tỷ lệ hồ sơ trực tuyến (theo báo cáo của 02/05 đơn vị)."
    )


def test_yes_is_counted_of_all_only_when_all_have_answered() -> None:
    text = '[ket_qua]\n# Một\n- Kế hoạch: {{ tren_tong("plan_issued") }} đơn vị.\n'
    assert said(totals(total("plan_issued", 2)), text)[-1] == "- Kế hoạch: 02/05 đơn vị."
    made = held("plan_issued", 2, UNITS[2])
    waiting = Coverage(asked=UNITS, reporting=UNITS[:2], held=UNITS[2:3], missing=UNITS[3:])
    for missing in ((), UNITS[3:]):
        facts = totals(replace(made, coverage=waiting), missing=missing)
        assert said(facts, text)[-1] == "- Kế hoạch: 02 đơn vị (trong 02 đơn vị có số liệu)."


def test_a_text_of_ours_says_how_many_units_stand_behind_a_number() -> None:
    made = totals(partly("banner", 4, *UNITS[:3]), partly("panel", 0, UNITS[0]))
    text = "\n".join(body(report(made, None)))
    assert "- Băng rôn: 04 tấm (theo báo cáo của 02/05 đơn vị)." in text
    assert "- Pano: chưa có (theo báo cáo của 04/05 đơn vị)." in text


def test_the_annex_names_what_some_report_and_who_states_rates_only() -> None:
    stated = tuple((unit, Decimal(100)) for unit in UNITS[:2])
    paired = Coverage(asked=UNITS, reporting=UNITS[2:])
    made = totals(
        partly("banner", 4, *UNITS[:3]),
        partly("panel", 0, *UNITS[:3]),
        total("budget", None, coverage=Coverage(asked=UNITS, missing=UNITS)),
        rate("satisfaction", 9, 10, coverage=paired, stated=stated),
        partly("dossier_received", 9, UNITS[0]),
    )
    text = to_markdown(report(made, None))
    for note in (
        "- Số liệu theo báo cáo của 02/05 đơn vị: Băng rôn; Pano.",
        "- Số liệu theo báo cáo của 04/05 đơn vị: Tổng số hồ sơ tiếp nhận.",
        "- 02 đơn vị chỉ nêu tỷ lệ, không có tử số và mẫu số: Mức độ hài lòng của người dân.",
    ):
        assert note in text
    reporting = next(line for line in text.splitlines() if line.startswith("| Số đơn vị có số liệu"))
    assert reporting == "| Số đơn vị có số liệu |  | 4/5 | 2/5 | 2/5 | 3/5 |"
    gone = to_markdown(report(replace(made, missing=UNITS[:3]), None, standings=standings(*UNITS[:3])))
    assert "Số liệu theo báo cáo của" not in gone


def test_what_staff_put_on_a_total_has_a_row_of_its_own_above_it() -> None:
    banner = total("banner", 15, adjustment=Decimal(5))
    panel = total("panel", 8)
    text = to_markdown(report(totals(banner, panel), None)).splitlines()
    rows = [line for line in text if line.startswith(("| Điều chỉnh", "| TỔNG CỘNG"))]
    assert rows[:2] == ["| Điều chỉnh cấp huyện |  | +5 |  |", "| TỔNG CỘNG |  | 15 | 8 |"]
    assert "Điều chỉnh" not in to_markdown(report(totals(panel), None))


def test_a_grids_annex_tells_what_was_put_on_its_total_alone() -> None:
    whole = total("got", 30, adjustment=Decimal(-1))
    row = replace(whole, key=whole.key._replace(row="dat_dai"), value=31, adjustment=Decimal(2))
    text = to_markdown(report(totals(row, whole), None))
    assert re.search(r"\| Điều chỉnh cấp huyện \|  \| -3 \|", text)
    assert re.search(r"\| TỔNG CỘNG \|  \| 30 \|", text)


def test_a_rate_that_is_stated_only_stands_in_the_total_row_with_its_mark() -> None:
    hundred = tuple((unit, Decimal(100)) for unit in UNITS[:2])
    made = rate("satisfaction", None, None, stated=hundred, coverage=Coverage(asked=UNITS[:2]))
    for stated, cell in ((hundred, "100%*"), ((*hundred[:1], (UNITS[1], Decimal(90))), "")):
        text = to_markdown(report(totals(replace(made, stated=stated)), None))
        assert f"| TỔNG CỘNG |  | {cell} |" in text
        assert "| Số đơn vị có số liệu |  | 0/2 |" in text


def test_held_entries_are_counted_once_each_and_told_apart() -> None:
    grid = total("got", 5)
    keys = [Key("small", "dossiers", code, row, code) for row in ("ho_tich", "dat_dai") for code in ("got",)]
    sources = tuple(Source(unit_id=UNITS[0], key=key, value=1, counted=False) for key in keys)
    coverage = Coverage(asked=UNITS[:4], reporting=UNITS[1:4], held=UNITS[:1])
    cells = [
        replace(grid, key=key, sources=sources[at : at + 1], coverage=coverage) for at, key in enumerate(keys)
    ]
    derived = Source(unit_id=UNITS[0], key=Key("small", "figures", "visual_total"), value=1, counted=False)
    whole = total("visual_total", 1, sources=(derived,))
    made = totals(
        *cells, replace(grid, sources=sources, coverage=coverage), held("banner", 3, UNITS[0]), whole
    )
    text = to_markdown(report(made, BANNERS))
    assert "Có 03 số liệu của 01 đơn vị đang được đề nghị kiểm tra" in text
    assert (
        "- Xã Bình Thanh: Hộ tịch: Số hồ sơ tiếp nhận - Tổng số; Đất đai: Số hồ sơ tiếp nhận - Tổng số; Băng rôn."
    ) in text


def test_a_rate_changes_by_percentage_points() -> None:
    text = '[ket_qua]\n# Kết quả\n- Đạt {{ ty_le("online_rate") }}{{ so_sanh("online_rate") }}.\n'
    made = rate("online_rate", 107, 165)
    line = said(totals(made, comparisons=(before(made, None, 597, 1000),)), text)[-1]
    assert line == "- Đạt 64,85% (107/165), tăng 5,15 điểm phần trăm so với cùng kỳ năm trước."
    assert said(totals(rate("online_rate", 0, 0)), text)[-1] == (
        "- Không có số liệu để tính tỷ lệ hồ sơ trực tuyến."
    )


def test_stated_rates_are_printed_as_stated_and_counted() -> None:
    text = '[ket_qua]\n# Kết quả\n- Hài lòng {{ ty_le("satisfaction") }}.\n'
    hundred = tuple((unit, Decimal(100)) for unit in UNITS[:4])
    made = rate("satisfaction", None, None, stated=hundred)
    assert said(totals(made), text)[-1] == "- Hài lòng 100% (04/05 đơn vị báo cáo)."
    differ = replace(made, stated=(*hundred[:3], (UNITS[3], Decimal("97.5"))))
    assert said(totals(differ), text)[-1] == "- Hài lòng từ 97,5% đến 100% (04/05 đơn vị báo cáo)."


def test_sentences_clauses_and_headings_without_facts_are_not_written() -> None:
    text = """[ket_qua]
# Một
## Không có gì
- Treo {{ so("banner") }} tấm.

# Hai
Còn hạn chế sau:
{% for y in y_kien("difficulties") %}
- {{ y }}.
{% endfor %}

# Ba
## Có
- Trực quan: {{ so("banner") }} băng rôn | {{ so("panel") }} pano | {{ so("visual_total") }} tất cả.
Câu một có {{ so("banner") }} tấm.

Câu hai có {{ so("panel") }} pano.
"""
    assert said(totals(total("panel", 6)), text) == [
        "I. BA",
        "1. Có",
        "- Trực quan: 06 pano.",
        "Câu hai có 06 pano.",
    ]


def test_a_clause_that_is_zero_says_so() -> None:
    text = '[ket_qua]\n# Một\n- Trực quan: {{ so("banner") }} băng rôn | {{ so("panel") }} pano.\n'
    assert said(totals(total("banner", 0), total("panel", 7)), text)[-1] == (
        "- Trực quan: không có băng rôn; 07 pano."
    )


@pytest.mark.parametrize(
    "words",
    ["{{ 1+1 }} và {% for %}", "# heading", "[mo_dau]", "- gạch | vạch: hai", "a\ue000" + "0\ue001b\x0b<b>"],
)
def test_what_a_commune_wrote_stays_its_words(words: str) -> None:
    text = '[ket_qua]\n# Khó khăn\n{% for y in y_kien("difficulties") %}\n- {{ y }}.\n{% endfor %}\n'
    line = said(totals(lines=idea(words, UNITS[0])), text)[-1]
    kept = re.sub("[\ue000-\uf8ff\x0b]", "", words).strip(" -")
    assert line == f"- {kept[0].upper()}{kept[1:]}."
    assert said(totals(lines=idea(words, UNITS[0])), text)[0] == "I. KHÓ KHĂN"


def test_characters_of_our_marks_in_a_text_of_staff_are_no_figure() -> None:
    text = '[ket_qua]\n# Một\nĐợt \ue0000\ue001 có {{ so("banner") }} băng rôn.\n'
    assert said(totals(total("banner", 90)), text)[-1] == "Đợt 0 có 90 băng rôn."


def test_the_same_idea_is_said_once_and_counted_without_the_own_agencies() -> None:
    text = '[ket_qua]\n# K\n{% for y in y_kien("difficulties") %}\n- {{ y }}{{ y.phan_anh }}.\n{% endfor %}\n'
    lines = (
        *idea("Thiếu kinh phí.", UNITS[1]),
        *idea("Địa bàn rộng", UNITS[0]),
        *idea("thiếu  kinh phí;", UNITS[2], UNITS[4]),
    )
    assert said(totals(lines=lines), text)[1:] == [
        "- Thiếu kinh phí (02/04 xã, thị trấn phản ánh).",
        "- Địa bàn rộng.",
    ]


def test_few_that_are_missing_are_named_in_a_sentence_many_are_counted() -> None:
    def gap(*missing: str) -> str:
        document = report(totals(total("banner", 3)), BANNERS, standings=standings(*missing))
        return next(line.split("chưa bao gồm ")[1] for line in body(document) if "chưa bao gồm" in line)

    assert gap(*UNITS[:2]).startswith("xã Bình Thanh và xã Bình Thạnh (chưa gửi báo cáo).")
    assert gap(*UNITS[:4]).startswith("04 xã, thị trấn chưa gửi báo cáo.")


def test_coverage_is_said_and_own_agencies_are_no_commune() -> None:
    text = " ".join(
        body(report(totals(total("banner", 3)), BANNERS, standings=standings(UNITS[0], UNITS[4])))
    )
    assert "Tính đến ngày 18/6/2024, có 03/04 xã, thị trấn gửi báo cáo (đạt 75%)." in text
    assert "Số liệu trong báo cáo chưa bao gồm xã Bình Thanh (chưa gửi báo cáo)." in text
    assert "Chưa có báo cáo của Các cơ quan, đơn vị thuộc huyện." in text


def test_annexes_are_referred_to_numbered_and_name_who_is_missing_or_late() -> None:
    made = totals(held("banner", 3, UNITS[4]), total("got", 5))
    document = report(made, BANNERS, standings=standings(UNITS[0], late=UNITS[1]), choices=showing(Show.LATE))
    assert "từ Phụ lục I đến Phụ lục III" in " ".join(body(document))
    annexes = [s for s in document.sections[1:] if s.restart_numbers]
    assert [s.parts[0].text for s in annexes] == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]  # type: ignore[union-attr]
    text = to_markdown(document)
    assert "| 1 | Xã Bình Thanh | Chưa gửi |" in text
    assert "| 2 | Xã Bình Thạnh | Gửi chậm | 21/6/2024 | 3 |" in text
    assert "- Các cơ quan, đơn vị thuộc huyện: Băng rôn." in text
    assert "Có 01 số liệu của 01 đơn vị đang được đề nghị kiểm tra" in text


def test_closing_ends_as_the_decree_wants_and_recipients_have_one_stop() -> None:
    office = replace(OFFICE, recipients=("- Như trên;", "Lưu: VT."), addressee=("Sở A;", "Sở B"))
    document = report(totals(), BANNERS, office=office)
    assert body(document)[-1].endswith("./.")
    assert "- Như trên;\n- Lưu: VT.\n" in to_markdown(document)
    assert [p for p in body(document) if "Sở" in p] == ["- Sở A;", "- Sở B."]


def test_bases_of_the_round_come_into_the_text() -> None:
    text = "[mo_dau]\n{% for c in can_cu %}Thực hiện {{ c }}, {% endfor %}{{ don_vi }} báo cáo như sau:\n"
    choices = ReportChoices(as_of=date(2024, 6, 18), written=Written(bases=("Kế hoạch số 10/KH-UBND",)))
    assert "Thực hiện Kế hoạch số 10/KH-UBND, UBND huyện Bình Sơn báo cáo như sau:" in body(
        report(totals(), text, choices=choices)
    )


def test_a_form_without_a_text_gets_all_its_totals_in_sentences() -> None:
    made = totals(
        total("banner", 4),
        total("panel", 0),
        rate("online_rate", 1, 3),
        total("got", 12),
        lines=idea("Xa", UNITS[0]),
    )
    text = "\n".join(body(report(made, None)))
    assert "I. KẾT QUẢ TỔNG HỢP: TUYÊN TRUYỀN" in text
    for line in (
        "- Băng rôn: 04 tấm.",
        "- Pano: không có.",
        "- Tỷ lệ hồ sơ trực tuyến: 33,33% (1/3).",
        "- Xa.",
    ):
        assert line in text
    assert "- Số hồ sơ tiếp nhận - Tổng số: 12." in text
    assert "Kinh phí" not in text


def test_english_has_the_same_figures() -> None:
    made = total("banner", 1234)
    text = to_markdown(report(totals(made, comparisons=(before(made, 1000),)), None, lang="en"))
    assert "Banners: 1,234 (banners), up by 234 (23.4%) on the same period last year." in text
    assert "SOCIALIST REPUBLIC OF VIET NAM" in text
    assert "Communes that had reported by 18/6/2024: 4 of 4 (100%)." in text


def test_nothing_is_said_to_be_none_so_far_while_something_is_held() -> None:
    for made in (
        held("banner", 0, UNITS[0]),
        replace(held("banner", 0), coverage=Coverage(asked=UNITS, held=UNITS)),
    ):
        assert not any("băng rôn" in line for line in said(totals(made), BANNERS))


def test_english_reads_right_of_one_and_of_several() -> None:
    for absent in (UNITS[:1], UNITS[:4]):
        made = totals(held("banner", 1, UNITS[4]), missing=absent)
        text = to_markdown(report(made, None, lang="en", standings=standings(*absent)))
        gap = "Communes that have not reported, and are not in the figures: 4."
        assert (gap if len(absent) > 1 else "having not reported yet: Xã Bình Thanh.") in text
        assert "Figures being checked, and not included yet: 1 (units concerned: 1)." in text
        note = "(figures being clarified and not included yet, units: 1)"
        assert f"- Banners: 1 (banners) {note}." in text


def _vietnamese(text: str) -> Decimal:
    return Decimal(re.sub(r"[^\d,]", "", text).replace(",", ".") or "0")


NUMBERS = st.integers(min_value=0, max_value=10**9)


@settings(max_examples=20, deadline=None)
@given(banner=NUMBERS, panel=NUMBERS, past=NUMBERS, num=NUMBERS, more=NUMBERS)
def test_every_number_is_a_figure_that_prints_its_value(
    banner: int, panel: int, past: int, num: int, more: int
) -> None:
    first = total("banner", banner)
    some = partly("panel", panel, UNITS[1])
    made: tuple[Total, ...] = (first, some, rate("online_rate", num, num + more))
    facts = totals(*made, comparisons=(before(first, past),), lines=idea("Thiếu người", *UNITS[:3]))
    document = report(facts, None, standings=standings(UNITS[0]))
    in_words = {"times", "direction", "presence", "as_of", "missing_names"}
    for run in runs(document):
        if run.figure is None:
            left = re.sub(
                r"(?i)năm \d{4}|6 tháng|ngày \d{2}/\d{1,2}/\d{4}|Phụ lục [IVX]+|^\d+(\. )?$|^\(\d+\)$",
                "",
                run.text,
            )
            assert not re.search(r"\d", left), run.text
            continue
        assert run.text == run.figure.text
        assert (run.figure.period, run.figure.edition) == (ROUND.period.id, 0)
        part = run.figure.key.partition("#")[2].partition(":")[0]
        if part == "direction":
            assert run.figure.value in {"1", "0", "-1"}
        if part in in_words or run.figure.value == "":
            continue
        exact, printed = Decimal(run.figure.value), _vietnamese(run.figure.text)
        # A share that is not whole prints 99,99%, one above nothing 0,01%: never further off than that.
        assert abs(exact - printed) <= Decimal("0.01")


@pytest.mark.parametrize(
    ("text", "key", "line", "meant"),
    [
        ('[ket_qua]\n- {{ so("baner") }}', "error.report_code", 2, "banner"),
        (
            '[ket_qua]\n\n{% if false %}{{ ty_le("online_rat") }}{% endif %}',
            "error.report_code",
            3,
            "online_rate",
        ),
        ('[ket_qua]\n{{ so("got", "ho_tch") }}', "error.report_row", 2, "ho_tich"),
        ("[ket_qua]\n\n{{ ky_sao }}", "error.report_word", 3, "ky_sau"),
        ("[ket_qa]\nabc", "error.report_part", 1, "ket_qua"),
        ("[ket_qua]\n{% if co( %}", "error.report_text", 2, ""),
        ("[ket_qua]\n\n{{ don_vi | uper }}", "error.report_filter", 3, ""),
        ("abc\n[ket_qua]\n", "error.report_outside", 1, ""),
        (
            '[ket_qua]\n{% for d in danh_sach("documents") %}\n{{ d.nmber }}\n{% endfor %}',
            "error.report_code",
            3,
            "number",
        ),
        ("[ket_qua]\n{{ ''.__class__.__mro__ }}", "error.report_word", 2, ""),
        ("[ket_qua]\n{% include 'x' %}", "error.report_tag", 2, ""),
        (f"[ket_qua]\n{_LOOP}{_LOOP}{{% endfor %}}{{% endfor %}}", "error.report_word", 2, ""),
        ('[ket_qua]\n{{ "a" * 9999999999 }}', "error.report_arithmetic", 2, ""),
        ("[ket_qua]\n{{ 9 ** 9 ** 9 }}", "error.report_arithmetic", 2, ""),
    ],
)
def test_a_mistake_in_a_text_is_told_with_its_line(text: str, key: str, line: int, meant: str) -> None:
    document = idea("x", UNITS[0], block="documents")
    with pytest.raises(FormError) as caught:
        report(totals(lines=document), text)
    assert (caught.value.key, caught.value.params["line"]) == (key, line)
    assert caught.value.params["file"] == "input_templates/small/report.vi.md.j2"
    assert meant in str(caught.value.params.get("meant", ""))


@pytest.mark.parametrize(("typed", "said_so"), [("Máy tính", "máy tính"), ("CNTT xã", "CNTT xã")])
def test_what_a_unit_typed_reads_as_part_of_a_sentence(typed: str, said_so: str) -> None:
    line = Line(
        unit_id=UNITS[0],
        block="documents",
        form="small",
        number=1,
        values=(("number", "4"), ("about", typed)),
    )
    text = (
        '[ket_qua]\n# K\n{% for d in danh_sach("documents") %}\n- Gồm {{ thuong(d.about) }}.\n{% endfor %}\n'
    )
    assert f"- Gồm {said_so}." in to_markdown(report(totals(lines=(line,)), text))
