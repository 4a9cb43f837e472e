"""What a report text says itself: signs that would be printed, and numbers that no total renews."""

import pytest

from tests.unit.report.test_figures import FILE
from tests.unit.report.values import ROUND
from toolkit.errors import FormError
from toolkit.report.template_text import check_text
from toolkit.report.template_typed import typed_numbers
from toolkit.text import say

FORM = ROUND.forms[0]


@pytest.mark.parametrize(
    ("line", "sign"),
    [
        ("##Thuận lợi", "##"),
        ("#Kết quả", "#"),
        ("#### Bậc bốn", "####"),
        ("-Treo băng rôn.", "-"),
        ("+Xã", "+"),
    ],
)
def test_a_line_that_would_be_printed_with_its_sign_is_refused(line: str, sign: str) -> None:
    text = f"{{# ghi chú\n#không phải tiêu đề #}}\n[ket_qua]\n# Một\n{line}\n"
    with pytest.raises(FormError) as told:
        check_text(FORM, text, FILE)
    assert (told.value.key, told.value.params["line"]) == ("error.report_stuck", 5)
    assert f"“{sign}”" in say(told.value.key, **told.value.params).vi


@pytest.mark.parametrize("line", ["# Một", "### Ba", "- Một", "+ Hai", "-5 độ", "> Căn cứ", "--"])
def test_other_beginnings_of_lines_stand(line: str) -> None:
    check_text(FORM, f"[ket_qua]\n# K\n{line}\n", FILE)


def test_numbers_that_a_text_has_of_its_own_are_named_with_their_lines() -> None:
    first, second = (
        'Treo {{ so("banner") }} tấm, 37 tấm cũ.',
        "Phấn đấu trên 80% theo Quyết định số 12/QĐ-UBND.",
    )
    text = f"[ket_qua]\n# Một 2024\n{first}\n{second}\n"
    assert typed_numbers(FORM, text, FILE) == ((3, "37 tấm"), (4, "80%"))
    assert typed_numbers(FORM, '[ket_qua]\nTreo {{ so("banner") }} tấm trong 06 tháng.\n', FILE) == ()
