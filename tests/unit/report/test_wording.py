"""The words that a head of office reads: what says that there is none, whose ideas these are, what the annexes hold."""

from dataclasses import replace
from typing import cast

import pytest

from tests.unit.report.drawn import figures
from tests.unit.report.test_figures import FILE, HIGHEST, LOWEST, ranked, said
from tests.unit.report.test_reprint import printer_of
from tests.unit.report.values import OFFICE, ROUND, UNITS, here_of, idea, report, standings, total, totals
from toolkit.files.document import Figure, Lapsed, Paragraph
from toolkit.form.model import Block, Round
from toolkit.merge.model import Coverage, Totals
from toolkit.report.model import ReportChoices
from toolkit.report.reprint import Reprinter
from toolkit.report.template_text import check_text
from toolkit.report.wishes import read_wishes
from toolkit.text import Text

COUNTED = '[ket_qua]\n# K\n{% for y in y_kien("difficulties") %}\n- {{ y }}{{ y.bao_cao }}.\n{% endfor %}\n'


def with_zero(vi: str, en: str = "none") -> Round:
    """The round, with words of its own for there being no banners."""

    def said_of(block: Block) -> Block:
        fields = (
            replace(item, zero=Text(vi, en)) if item.code == "banner" else item for item in block.fields
        )
        return replace(block, fields=tuple(fields))

    form = ROUND.forms[0]
    return replace(ROUND, forms=(replace(form, blocks=tuple(said_of(block) for block in form.blocks)),))


def none_of(missing: tuple[str, ...] = ()) -> Totals:
    reporting = tuple(unit for unit in UNITS if unit not in missing)
    coverage = Coverage(asked=UNITS, reporting=reporting, missing=missing)
    return totals(total("banner", 0, coverage=coverage), missing=missing)


def paragraphs(made: Totals, text: str, **more: object) -> list[str]:
    document = report(made, text, **more)
    return [part.text for s in document.sections for part in s.parts if isinstance(part, Paragraph)]


@pytest.mark.parametrize(
    ("zero", "missing", "line"),
    [
        ("không tổ chức", (), "- Không tổ chức băng rôn."),
        ("không tổ chức", UNITS[:1], "- Chưa tổ chức băng rôn."),
        ("chưa có", (), "- Chưa có băng rôn."),
        ("chưa có", UNITS[:1], "- Chưa có băng rôn."),
        ("", (), "- Không có băng rôn."),
    ],
)
def test_a_field_says_in_its_own_words_that_there_is_none(
    zero: str, missing: tuple[str, ...], line: str
) -> None:
    made = none_of(missing)
    text = 'Treo {{ so("banner") }} tấm băng rôn.'
    assert said(made, f"- {text}", round=with_zero(zero), standings=standings(*missing)) == line


def test_what_there_was_none_of_is_said_of_some_in_the_same_words() -> None:
    round = with_zero("không tổ chức")
    document = report(none_of(), '[ket_qua]\n# K\n- Treo {{ so("banner") }} tấm.\n', round=round)
    (nothing,) = (one for one in figures(document) if one.key.endswith("#none"))
    choices = ReportChoices(as_of=ROUND.due)
    now = Reprinter(here_of(round, totals(total("banner", 4)), standings(), OFFICE, choices, "vi"))(nothing)
    assert isinstance(now, Figure) and now.text == "Tổ chức 04 tấm"


def test_what_some_communes_report_is_said_of_no_others() -> None:
    """The idea of all is the district's; one that a commune or some have says so, also of one commune."""
    communes = [unit.unit_id for unit in ROUND.communes]
    lines = (
        *idea("Có phòng chờ", UNITS[0]),
        *idea("Không có khiếu nại", UNITS[1], UNITS[2], UNITS[4]),
        *idea("Duy trì giao ban hằng tháng", *communes),
        *idea("Phát trên đài huyện", UNITS[4], number=2),
    )
    every = len(communes)
    assert [one for one in paragraphs(totals(lines=lines), COUNTED) if one.startswith("- ")][:4] == [
        "- Duy trì giao ban hằng tháng.",
        f"- Không có khiếu nại (02/{every:02} xã, thị trấn báo cáo).",
        f"- Có phòng chờ (01/{every:02} xã, thị trấn báo cáo).",
        "- Phát trên đài huyện.",
    ]


