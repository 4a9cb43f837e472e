"""What a unit is told names no other unit and none of the office's own means: over the whole catalogue."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from toolkit.findings import OFFICE_FAMILIES, Place, found
from toolkit.text import catalogue

CODE = re.compile(r"[A-Z]{3}-\d{3}")
OFFICES_OWN = re.compile(
    r"tonghop |MÃ_ĐƠN_VỊ|UNIT_CODE|form\.yaml|expectations/|units\.csv|--\w|\bmeta\b"
    r"|hỏi lại|hỏi đơn vị|hỏi hai đơn vị|đề nghị đơn vị (?!kiểm tra|chỉ|báo)|[Aa]sk (the|both|whether)"
    r"|(?<!\{what\})\{(others?|near|theirs_id|round_id|form_id|other_unit)\}",
    re.IGNORECASE,
)
CODES = sorted(code for code in catalogue() if CODE.fullmatch(code) and not code.startswith(OFFICE_FAMILIES))


def _told(entry: Mapping[str, Any]) -> Iterator[str]:
    """What the unit reads of a code, in both languages."""
    own = entry.get("to_unit")
    if own == "nothing":
        return
    words = own or entry
    remedy = (own or {}).get("remedy") or entry["remedy"]
    for each in (words, remedy):
        yield each["vi"]
        yield each["en"]


@pytest.mark.parametrize("code", CODES)
def test_what_a_unit_is_told_is_about_itself(code: str) -> None:
    for sentence in _told(catalogue()[code]):
        assert not (there := OFFICES_OWN.search(sentence)), (there[0], sentence)


@pytest.mark.parametrize("code", CODES)
def test_its_wording_for_the_unit_is_whole(code: str) -> None:
    own = catalogue()[code].get("to_unit")
    assert own is None or own == "nothing" or {"vi", "en"} <= own.keys() <= {"vi", "en", "remedy", "short"}


def test_files_suites_forms_and_the_register_are_the_office_s_own() -> None:
    place = Place(file="a.xlsx")
    assert found("FIL-010", place).office_only and found("SUI-001", place, rule="x").office_only
    assert not found("RND-008", place, labels="x").office_only


def test_a_unit_reads_its_own_wording_where_there_is_one() -> None:
    params = {"unit": "Xã A", "other": "Xã B", "other_file": "b.xlsx", "round_id": "r"}
    copied = found("UNI-022", Place(file="a.xlsx"), **params)
    assert "Xã B" in copied.message.vi and "discard" in copied.remedy.vi
    for words in (copied.told, copied.asked):
        assert not re.search(r"Xã|b\.xlsx|tonghop", words.vi + words.en)
