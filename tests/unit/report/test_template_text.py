"""What a report text may do: say what is known, each sentence of one field. All else is refused before it is needed."""

import inspect
import re
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.report.values import ROUND, UNITS, before, idea, rate, report, total, totals
from toolkit.errors import FormError
from toolkit.files.document import Document, Paragraph
from toolkit.form.load import load_form
from toolkit.report.facts import Facts
from toolkit.report.ledger import Ledger
from toolkit.report.model import Piece
from toolkit.report.template_text import check_text
from toolkit.report.vocabulary import FUNCTIONS, kinds_of
from toolkit.text import Text, say

FORM = ROUND.forms[0]
FILE = "input_templates/small/report.vi.md.j2"
BANNER = total("banner", 136)
MADE = totals(
    BANNER,
    total("panel", 9),
    rate("online_rate", 107, 165),
    lines=(*idea("Thiếu kinh phí", UNITS[0]), *idea("Quyết định", UNITS[1], block="documents")),
    comparisons=(before(BANNER, 124),),
)


def refused(words: str) -> FormError:
    with pytest.raises(FormError) as caught:
        check_text(FORM, f"[ket_qua]\n# K\n{words}\n", FILE)
    assert caught.value.params["file"] == FILE
    return caught.value


def told(error: FormError) -> str:
    return say(error.key, **error.params).vi


def said(words: str) -> list[str]:
    document = cast(Document, report(MADE, f"[ket_qua]\n# K\n{words}\n"))
    found = [part.text for part in document.sections[0].parts if isinstance(part, Paragraph)]
    return found[found.index("I. K") + 1 : -1]


@pytest.mark.parametrize(
    ("done", "key"),
    [
        *(
            (f"|{one}", "error.report_filter")
            for one in (
                'replace("7","8")', "reverse", "int", "float", "round", "sum", "first", "last", "title",
                "truncate(2)", "wordcount", "e", "string", "trim", 'default("x")', "lower", "center(9)",
                "urlencode", "tojson", "list", "length",
            )
        ),
        *(
            (done, "error.report_arithmetic")
            for done in (" * 1", ' + "0"', ' + so("panel")', " - 1", " / 2", " % 2", " > 5", ' == "7"', ' ~ "0"')
        ),
        ("[1:]", "error.report_grammar"),
        ("[0]", "error.report_grammar"),
        (" is defined", "error.report_grammar"),
        (" in don_vi", "error.report_arithmetic"),
        (" if don_vi", "error.report_grammar"),
        (".upper()", "error.report_word"),
        (" or don_vi", "error.report_asked"),
    ],
)  # fmt: skip
def test_nothing_is_done_to_a_figure(done: str, key: str) -> None:
    error = refused(f'- Treo {{{{ so("banner"){done} }}}} tấm; lắp {{{{ so("panel") }}}} pano.')
    assert (error.key, error.params["line"]) == (key, 3)


def test_a_mark_can_be_written_and_asked_and_nothing_else() -> None:
    mark = Ledger().put(Piece())
    assert mark and not Ledger().text("")
    for wrong in (
        lambda: mark + "0",
        lambda: mark * 2,
        lambda: mark[0],
        lambda: len(mark),
        lambda: list(mark),
    ):  # type: ignore[operator,index,arg-type,call-overload]
        with pytest.raises(TypeError):
            wrong()
    assert not hasattr(mark, "replace")


