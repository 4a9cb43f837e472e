"""The validation page: complete, safe, self-contained."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from tests.unit.workbook import decided, rich
from toolkit.page.validation import validation_page
from toolkit.text import Lang


class Parsed(HTMLParser):
    """Tags opened and closed, attributes, and the words between."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def page(lang: Lang = "vi") -> str:
    return validation_page(rich.ROUND, rich.checked(), rich.standings(), rich.received(), rich.OFFICE, lang)


def test_it_is_well_formed_and_says_its_language() -> None:
    parsed = Parsed(page())
    assert parsed.open == []
    assert ("html", {"lang": "vi"}) in parsed.tags
    assert [tag for tag, _ in parsed.tags].count("h1") == 1


def test_it_needs_nothing_from_outside_and_no_script() -> None:
    parsed = Parsed(page())
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in parsed.tags}
    targets = [
        value or "" for _, attrs in parsed.tags for name, value in attrs.items() if name in {"href", "src"}
    ]
    assert targets
    assert all(target.startswith("#") for target in targets)
    ids = {attrs["id"] for _, attrs in parsed.tags if "id" in attrs}
    assert {target[1:] for target in targets} <= ids
    assert "url(" not in page()
    assert "@import" not in page()


def test_what_a_commune_typed_is_text() -> None:
    loud = replace(rich.FINDINGS[1], expected="<b>5</b> & 6")
    checked = replace(rich.checked(), findings=(loud,))
    text = validation_page(rich.ROUND, checked, rich.standings(), rich.received(), rich.OFFICE, "vi")
    assert "&lt;b&gt;5&lt;/b&gt; &amp; 6" in text
    assert "danh sách &amp; ảnh.xlsx" in text


def test_headline_who_is_missing_and_what_to_mend() -> None:
    words = " ".join(Parsed(page()).words)
    assert "4/5 xã, thị trấn đã gửi báo cáo: 3 đúng hạn, 1 quá hạn." in words
    assert "Kỳ báo cáo: 6 tháng đầu năm 2024. Hạn gửi: 18/6/2024." in words
    assert "chưa gửi, đã quá hạn 3 ngày làm việc" in words
    assert "Số liệu, ô E9" in words
    assert "Đề nghị kiểm tra ô E9." in words
    assert "Không phải báo cáo theo biểu mẫu" in words
    assert "2 đơn vị được đề nghị chỉnh sửa hoặc giải trình; có 1 lỗi và 1 cảnh báo." in words


def heads_of(page: str) -> list[str]:
    """The headings of the first table."""
    return re.findall(r'<th scope="col">([^<]*)</th>', page.split("</thead>")[0])


def test_what_a_cell_says_and_may_be_stand_together_where_known() -> None:
    meant = replace(rich.FINDINGS[1], raw="3.5", suggestion="3500")
    blank = replace(rich.FINDINGS[1], raw="")
    one, other = (
        validation_page(
            rich.ROUND, replace(rich.checked(), findings=(found,)), rich.standings(), (), rich.OFFICE, "vi"
        )
        for found in (meant, blank)
    )
    assert heads_of(one) == ["Loại", "Vị trí", "Nội dung", "Đang ghi", "Đề nghị"]
    assert "có thể là: 3.500" in Parsed(one).words
    assert heads_of(other) == ["Loại", "Vị trí", "Nội dung", "Đề nghị"]


def test_nothing_to_say_is_said() -> None:
    quiet = replace(rich.checked(), findings=())
    good = rich.standings()[:1]
    text = validation_page(rich.ROUND, quiet, good, (), rich.OFFICE, "vi")
    for sentence in (
        "Không có nội dung nào cần chỉnh sửa.",
        "Tất cả đơn vị đã gửi báo cáo đúng hạn.",
        "Mọi tệp đã nhận",
    ):
        assert sentence in text


def decided_page(lang: Lang = "vi") -> str:
    values = rich.ROUND, decided.checked(), rich.standings(), rich.received(), rich.OFFICE, lang
    return validation_page(*values, decided.rows())


def test_what_was_accepted_is_no_error_and_has_its_own_mark() -> None:
    text = decided_page()
    assert '<span class="tag waived">Đã chấp nhận</span>' in text
    words = " ".join(Parsed(text).words)
    assert "Đơn vị giải trình: “Xã có thêm hai đài truyền thanh”" in words
    assert "Đã chấp nhận đến hết ngày 31/12/2024." in words
    assert "có 1 lỗi và 1 cảnh báo" in words


def test_explanations_that_wait_and_decisions_have_parts_and_links() -> None:
    parsed = Parsed(decided_page())
    assert parsed.open == []
    ids = {attrs["id"] for _, attrs in parsed.tags if "id" in attrs}
    assert {"section_explained", "section_decided", "section_rules"} <= ids
    assert {"section_explained", "section_decided"} & {
        v for _, a in Parsed(page()).tags for v in a.values()
    } == set()
    assert "&lt;b&gt;đã rà soát&lt;/b&gt;" in decided_page()
    assert "Đã hủy ngày 21/6/2024" in parsed.words


def test_who_gave_a_value_and_personal_values_are_not_on_the_page() -> None:
    text = decided_page()
    assert "Công chức văn hóa xã" not in text
    assert "Họ tên" not in text


def test_outcomes_of_all_rules_are_counted_and_those_that_went_wrong_come_first() -> None:
    text = decided_page()
    words = " ".join(Parsed(text).words)
    assert (
        "3 quy tắc: 8 lượt kiểm tra đạt, 1 lượt chưa đạt, 1 lượt chưa đủ số liệu để kiểm tra, 5 lượt chưa chạy được."
        in words
    )
    rules = text.partition('id="section_rules"')[2]
    order = [
        rules.index(code)
        for code in ("expect_column_values_to_be_in_set", "news_add_up", "<details>", "general__core")
    ]
    assert order == sorted(order)


def test_tables_have_scoped_headings() -> None:
    heads = [attrs for tag, attrs in Parsed(page()).tags if tag == "th"]
    assert heads
    assert all(attrs.get("scope") in {"col", "row"} for attrs in heads)


def test_english() -> None:
    words = " ".join(Parsed(page("en")).words)
    assert "4 of 5 communes have returned" in words
    assert "To be mended and sent again" in words
