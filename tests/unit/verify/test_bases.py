"""What a change is said to be against is what its figure was compared with, in whichever words."""

import pytest

from tests.unit.verify.bound import STAMP, document, reprinter
from toolkit.verify.bases import false_said

T = "f/b/item//"


def told(words: str, against: str = "2020", lang: str = "vi") -> list[str]:
    """What is false of a sentence that compares with `against` and says `words`."""
    whose = {"en": f"up by [12|{T}#change:{against}|12] items ([9.68%|{T}#percent:{against}|9.68]) {words}."}
    line = whose.get(
        lang,
        f"Đăng [136|{T}|136] tin, [tăng|{T}#direction:{against}|1] [12|{T}#change:{against}|12] tin "
        f"([tăng|{T}#direction:{against}|1] [9,68%|{T}#percent:{against}|9.68]) {words}.",
    )
    now = {
        f"{T}#{part}:{against}": ("1", "1")
        for part in ("direction", "change", "percent", "of_plan", "over_plan")
    }
    made = document(line, stamp=STAMP | {"lang": lang})
    return [one.word for one in false_said(made, reprinter(now))]


@pytest.mark.parametrize(
    ("words", "against", "is_true"),
    [
        ("so với năm trước", "2020", True),
        ("so với cùng kỳ năm trước", "2020", True),
        ("so với năm 2020", "2020", True),
        ("so với số liệu năm 2020", "2020", True),
        ("so với năm 2019", "2020", False),
        ("so với kế hoạch", "2020", False),
        ("so với chỉ tiêu được giao", "2020", False),
        ("so với quý trước", "2020", False),
        ("so với cùng kỳ quý I", "2020", False),
        ("so với kế hoạch năm 2021", "plan:2021", True),
        ("so với năm trước", "plan:2021", False),
        ("so với yêu cầu", "2020", True),
        ("bằng xe lưu động", "2020", True),
        ("so với 6 tháng đầu năm", "2020", False),
        ("so với 6 tháng đầu năm 2020", "2020-H1", True),
        ("so với sáu tháng đầu năm", "2020-H1", True),
        ("so với 6 tháng cuối năm", "2020-H1", False),
        ("so với 9 tháng", "2020", False),
        ("so với cùng kỳ 9 tháng", "2020-9M", True),
        ("so với 6 tháng cuối năm", "2020-H2", True),
        ("so với tháng 6", "2020-06", True),
        ("so với đầu năm", "2020", False),
        ("so với hai năm trước", "2020", False),
        ("so với cùng kỳ hai năm trước", "2020", False),
        ("so với năm kia", "2020", False),
        ("so với năm sau", "2020", False),
        ("so với đầu nhiệm kỳ", "2020", False),
        ("so với bình quân toàn tỉnh", "2020", False),
        ("so với huyện Trà Bồng", "2020", False),
        ("so với mức tỉnh giao", "plan:2021", True),
        ("so với năm trước do huyện chủ động", "2020", True),
    ],
)
def test_the_name_of_what_a_change_is_against(words: str, against: str, is_true: bool) -> None:
    found = told(words, against)
    assert len(found) == (not is_true)
    assert all(words.startswith(one) for one in found)


def test_a_false_name_is_told_with_what_it_has_to_be() -> None:
    line = f"Tăng [12|{T}#change:2020|12] tin so với kế hoạch."
    (one,) = false_said(document(line), reprinter({f"{T}#change:2020": ("12", "12")}))
    assert (one.word, one.now.text) == ("so với kế hoạch", "so với năm 2020")


def test_a_name_speaks_of_the_figure_before_it_and_one_that_begins_a_sentence_of_the_first() -> None:
    now = {f"{T}#{key}": ("1", "1") for key in ("change:2020", "over_plan:plan:2021")}
    plan = f"vượt [4%|{T}#over_plan:plan:2021|4] so với kế hoạch năm, tăng [12|{T}#change:2020|12] tin"
    assert false_said(document(f"Đăng {plan} so với năm trước."), reprinter(now)) == ()
    assert false_said(document(f"So với năm trước, tăng [12|{T}#change:2020|12] tin."), reprinter(now)) == ()
    (one,) = false_said(document(f"So với kế hoạch, tăng [12|{T}#change:2020|12] tin."), reprinter(now))
    assert one.word == "So với kế hoạch"


def test_in_english_too() -> None:
    assert told("on last year", lang="en") == []
    assert told("on the same period last year", lang="en") == []
    assert told("on the plan", lang="en") == ["on the plan"]
    assert told("compared with 2019", lang="en") == ["compared with 2019"]


def test_what_cannot_be_told_any_more_names_nothing() -> None:
    line = f"Tăng [12|{T}#change:2020|12] tin so với kế hoạch."
    assert false_said(document(line), reprinter({})) == ()