@pytest.mark.parametrize(
    ("words", "key", "asked"),
    [
        (
            'Treo {{ so("banner") }} tấm{{ so_sanh("panel") }}.',
            "error.report_other_field",
            'so_sanh("panel")',
        ),
        (
            'Treo {{ so("banner") }} tấm{{ ke_hoach("panel") }}.',
            "error.report_other_field",
            'ke_hoach("panel")',
        ),
        ('Treo {{ so("banner") }} tấm{{ kem("panel") }}.', "error.report_other_field", 'kem("panel")'),
        ('Treo {{ so("banner") }} tấm{{ luy_ke("panel") }}.', "error.report_other_field", 'luy_ke("panel")'),
        (
            'Treo {{ so("banner") }} tấm{{ ty_trong("panel", "banner") }}.',
            "error.report_other_field",
            'ty_trong("panel", "banner")',
        ),
        (
            'Treo {{ so("banner") }} tấm, lắp {{ so("panel") }} pano{{ so_sanh("banner") }}.',
            "error.report_other_field",
            'so_sanh("banner")',
        ),
        (
            'Nhận {{ so("got", "ho_tich") }}{{ so_sanh("got") }}.',
            "error.report_other_field",
            'so_sanh("got")',
        ),
        ('{{ cao_nhat("banner") }}{{ so_sanh("banner") }}.', "error.report_other_field", 'so_sanh("banner")'),
        (
            '{{ cao_nhat("banner") }}{{ thap_nhat("panel") }}.',
            "error.report_other_field",
            'thap_nhat("panel")',
        ),
        (
            '{{ chiem("banner", "panel") }}{{ so_sanh("banner") }}.',
            "error.report_other_field",
            'so_sanh("banner")',
        ),
        ('Treo{{ so_sanh("banner") }}.', "error.report_no_figure", 'so_sanh("banner")'),
        (
            'Treo {{ so("banner") }} tấm | lắp pano{{ so_sanh("banner") }}.',
            "error.report_no_figure",
            'so_sanh("banner")',
        ),
        (
            '{% if co("panel") %}{{ so("banner") }}{% elif don_vi %}{{ so("panel") }}{% endif %}{{ kem("banner") }}.',
            "error.report_other_field",
            'kem("banner")',
        ),
        (
            '{{ so("banner") if co("banner") else "" }} tấm{{ so_sanh("banner") }}.',
            "error.report_no_figure",
            'so_sanh("banner")',
        ),
        (
            '{{ so("banner") }}{% for c in con_lai("figures") %} và {{ c }}{% endfor %}{{ so_sanh("banner") }}.',
            "error.report_no_figure",
            'so_sanh("banner")',
        ),
    ],
)
def test_a_sentence_speaks_of_one_field(words: str, key: str, asked: str) -> None:
    error = refused(f"- {words}")
    assert (error.key, error.params["line"], error.params["name"]) == (key, 3, asked)


@pytest.mark.parametrize(
    "words",
    [
        'Treo {{ so("banner") }} tấm{{ so_sanh("banner") }}{{ ke_hoach("banner") }}{{ luy_ke("banner") }}.',
        'Có {{ so("banner") }} tấm{{ kem("banner") }} | {{ so("panel") }} pano{{ kem("panel") }}.',
        'Nhận {{ so("got", "ho_tich") }}{{ so_sanh("got", "ho_tich") }}.',
        'Nhận {{ so("got") }}{{ so_sanh("got", "ky_truoc") }}.',
        '{% if co("banner") %}Treo {{ so("banner") }}{% else %}Có {{ so("banner") }}{% endif %} tấm{{ kem("banner") }}.',
        '{{ cao_nhat("banner", so_bac=2, goi="băng rôn") }}{{ thap_nhat("banner") }}.',
        '{{ so("dossier_online") }} hồ sơ{{ ty_trong("dossier_online", "dossier_received") }}.',
    ],
)
def test_what_belongs_to_a_figure_may_follow_it(words: str) -> None:
    check_text(FORM, f"[ket_qua]\n- {words}\n", FILE)


def test_a_line_copied_with_half_its_codes_changed_is_always_found() -> None:
    folder = Path(__file__).resolve().parents[3] / "input_templates" / "cchc_communication"
    shipped = load_form((folder / "form.yaml").read_bytes(), "form.yaml")
    text = (folder / "report.vi.md.j2").read_text(encoding="utf-8")
    notes = text.index("#}")
    beside = [
        one
        for one in re.finditer(r'(?:kem|so_sanh|ke_hoach|thap_nhat)\("(\w+)"', text)
        if one.start() > notes
    ]
    other = [*beside[1:], beside[0]]
    assert len(beside) > 20
    for one, next_one in zip(beside, other, strict=True):
        if one[1] == next_one[1]:
            continue
        slip = text[: one.start(1)] + next_one[1] + text[one.end(1) :]
        with pytest.raises(FormError) as caught:
            check_text(shipped, slip, FILE)
        assert caught.value.key == "error.report_other_field"
        assert caught.value.params["line"] == text.count("\n", 0, one.start()) + 1


def test_comparison_and_plan_take_one_word() -> None:
    assert said('- Treo {{ so("banner") }} tấm{{ kem("banner") }}.') == said(
        '- Treo {{ so("banner") }} tấm{{ so_sanh("banner") }}{{ ke_hoach("banner") }}.'
    )


