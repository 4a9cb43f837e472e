"""What becomes of the figures of an edited report, and what of it staff are told."""

from dataclasses import replace

import pytest

from tests.forms import small_form, small_round
from tests.unit.verify.bound import document, reprinter, typed
from toolkit.files.bound_document import BoundDocument, BoundParagraph, Fate
from toolkit.files.document import Figure, Lapsed
from toolkit.findings import Finding
from toolkit.reporting.renewal import alike, renew
from toolkit.reporting.said_where import under
from toolkit.reporting.told_into import Judged, refreshed_of, renewal_findings
from toolkit.verify.direction import false_words
from toolkit.verify.marks import standings
from toolkit.verify.names import labels_of

ROUND = small_round()
FORM = small_form()
FIELD = next(item for block in FORM.blocks for item in block.fields)
BLOCK = next(block for block in FORM.blocks if FIELD in block.fields)
KEY = f"{FORM.id}/{BLOCK.id}/{FIELD.code}//"
OTHER = f"{FORM.id}/{BLOCK.id}/none//"
RETURNED = f"{ROUND.id}#returned"
EMPTY = document()
LABEL = labels_of(ROUND)


def told(
    found: BoundDocument, now: dict[str, tuple[str, str]], anew: BoundDocument = EMPTY
) -> dict[str, Finding]:
    reprint = reprinter(now)
    renewal = renew(found, reprint)
    judged = Judged(words=false_words(found, reprint))
    findings = renewal_findings(LABEL, "báo cáo.docx", found, renewal, judged, anew)
    return {one.code: one for one in findings}


def test_what_reads_otherwise_is_changed_and_the_rest_is_current() -> None:
    found = document(f"Có [136|{KEY}|136] tin; [04|{OTHER}|4] pano.")
    renewal = renew(found, reprinter({KEY: ("150", "150"), OTHER: ("04", "4")}))
    assert [(mark.found, now.text) for mark, now in renewal.changed] == [("136", "150")]
    assert [one.text for one in renewal.new.values()] == ["150", "04"]
    assert (renewal.own, renewal.lapsed, renewal.lost) == ([], [], [])


def test_a_text_box_whose_copy_says_something_else_is_told() -> None:
    found = document(f"Có [136|{KEY}|136] tin.")
    assert "FIG-042" not in told(found, {KEY: ("150", "150")})
    apart = replace(found, paragraphs=tuple(replace(one, apart=True) for one in found.paragraphs))
    assert "Có 136 tin." in told(apart, {KEY: ("150", "150")})["FIG-042"].message.vi
    assert "FIG-042" not in told(apart, {KEY: ("136", "136")})


def test_words_of_units_that_the_report_has_no_longer_or_has_now_are_told() -> None:
    found = document("- [Thiếu kinh phí|f/b/i//|quoted].", "- [Đường xa|f/b/i//|quoted].")
    anew = document("- [đường xa|f/b/i//|quoted].", "- [Máy cũ|f/b/i//|quoted].")
    said = told(found, {}, anew)
    assert "Thiếu kinh phí" in said["FIG-044"].message.vi and "Đường xa" not in said["FIG-044"].message.vi
    assert "Máy cũ" in said["FIG-035"].message.vi and "đường xa" not in said["FIG-035"].message.vi
    assert not {"FIG-035", "FIG-044"} & told(found, {}, found).keys()


def test_a_capital_letter_that_somebody_made_is_asked_for_again() -> None:
    found = typed(document(f"[chưa ghi nhận|{KEY}|0] gì"), "th_1", "Chưa ghi nhận")
    renewal = renew(found, reprinter({KEY: ("không phát sinh", "0")}))
    assert [one.text for one in renewal.new.values()] == ["Không phát sinh"]


