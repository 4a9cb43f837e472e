"""What is personal stands in no report of the district: a text that names it is refused, and the functions give nothing."""

from dataclasses import replace

import pytest

from tests.unit.report.values import ROUND, UNITS, report, total, totals
from toolkit.errors import FormError
from toolkit.form.model import BlockKind, Field, Form
from toolkit.merge.model import Line
from toolkit.report.of_unit import round_of
from toolkit.report.template_text import check_text

FILE = "input_templates/small/report.vi.md.j2"


def private(item: Field) -> Field:
    return replace(item, personal=item.personal or item.code in {"banner", "about"})


def form() -> Form:
    """The small form, in which a count and a list's column are personal too."""
    (small,) = ROUND.forms
    blocks = (
        replace(b, fields=tuple(map(private, b.fields))) if b.kind is not BlockKind.NARRATIVE else b
        for b in small.blocks
    )
    return replace(small, blocks=tuple(blocks))


FORM = form()
HERE = replace(ROUND, forms=(FORM,))
LOOP = '{% for d in danh_sach("documents") %}\n- {{ d.number }} {{ d.about }}.\n{% endfor %}'


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ('{{ so("banner") }}', 3),
        ('{{ cao_nhat("banner") }}', 3),
        ('{{ bieu_do("banner") }}', 3),
        ('{% for y in y_kien("contact") %}\n{{ y }}\n{% endfor %}', 3),
        (LOOP, 4),
    ],
)
def test_a_text_that_names_it_is_refused_where_it_does(words: str, line: int) -> None:
    with pytest.raises(FormError) as caught:
        check_text(FORM, f"[ket_qua]\n\n{words}\n", FILE)
    assert (caught.value.key, caught.value.params["line"]) == ("error.report_personal", line)


@pytest.mark.parametrize(
    "words",
    [
        '{% set code = "banner" %}\n- {{ so(code) }}.',
        LOOP.replace(" in danh", ' in danh_sach("documents") or danh'),
    ],
)
def test_no_text_gets_round_that(words: str) -> None:
    line = Line(
        unit_id=UNITS[0],
        block="documents",
        form="small",
        number=1,
        values=(("number", "13"), ("about", "Bí mật")),
    )
    made = totals(total("banner", 918273), lines=(line,))
    with pytest.raises(FormError) as caught:
        report(made, f"[ket_qua]\n# K\n{words}\n", round=HERE)
    assert caught.value.params["line"] == 4


def test_a_units_own_report_may_say_it_of_itself() -> None:
    alone = round_of(HERE, HERE.units[0])
    check_text(alone.forms[0], f'[ket_qua]\n- {{{{ so("banner") }}}}.\n{LOOP}\n', FILE)


def test_a_column_that_a_list_has_not_is_told_with_its_line() -> None:
    with pytest.raises(FormError) as caught:
        check_text(ROUND.forms[0], "[ket_qua]\n" + LOOP.replace("d.about", "d.abuot"), FILE)
    assert (caught.value.key, caught.value.params["line"]) == ("error.report_code", 3)