@pytest.mark.parametrize(
    ("words", "key", "name"),
    [
        ('- {{ so(code="bannerr") }}', "error.report_code", "bannerr"),
        ('- {{ chiem(phan="x", tong="banner") }}', "error.report_code", "x"),
        ('- {{ y_kien(code="nope") }}', "error.report_code", "nope"),
        ('{% for c in con_lai(phan="figurs") %}{{ c }}{% endfor %}', "error.report_code", "figurs"),
        ('{% for c in ["banner"] %}- {{ so(c) }}\n{% endfor %}', "error.report_grammar", "[...]"),
        ("- {{ so(don_vi) }}", "error.report_quoted", "so"),
        ('- {{ ty_le("banner") }}', "error.report_kind", "banner"),
        ('- {{ tren_tong("banner") }}', "error.report_kind", "banner"),
        ('- {{ so("online_rate") }}', "error.report_kind", "online_rate"),
        ('{% if deu_co("banner") %}- A\n{% endif %}', "error.report_kind", "banner"),
        ('- {{ cao_nhat("plan_issued") }}', "error.report_kind", "plan_issued"),
        ('- {{ so("figures") }}', "error.report_kind", "figures"),
        (
            '{% for d in danh_sach("difficulties") %}- {{ d }}\n{% endfor %}',
            "error.report_kind",
            "difficulties",
        ),
        ('- {{ danh_sach("documents") }}', "error.report_unlooped", "danh_sach"),
        ('- {{ y_kien("difficulties") }}', "error.report_unlooped", "y_kien"),
        ('- {{ co("banner") }}', "error.report_unwritten", "co"),
        ("- {{ 37 }}", "error.report_unwritten", "37"),
        ('{% for d in danh_sach("documents") %}- {{ d }}\n{% endfor %}', "error.report_unwritten", "d"),
        ('{% if so("banner") %}- A\n{% endif %}', "error.report_asked", "so"),
        ('{% for c in so("banner") %}- A\n{% endfor %}', "error.report_not_items", "so"),
        ("{% for c in nhiem_vu_ky_truoc() %}- A\n{% endfor %}", "error.report_targets", "nhiem_vu_ky_truoc"),
        (
            '{% for d in danh_sach("documents") + y_kien("difficulties") %}- A\n{% endfor %}',
            "error.report_not_items",
            "danh_sach + y_kien",
        ),
        ('{% set n = so("banner") %}\n- {{ n }}', "error.report_kept", "n"),
        ("- {{ so }}", "error.report_brackets", "so"),
        ("- {{ so() }}", "error.report_arguments", "so"),
        ('- {{ so("banner", dng="x") }}', "error.report_arguments", "so"),
        ('- {{ bieu_do("got", "ho_tich") }}', "error.report_arguments", "bieu_do"),
        ('- {{ cao_nhat("banner", so_bac=0) }}', "error.report_ranks", "0"),
        ('{% for y in y_kien("difficulties", "huyen") %}- A\n{% endfor %}', "error.report_source", "huyen"),
        ('- {{ thuong(so("banner")) }}', "error.report_not_word", "thuong"),
        ("{% if co('banner') %}\n[danh_gia]\n{% endif %}", "error.report_part_inside", "danh_gia"),
        ("{% if co('banner') %}{% set n = don_vi %}{% endif %}", "error.report_not_top", "set"),
    ],
)
def test_what_would_never_be_said_is_refused(words: str, key: str, name: str) -> None:
    error = refused(words)
    assert (error.key, error.params["name"]) == (key, name)
    assert error.params["line"] in {3, 4}


def test_a_macro_is_looked_at_where_it_is_called() -> None:
    macro = "{% macro m(d, sep=', ') %}{{ d.number }}{{ sep }}{{ d.abuot }}{% endmacro %}\n"
    loop = '{% for d in danh_sach("documents") %}\n- {{ m(d) }}\n{% endfor %}'
    error = refused(macro + loop)
    assert (error.key, error.params["line"], error.params["name"]) == ("error.report_code", 3, "abuot")
    check_text(FORM, "[ket_qua]\n" + macro.replace("abuot", "about") + loop, FILE)
    assert refused(macro + "- {{ m() }}").key == "error.report_arguments"
    assert refused(macro + '- {{ m(so("banner")) }}').key == "error.report_kept"


@pytest.mark.parametrize(
    "words",
    [
        "{% macro f(n) %}{% if n %}{{ f(n) }}{{ f(n) }}{% endif %}{% endmacro %}{{ f(don_vi) }}",
        "{% macro f() %}{{ g() }}{% endmacro %}{% macro g() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{{ 'a'|center(900000000) }}",
        "{{ '%0900000000d'|format(1) }}",
        "{{ 'a'.ljust(900000000) }}",
        "{{ ([1]|slice(100000000)|list)|length }}",
        "{% set ns = namespace(x='a') %}",
        "{{ lipsum(n=20000) }}",
        "{{ ''.__class__ }}",
        "{{ so.__globals__ }}",
        "{{ '{0.__class__}'.format(1) }}",
        "{{ (don_vi, don_vi) }}",
        "{{ so(*can_cu) }}",
        "{% for a in can_cu recursive %}{{ loop(can_cu) }}{% endfor %}",
    ],
)
def test_nothing_runs_for_ever_or_out_of_the_text(words: str) -> None:
    refused(words)


