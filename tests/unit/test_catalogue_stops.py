"""A parameter that is a sentence brings its own stop."""

from toolkit.text.catalogue import fill


def test_two_stops_become_one_and_an_ellipsis_stays() -> None:
    entry = {"vi": "Đã ghi: {what}. Xong", "en": "{what}."}
    assert fill(entry, {"what": "theo biên bản."}).vi == "Đã ghi: theo biên bản. Xong"
    assert fill(entry, {"what": "theo biên bản"}).vi == "Đã ghi: theo biên bản. Xong"
    assert fill(entry, {"what": "as agreed."}).en == "as agreed."
    assert (
        fill({"vi": "{what}", "en": "../returns ..."}, {"what": "khoảng ..."}).in_("en") == "../returns ..."
    )
    assert fill({"vi": "“{what}”", "en": ""}, {"what": "khoảng ..."}).vi == "“khoảng ...”"
