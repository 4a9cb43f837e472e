"""Codes that changed their meaning against an earlier version, percentages that would be added, and the time to fill in."""

# ruff: noqa: E501 (a case a line)

import pytest

from tests.forms import SMALL_FORM, small_form
from toolkit.findings import Finding, Severity
from toolkit.form.check import check_form
from toolkit.form.check_effort import efforts
from toolkit.form.check_percent import check_percent

CHANGED = [
    ("label: {vi: Băng rôn, en: Banners}", "label: {vi: Băng rôn ngang, en: Banners}", Severity.INFO, "tên gọi"),
    ("label: {vi: Băng rôn, en: Banners}", "label: {vi: Tờ rơi phát ra, en: Leaflets}", Severity.ERROR, "tên gọi"),
    ("        measure: {vi: tấm, en: banners}", "        measure: {vi: m2, en: m2}", Severity.ERROR, "đơn vị tính"),
    ("number: \"4\"\n", "number: \"4\"\n        type: amount\n", Severity.WARNING, "kiểu"),
    ("        type: yes_no\n", "        type: date\n", Severity.ERROR, "kiểu"),
    ("number: \"3\"\n        measure", "number: \"3\"\n        over_time: stock\n        measure", Severity.ERROR, "over_time"),
    ("number: \"3\"\n        measure", "number: \"3\"\n        rollup: none\n        measure", Severity.WARNING, "rollup"),
    ("{vi: Hộ tịch, en: Civil status}", "{vi: Xây dựng nhà ở, en: Building}", Severity.ERROR, "tên gọi"),
    ("label: {vi: Trực tuyến, en: Online}", "label: {vi: Bị trả lại, en: Sent back}", Severity.ERROR, "tên gọi"),
    ("label: {vi: V. Khó khăn, en: V. Difficulties}", "label: {vi: V. Thành tích nổi bật, en: V. Praise}", Severity.ERROR, "tên gọi"),
]  # fmt: skip


def _told(text: str) -> list[Finding]:
    found = check_form(small_form(text), small_form(), "small-2023-H1")
    return [f for f in found if f.code in {"FRM-022", "FRM-023"}]


@pytest.mark.parametrize(("old", "new", "severity", "what"), CHANGED)
def test_a_code_that_means_something_else_is_told_as_gravely_as_it_is(
    old: str, new: str, severity: Severity, what: str
) -> None:
    altered = SMALL_FORM.replace(old, new, 1).replace("plan_issued == yes", "household_total >= 1")
    assert altered.replace("household_total >= 1", "") != SMALL_FORM.replace("plan_issued == yes", "")
    (finding,) = _told(altered)
    assert (finding.code, finding.severity) == ("FRM-022", severity)
    assert what in finding.message.vi and "small-2023-H1" in finding.message.vi
    assert "phiên bản 1" in finding.message.vi


def test_the_same_form_and_new_codes_draw_nothing() -> None:
    assert _told(SMALL_FORM) == []
    added = SMALL_FORM.replace(
        "      panel:\n", "      flag:\n        label: {vi: Cờ, en: Flags}\n      panel:\n"
    )
    assert _told(added) == []


def test_a_label_that_moved_to_another_code() -> None:
    (finding,) = _told(
        SMALL_FORM.replace("      banner:\n", "      streamer:\n").replace(
            "banner + panel", "streamer + panel"
        )
    )
    assert (finding.code, finding.place.field) == ("FRM-023", "streamer")
    assert "mang mã banner, nay mang mã streamer" in finding.message.vi


RATES = """\
      done_share:
        label: {vi: Tỷ lệ làm xong, en: Share done}
        type: rate
        num_label: {vi: Xong, en: Done}
        den_label: {vi: Tất cả, en: All}
"""
AVERAGED = [
    "(satisfaction + done_share) / 2 >= 50",
    "satisfaction + done_share <= 200",
    "(online_rate + done_share) / 2 >= 50",
    "0.5 * satisfaction + 0.5 * online_rate >= 10",
    "(satisfaction_num / satisfaction_den + done_share_num / done_share_den) / 2 >= 0.5",
]
FINE = [
    "satisfaction - done_share <= 20",
    "satisfaction_num + done_share_num <= satisfaction_den + done_share_den",
    "100 * (satisfaction_num + banner) / (satisfaction_den) >= 5",
    "satisfaction >= online_rate",
    "banner + panel <= 100",
]


@pytest.mark.parametrize(("check", "told"), [*((c, True) for c in AVERAGED), *((c, False) for c in FINE)])
def test_rates_that_are_added_or_averaged(check: str, told: bool) -> None:
    text = SMALL_FORM.replace("      satisfaction:\n", RATES + "      satisfaction:\n", 1)
    text += f"  - code: r\n    check: {check}\n    severity: warning\n    message: {{vi: Thế., en: So.}}\n"
    found = [finding for _, finding in check_percent(small_form(text))]
    assert [f.code for f in found] == ["FRM-018"] * told
    assert all("quy tắc r " in f.message.vi for f in found)


def test_a_percentage_that_is_typed_as_a_plain_number() -> None:
    text = SMALL_FORM.replace(
        'number: "4"\n        measure: {vi: tấm, en: panels}',
        'number: "4"\n        measure: {vi: "%", en: "%"}',
    )
    assert [f.code for _, f in check_percent(small_form(text))] == ["FRM-001"]
    alone = text.replace('measure: {vi: "%", en: "%"}', 'measure: {vi: "%", en: "%"}\n        rollup: none')
    ((_, finding),) = check_percent(small_form(alone))
    assert (finding.code, finding.severity, finding.place.field) == ("FRM-019", Severity.WARNING, "panel")


def test_the_time_to_fill_in_follows_its_formula() -> None:
    by_who = {effort.who.vi: effort for effort in efforts(small_form())}
    commune = by_who["đơn vị cấp xã"]
    # 9 figures (a rate's pair counts twice, its stated rate and derived fields not at all) and a grid of 2 x 3
    assert (commune.numbers, commune.choices, commune.cells, commune.ideas) == (15, 1, 1 + 3 * 4, 4)
    assert commune.minutes == -(-(300 + 30 * 15 + 10 * 1 + 15 * 13 + 90 * 4) // 60)
    own = by_who["các cơ quan, đơn vị của cấp tổng hợp"]
    assert own.numbers == 8  # neither households nor the grid
    assert "khoảng 22 phút" in commune.line.vi