@pytest.mark.parametrize("words", ["137", "một trăm", "136.000"])
def test_words_of_staff_stay_and_are_told_where_they_are_not_the_figure(words: str) -> None:
    found = typed(document(f"Có [136|{KEY}|136] tin."), "th_1", words)
    now = reprinter({KEY: ("150", "150")})
    assert renew(found, now).new == {}
    assert [(mark.found, one.text) for mark, one in renew(found, now).own] == [(words, "150")]
    one = told(found, {KEY: ("150", "150")})["FIG-033"]
    assert f"“{words}”" in one.message.vi
    assert "“150”" in one.message.vi
    assert FIELD.label.vi in one.message.vi


def test_words_of_staff_that_are_what_the_figure_says_are_not_told() -> None:
    found = typed(document(f"Có [136|{KEY}|136] tin."), "th_1", "150")
    assert told(found, {KEY: ("150", "150")}) == {}


def test_what_is_lost_is_told_together_with_what_it_was() -> None:
    found = document(*(f"[{number}|{KEY}|gone]" for number in range(7)))
    one = told(found, {})["FIG-031"]
    assert one.message.vi.startswith("Tệp “báo cáo.docx”: 7 chỗ không còn trong tệp")
    assert f"“0” (“{FIELD.label.vi}”); “1”" in one.message.vi
    assert one.message.vi.endswith(f"“4” (“{FIELD.label.vi}”) và 2 chỗ khác.")
    assert one.severity.value == "info"


@pytest.mark.parametrize("fate", [Fate.EMPTY, Fate.SPLIT, Fate.TWICE])
def test_each_fate_has_its_words(fate: Fate) -> None:
    found = document(f"Có [136|{KEY}|136] tin.")
    found = replace(found, marks=(replace(found.marks[0], fate=fate, found=None),))
    assert told(found, {KEY: ("150", "150")})["FIG-031"].message.vi.count("“136”") == 1


def test_what_can_be_printed_no_longer_is_told_with_the_reason() -> None:
    one = told(document("I", f"Có [136|{KEY}|136] tin. Hết."), {})["FIG-032"]
    assert "không còn" in one.message.vi
    assert one.message.vi.endswith("Câu hiện nay: Có 136 tin.")
    assert one.place.paragraph == 2


def test_a_sentence_that_can_be_said_no_longer_is_told_once() -> None:
    found = document(f"Thiếu kinh phí ([12|{KEY}#reporting|12]/[22|{KEY}#asked|22] xã phản ánh).")
    reprint = reprinter({})
    findings = [*renewal_findings(LABEL, "a", found, renew(found, reprint), Judged(), EMPTY)]
    assert [one.code for one in findings] == ["FIG-032"]
    assert "“12”, “22” (“Số hộ”)" in findings[0].message.vi


def test_a_rounded_wording_that_is_true_no_longer_is_told_with_the_figure_refreshed() -> None:
    found = document(f"Có gần [2.310|{KEY}|2310] tin.")
    reprint = reprinter({KEY: ("2.310", "2310")})
    judged = Judged(rounded=[*standings(found, reprint, "vi")])
    (one,) = renewal_findings(LABEL, "a", found, renew(found, reprint), judged, EMPTY)
    assert (one.code, one.expected) == ("FIG-039", "2.310")
    assert "“gần 2.310”" in one.message.vi


def test_a_direction_word_that_no_longer_fits_is_told_with_its_sentence() -> None:
    found = document(f"Có [136|{KEY}|136] tin, tăng [12|{KEY}#change:2020|12] tin so với năm trước.")

    def reprint(one: Figure) -> Figure | Lapsed:
        values = {"change": ("04", "-4"), "direction": ("giảm", "-1")}
        text, value = values.get(one.key.partition("#")[2].partition(":")[0], ("120", "120"))
        return replace(one, text=text, value=value)

    judged = Judged(words=false_words(found, reprint))
    findings = renewal_findings(LABEL, "a", found, renew(found, reprint), judged, EMPTY)
    one = next(one for one in findings if one.code == "FIG-034")
    assert "“tăng”" in one.message.vi
    assert "“giảm”" in one.message.vi


def test_counts_of_the_round_that_changed_ask_to_look_at_names() -> None:
    found = document(f"Có [21|{RETURNED}|21] xã; [136|{KEY}|136] tin.")
    now = {RETURNED: ("22", "22"), KEY: ("150", "150")}
    assert set(told(found, now)) == {"FIG-038"}
    assert told(found, now | {RETURNED: ("21", "21")}) == {}


