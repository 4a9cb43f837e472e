"""Which numbers of an older report are taken for a field's: what is denied, may be another's or differs is not."""

import pytest

from toolkit.files.raw_document import RawDocument, RawParagraph
from toolkit.files.workspace import shipped
from toolkit.form.load import load_form
from toolkit.form.model import Form, Key
from toolkit.history.aims import aims_of
from toolkit.history.mentions import mentions
from toolkit.history.propose import propose
from toolkit.merge.model import Comparison
from toolkit.past.stated import read_stated
from toolkit.reporting.adopt_known import Stays, Verdict, verdicts

FORM = load_form((shipped() / "input_templates/cchc_communication/form.yaml").read_bytes(), "form.yaml")
KNOWN = {
    "mobile_van_session": 17,
    "pano_total": 104,
    "digital_plan": 15,
    "par_comm_plan": 15,
    "document_copy": 130,
}


def key_of(form: Form, code: str) -> Key:
    block, _ = form.find_field(code)
    return Key(form.id, block.id, code)


def judged(sentence: str) -> dict[str, Verdict]:
    """By the number as printed."""
    told = {key_of(FORM, code): value for code, value in KNOWN.items()}
    known = {key: Comparison(key=key, period="2021", value=value) for key, value in told.items()}
    aims = aims_of(FORM)
    found = mentions(RawDocument((RawParagraph(sentence),)), read_stated)
    made = verdicts(propose(aims, found), known, aims)
    return {one.number.printed: made[id(one)] for one in found}


@pytest.mark.parametrize(
    ("sentence", "printed", "code"),
    [
        ("- Tổ chức 17 buổi tuyên truyền bằng xe lưu động.", "17", "mobile_van_session"),
        ("- Lắp đặt 104 pano.", "104", "pano_total"),
        ("- Có 15/23 đơn vị đã ban hành kế hoạch chuyển đổi số.", "15/23", "digital_plan"),
    ],
)
def test_a_number_that_equals_what_is_known_is_taken(sentence: str, printed: str, code: str) -> None:
    asked = judged(sentence)[printed].asked
    assert asked is not None and asked.code == code


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("- Không tổ chức 17 buổi tuyên truyền bằng xe lưu động theo kế hoạch.", "17"),
        ("- Treo băng rôn; chẳng tổ chức 17 buổi tuyên truyền bằng xe lưu động.", "17"),
        ("- Có 15/23 đơn vị đã ban hành kế hoạch.", "15/23"),
    ],
)
def test_what_is_denied_or_may_be_another_field_is_not_certain(sentence: str, printed: str) -> None:
    verdict = judged(sentence)[printed]
    assert verdict.asked is None and verdict.why is Stays.UNSURE


def test_no_field_is_named_for_a_number_that_is_not_its_total() -> None:
    for verdict in judged("- Phát hành 28 tập, 131 cuốn, 40 tờ rơi, trong đó xã tự in 17 tập.").values():
        if verdict.asked is None and verdict.why in {Stays.UNSURE, Stays.SEVERAL}:
            assert verdict.near is not None and verdict.near.key.field in KNOWN
