"""Rules that read other periods of what begins anew, or does not add up."""

import pytest

from tests.forms import SMALL_FORM, small_form
from toolkit.form.check import check_form
from toolkit.form.check_time import check_time

OF_TIME = {"FRM-034", "FRM-035"}


def told(check: str, over_time: str = "flow", block: str = "") -> list[str]:
    """The codes, with the banners of the small form going over time as given."""
    label = "label: {vi: Băng rôn, en: Banners}"
    assert SMALL_FORM.count(label) == 1
    text = SMALL_FORM.replace(label, f"{label}\n        over_time: {over_time}").rstrip()
    text += f"\n  - code: r\n    check: {check}\n    severity: warning\n    message: {{vi: Thế., en: So.}}\n"
    form = small_form(text + (f"    block: {block}\n" if block else ""))
    found = [finding for _, finding in check_time(form) if finding.rule == "r"]
    assert [one for one in check_form(form) if one.code in OF_TIME and one.rule == "r"] == found
    assert all("quy tắc r dùng" in one.message.vi for one in found)
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("check", "over_time", "codes"),
    [
        ("banner == parts(banner)", "flow", []),
        ("banner == parts(banner)", "stock", ["FRM-034"]),
        ("banner == parts(banner)", "cumulative", ["FRM-034"]),
        ("satisfaction >= parts(satisfaction)", "flow", ["FRM-034"]),
        ("satisfaction_num == parts(satisfaction_num)", "flow", []),
        ("banner >= prev(banner)", "flow", []),
        ("banner >= prev(banner)", "stock", []),
        ("banner >= prev(banner)", "cumulative", ["FRM-035"]),
        ("banner >= so_far(banner)", "cumulative", []),
        ("banner >= year_before(banner)", "cumulative", []),
        ("banner >= prev(banner) or banner == parts(banner)", "cumulative", ["FRM-035", "FRM-034"]),
    ],
)
def test_what_does_not_add_up_is_an_error_and_what_begins_anew_is_noted(
    check: str, over_time: str, codes: list[str]
) -> None:
    assert told(check, over_time) == codes


def test_a_column_of_a_grid_is_read_as_its_own() -> None:
    assert told("got == parts(got)", block="dossiers") == []
    assert told("got >= prev(got)", block="dossiers") == []