def test_the_worst_are_named_only_where_that_is_switched_on() -> None:
    line = '- {{ yeu_nhat("banner", goi="băng rôn quá hạn") }}.'
    check_text(ROUND.forms[0], f"[ket_qua]\n{line}\n", FILE)
    assert said(ranked(4, 40, 7, 8), line) == ""
    shown = said(ranked(4, 40, 7, 8), line, choices=LOWEST)
    assert shown == "- Xã, thị trấn có nhiều băng rôn quá hạn nhất là xã Bình Thạnh (40 tấm)."


def test_a_sentence_says_no_longer_of_how_many_communes_it_is_once_all_have_a_figure() -> None:
    document = report(ranked(4, 40, None, 8), f"[ket_qua]\n# K\n{HIGHEST}\n")
    counted = {one.key.partition("#")[2]: one for one in figures(document)}
    now = printer_of(ranked(4, 40, 7, 8))(counted["reporting:communes"])
    assert isinstance(now, Lapsed) and "Nay mọi xã đã có số liệu này" in now.reason.vi
    still = printer_of(ranked(4, 40, None, 9))(counted["reporting:communes"])
    assert isinstance(still, Figure) and still.text == "03"


@pytest.mark.parametrize(
    ("missing", "title", "pointer"),
    [
        (UNITS[:1], "TÌNH HÌNH GỬI BÁO CÁO VÀ GHI CHÚ SỐ LIỆU", "Số liệu chi tiết, tình hình gửi báo cáo và"),
        ((), "GHI CHÚ SỐ LIỆU", "Số liệu chi tiết và ghi chú số liệu tại"),
    ],
)
def test_annexes_are_called_what_they_hold(missing: tuple[str, ...], title: str, pointer: str) -> None:
    panel = total("panel", 3)
    coverage = Coverage(asked=UNITS, reporting=UNITS[1:4], missing=(UNITS[0], *UNITS[4:]))
    made = totals(total("banner", 3), replace(panel, coverage=coverage), missing=missing)
    said = paragraphs(made, '[ket_qua]\n# K\nTreo {{ so("banner") }} tấm.\n', standings=standings(*missing))
    assert any(one.startswith(f"{title}, ") for one in said)
    assert any(pointer in one for one in said)


def test_annexes_of_figures_alone_promise_nothing_else() -> None:
    text = '[ket_qua]\n# K\nTreo {{ so("banner") }} tấm.\n'
    said = " ".join(paragraphs(totals(total("banner", 3)), text))
    assert "Số liệu chi tiết tại" in said and "ghi chú số liệu" not in said.casefold()


def test_legal_bases_lose_the_stop_that_the_decree_puts_behind_each() -> None:
    head = "bases:\n  - Kế hoạch số 10/KH-UBND;\n  - Công văn số 77/UBND-NC.\n"
    found = read_wishes(head.encode(), "rounds/r/report.yaml").written.bases
    assert found == ("Kế hoạch số 10/KH-UBND", "Công văn số 77/UBND-NC")
    assert cast(object, read_wishes(b'bases:\n  - ";"\n', "r").written.bases) == ()


def test_a_text_may_say_something_only_beside_other_forms() -> None:
    """So a commune's shortcomings stand behind all its results, whether one form or two are asked."""
    only = "{% if bieu_khac %}\n# Chung\n{% endif %}\n"
    text = '[ket_qua]\n# K\n- Treo {{ so("banner") }} tấm.\n' + f"[danh_gia]\n{only}## Hạn chế\nÍt.\n"
    made = totals(total("banner", 3))
    alone = paragraphs(made, text)
    assert "1. Hạn chế" in alone and "II. CHUNG" not in alone
    form = ROUND.forms[0]
    both = replace(ROUND, forms=(form, replace(form, id="second", title=Text("Biểu hai", "Form two"))))
    beside = paragraphs(made, text, round=both)
    assert beside.index("1. Hạn chế") > beside.index("II. CHUNG")