def test_loops_in_loops_stop_with_their_line() -> None:
    deep = '{% for a in y_kien("difficulties") %}\n' * 3 + "x\n" + "{% endfor %}\n" * 3
    many = tuple(
        line
        for at in range(60)
        for line in idea(f"{chr(97 + at % 26) * (1 + at // 26)} riêng", UNITS[0], number=at + 1)
    )
    with pytest.raises(FormError) as caught:
        report(totals(lines=many), f"[ket_qua]\n{deep}")
    assert caught.value.key == "error.report_too_much"


@pytest.mark.parametrize(
    ("words", "key", "line", "vietnamese"),
    [
        ('a\n{{ so("banner") }', "error.report_text", 4, "thừa hoặc thiếu một dấu ngoặc"),
        ('a\n{ so("banner") }}', "error.report_brace", 4, "dấu { đứng lẻ"),
        ('a\nso("banner") }}', "error.report_brace", 4, "dấu }} đứng lẻ"),
        ("{{ so(“banner”) }}", "error.report_text", 3, "nháy thẳng"),
        ('{{ so("banner) }}', "error.report_text", 3, "thiếu một dấu nháy"),
        ('{{ so("banner"', "error.report_text", 3, "chưa được đóng"),
        ('{{ so("banner") tấm', "error.report_text", 3, "“tấm”"),
        ("{{ }}", "error.report_text", 3, "chưa viết gì"),
        ("{# ghi chú", "error.report_text", 3, "ghi chú mở bằng {# chưa được đóng"),
        ("{% for y in can_cu %}\n{{ y }}\n{% endfr %}", "error.report_tag", 5, "Có phải là “endfor”?"),
        ("a\n{% for y in can_cu %}\n{{ y }}\n", "error.report_unclosed", 4, "thêm {% endfor %}"),
        ("{% endfor %}", "error.report_unopened", 3, "không có {% for %} nào đang mở"),
        ("{% if can_cu %}a{% endfor %}", "error.report_unopened", 3, "không có {% for %}"),
        ("{% else %}", "error.report_unopened", 3, "{% else %}"),
        ("{% for y in can_cu %}{% elif y %}{% endfor %}", "error.report_unopened", 3, "{% elif %}"),
        ("{% for in can_cu %}{% endfor %}", "error.report_text", 3, "không đọc được từ chỗ “can_cu”"),
    ],
)
def test_a_broken_tag_is_told_in_vietnamese_with_its_line(
    words: str, key: str, line: int, vietnamese: str
) -> None:
    error = refused(words)
    assert (error.key, error.params["line"]) == (key, line)
    assert vietnamese in told(error)


def test_every_function_is_known_as_it_is() -> None:
    for name, function in FUNCTIONS.items():
        wanted = [
            one for one in inspect.signature(getattr(Facts, name)).parameters if one not in {"self", "told"}
        ]
        assert wanted == [*function.codes, *function.more], name
        assert (function.each is None) or function.gives == "items", name


def test_every_kind_of_code_has_a_way_to_be_said() -> None:
    for code, kinds in kinds_of(FORM).items():
        takes = [name for name, function in FUNCTIONS.items() if kinds & function.takes]
        assert takes, code


_PIECES = st.sampled_from([
    '{{ so("banner") }}', '{{ so("panel") }}', '{{ so_sanh("banner") }}', '{{ kem("panel") }}', "{{ don_vi }}",
    '{{ ty_le("online_rate") }}', '{{ y.phan_anh }}', "{{ y }}", "{{ d.about }}", '{{ thuong(d.about or "x") }}',
    '{% for y in y_kien("difficulties") %}', '{% for d in danh_sach("documents") %}', "{% endfor %}",
    '{% if co("banner") %}', "{% else %}", "{% endif %}", "{{ '.' if loop.last else ';' }}", " | ", "\n", "\n- ",
    " tấm", "{{ van_ban(d) }}", "{% macro van_ban(d) %}", "{% endmacro %}", "{% set n = don_vi %}", "{{ n }}", "}}",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=9).map("".join))
def test_what_is_not_refused_beforehand_is_written(words: str) -> None:
    """A text that was looked at has no mistakes left for the round that needs it."""
    text = f"[ket_qua]\n# K\n{words}\n"
    try:
        check_text(FORM, text, FILE)
    except FormError as error:
        assert isinstance(say(error.key, **error.params), Text)
    else:
        report(MADE, text)