def test_the_row_of_a_unit_that_is_not_missing_any_more_is_named() -> None:
    key = f"{ROUND.id}#presence"
    row = document("Đơn vị chưa gửi báo cáo", "Xã Yên Hồ", f"[Chưa gửi|{key}|missing]")
    cells = (
        row.paragraphs[0],
        *(replace(one, table=1, row=1, column=one.number) for one in row.paragraphs[1:]),
    )
    marks = tuple(replace(one, bound=replace(one.figure, place="cell", units="1@")) for one in row.marks)
    row = replace(row, paragraphs=cells, marks=marks)
    one = told(row, {key: ("Đã gửi", "on_time")})["FIG-038"]
    assert "bỏ dòng" in one.message.vi and "“Xã Yên Hồ | Chưa gửi”" in one.message.vi
    other = told(document(f"Có [21|{RETURNED}|21] xã."), {RETURNED: ("22", "22")})["FIG-038"]
    assert "bỏ dòng" not in other.message.vi


def test_a_table_is_called_by_the_title_of_its_annex_whatever_notes_stand_above_it() -> None:
    made = document("Phụ lục I", "TỔNG HỢP SỐ LIỆU", "(Kèm theo)", "1", "Ghi chú: số liệu là tổng cộng.", "2")
    cells = tuple(
        replace(one, table=1, row=1, column=1) if one.text.isdigit() else one for one in made.paragraphs
    )
    assert [under(replace(made, paragraphs=cells), at) for at in (4, 6)] == ["TỔNG HỢP SỐ LIỆU"] * 2
    assert under(made, 6) == ""  # in no table: no heading stands above


def test_sentences_and_rows_that_the_document_never_had_are_listed() -> None:
    anew = document(
        f"- Có [136|{KEY}|136] tin. Có [7|{OTHER}|7] pano; còn lại chưa có. Hết.",
        "Xã A",
        f"[8|{OTHER}#num|8]",
    )
    cells = (replace(one, table=1, row=2, column=number) for number, one in enumerate(anew.paragraphs[1:], 1))
    anew = replace(anew, paragraphs=(anew.paragraphs[0], *cells))
    found = document(f"Có [136|{KEY}|136] tin.")
    said = told(found, {KEY: ("136", "136")}, anew)
    assert set(said) == {"FIG-035", "FIG-036"}
    assert "chưa có 1 câu" in said["FIG-035"].message.vi
    assert "\n      • Có 7 pano; còn lại chưa có.\n" in said["FIG-035"].message.vi
    assert "Xã A | 8" in said["FIG-036"].message.vi
    lost = document(f"[136|{KEY}|gone]", f"[7|{OTHER}|gone]", f"[7|{OTHER}#num|gone]")
    assert set(told(lost, {}, anew)) == {"FIG-031"}  # what was taken out on purpose is not asked for again


def test_what_was_refreshed_is_told_by_sentence_and_in_a_table_by_row() -> None:
    found = document(f"Mở. Có [136|{KEY}|136] tin. Hết.", f"[04|{OTHER}|4]")
    row = BoundParagraph(number=2, text="04", table=1, row=3, column=2)
    name = BoundParagraph(number=3, text="Xã A", table=1, row=3, column=1)
    found = replace(found, paragraphs=(found.paragraphs[0], row, name))
    renewal = renew(found, reprinter({KEY: ("150", "150"), OTHER: ("05", "5")}))
    first, second = refreshed_of(found, renewal)
    assert (first.was, first.now, first.sentence, first.table) == ("136", "150", "Có 136 tin.", 0)
    assert (second.sentence, second.table, second.under) == ("04 | Xã A", 1, found.paragraphs[0].text)


def test_texts_that_differ_in_blanks_and_their_first_letter_read_alike() -> None:
    assert alike("không phát\u00a0sinh", "Không phát sinh")
    assert not alike("136", "137")
    assert not alike("Xã A", "xã a")
