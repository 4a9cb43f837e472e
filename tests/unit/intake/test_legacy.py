"""Texts in TCVN3 and VNI: restored, reversibly, and good Unicode never damaged."""

import csv
import time
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.mess.encodings import tcvn3, vni
from toolkit.files.model import RawSheet, RawValue, RawWorkbook
from toolkit.intake.legacy import NAME, modernise
from toolkit.intake.legacy_tables import TCVN3, VNI, Encoding, to_unicode
from toolkit.intake.syllables import is_syllable

ROOT = Path(__file__).resolve().parents[3]
# Written out by hand, apart from the tables: every vowel with every tone, and đ.
LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
)  # fmt: skip
BOTH = pytest.mark.parametrize("encoding", list(Encoding))


def to_legacy(text: str, encoding: Encoding) -> str:
    """A text as a workbook in an old encoding shows it, by tables of the tests' own."""
    return (tcvn3 if encoding is Encoding.TCVN3 else vni)(text)


def book(*columns: tuple[RawValue, ...], name: str = "S") -> RawWorkbook:
    rows = tuple(zip(*columns, strict=True))
    return RawWorkbook((RawSheet(name, "visible", rows),))


def column(raw: RawWorkbook, col: int = 0) -> list[RawValue]:
    return [row[col] for row in raw.sheets[0].rows]


def names() -> list[str]:
    with (ROOT / "samples" / "units.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row["name"] for row in csv.DictReader(file)]


def test_the_tables_hold_every_letter() -> None:
    accented = set(LETTERS) - set("aeiouy")
    assert {letter.lower() for letter in TCVN3.values()} == accented
    assert accented | {letter.upper() for letter in accented} == set(VNI.values())


@pytest.mark.parametrize(
    ("written", "encoding", "meant"),
    [
        ("Céng hßa x· héi", Encoding.TCVN3, "Cộng hòa xã hội"),
        ("B×nh Th¹nh", Encoding.TCVN3, "Bình Thạnh"),
        ("§øc Thä", Encoding.TCVN3, "Đức Thọ"),
        ("Bình Thaïnh", Encoding.VNI, "Bình Thạnh"),
        ("Biønh Thaïnh", Encoding.VNI, "Bình Thạnh"),
        ("CHAÂU OÅ", Encoding.VNI, "CHÂU Ổ"),
        ("Ñöùc Thoï, ôû ñaây", Encoding.VNI, "Đức Thọ, ở đây"),
        ("aú AÚ", Encoding.VNI, "ẳ Ẳ"),
    ],
)
def test_known_words(written: str, encoding: Encoding, meant: str) -> None:
    assert to_unicode(written, encoding) == meant


@BOTH
@settings(max_examples=80, deadline=None)
@given(st.text(LETTERS + "bcdghklmnpqrstvx 0123456789(),.", max_size=30))
def test_what_is_written_reads_back(encoding: Encoding, text: str) -> None:
    # A vowel right before an accented one can look like a VNI pair; in Vietnamese spelling it never does.
    words = [word for word in text.split() if is_syllable(word) or word.isascii()]
    there = to_legacy(" ".join(words), encoding)
    assert all(ord(char) < 0x100 for char in there)
    assert to_unicode(there, encoding) == " ".join(words)


@settings(max_examples=100, deadline=None)
@given(st.text("".join(TCVN3) + "abc ", max_size=30))
def test_tcvn3_converts_reversibly(text: str) -> None:
    assert to_legacy(to_unicode(text, Encoding.TCVN3), Encoding.TCVN3) == text


@BOTH
def test_every_name_is_restored_and_its_original_kept(encoding: Encoding) -> None:
    meant = names()
    written = [to_legacy(name, encoding) for name in meant]
    done = modernise(book(tuple(written)))
    assert [str(name).lower() for name in column(done.raw)] == [name.lower() for name in meant]
    for row, (old, new) in enumerate(zip(written, column(done.raw), strict=True)):
        assert done.originals.get(("S", row, 0), new) == old
    (said,) = done.findings
    assert said.code == "NUM-031" and encoding.value in said.message.vi


def test_unicode_is_not_touched() -> None:
    raw = book(tuple(names()), tuple(f"Xã {name}, 25 m², 30°C, ½ ngày, 3 × 4" for name in names()))
    done = modernise(raw)
    assert done.raw == raw and not done.originals and not done.findings


def test_unicode_beside_old_encodings_stays() -> None:
    meant = names()
    cells = [
        to_legacy(name, list(Encoding)[at]) if (at := row % 3) < 2 else name for row, name in enumerate(meant)
    ]
    done = modernise(book(tuple(cells)))
    assert [str(name).lower() for name in column(done.raw)] == [name.lower() for name in meant]
    assert {(finding.code, finding.severity.value) for finding in done.findings} == {("NUM-031", "info")}


def test_one_cell_may_mix() -> None:
    done = modernise(book(("Ủy ban nh©n d©n quËn T©n B×nh",)))
    assert column(done.raw) == ["Ủy ban nhân dân quận Tân Bình"]


@pytest.mark.parametrize(
    "text",
    ["François", "Größe 5 m²", "café «Hà»", "Noël", "§ 5", "a · b", "© 2024", "50 ± 2 µm", "Xã Tân Dân"],
)
def test_what_is_no_old_vietnamese_stays(text: str) -> None:
    done = modernise(book((text,)))
    assert column(done.raw) == [text] and not done.findings


def test_a_word_that_reads_both_ways_follows_its_column() -> None:
    """NAÊM could be Unicode; among VNI cells it is NĂM, among Unicode cells it stays."""
    pair = to_legacy("Bùi La Nhân", Encoding.TCVN3)
    legacy = modernise(book((pair, *(to_legacy(name, Encoding.TCVN3) for name in names()[:5]))))
    assert column(legacy.raw)[0] == "Bùi La Nhân"
    good = modernise(book(("Bùi La Nhân", *names()[:5], "x· héi")))
    assert column(good.raw)[0] == "Bùi La Nhân"
    abbreviation = modernise(book(("TV§T", *(to_legacy(name, Encoding.TCVN3) for name in names()[:5]))))
    assert column(abbreviation.raw)[0] == "TVĐT"


def test_a_foreign_letter_for_d_is_mended_in_vietnamese_words() -> None:
    done = modernise(book(("Ðức Thọ", "ðường Ðông", "Ɖà Nẵng", "Garðar")))
    assert column(done.raw) == ["Đức Thọ", "đường Đông", "Đà Nẵng", "Garðar"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_decomposed_text_is_composed(form: Literal["NFC", "NFD"]) -> None:
    cells = tuple(unicodedata.normalize(form, name) for name in names())
    done = modernise(book(cells))
    assert column(done.raw) == names() and not done.findings
    assert set(done.originals.values()) == set(cells) - set(names())


def test_composed_in_two_steps_as_old_keyboards_do() -> None:
    assert column(modernise(book(("T\u00ea\u0309ng", "Hu\u00ea\u0323"))).raw) == ["Tểng", "Huệ"]


def test_sheet_names_and_what_is_keyed_by_them_go_along() -> None:
    old = to_legacy("Số liệu", Encoding.TCVN3)
    raw = RawWorkbook(
        (RawSheet(old, "visible", ((to_legacy("Tổng số", Encoding.TCVN3), 1.0),)),),
        errors={(old, 0, 1): "#REF!"},
        formulas={(old, 0, 1): "=A1"},
        uncalculated=frozenset({(old, 0, 1)}),
        percents=frozenset({(old, 0, 1)}),
    )
    done = modernise(raw)
    assert done.raw.sheets[0].name == "Số liệu" and done.originals["Số liệu", NAME, NAME] == old
    assert set(done.raw.errors) == set(done.raw.formulas) == {("Số liệu", 0, 1)}
    assert done.raw.uncalculated == done.raw.percents == {("Số liệu", 0, 1)}
    assert done.findings[0].place.sheet == "Số liệu"


def test_letters_of_an_unknown_encoding_are_told() -> None:
    cells = tuple(f"Qu\x9bng Ng\xe3\x8d {at}" for at in range(4))
    done = modernise(book(cells))
    assert column(done.raw) == list(cells)
    assert [finding.code for finding in done.findings] == ["NUM-032"]


def test_a_clean_workbook_costs_little() -> None:
    raw = book(*(tuple(names()) + (1.0,) * 50 for _ in range(10)))
    best = min(_seconds(raw) for _ in range(5))
    assert best < 0.005, "measured 0.3 ms; the bound allows for a busy machine"
    assert modernise(raw).raw is raw


def _seconds(raw: RawWorkbook) -> float:
    start = time.perf_counter()
    modernise(raw)
    return time.perf_counter() - start


@pytest.mark.needs_shared
def test_real_files_become_vietnamese() -> None:
    """Government workbooks in TCVN3 and VNI: of the words with accents at least 97 in 100 are Vietnamese syllables."""
    import io
    import re

    from python_calamine import CalamineWorkbook

    files = sorted((ROOT.parent / "shared" / "corpus" / "viparse-corpus").glob("*.xls"))
    assert files
    words: list[str] = []
    for file in files:
        source = CalamineWorkbook.from_filelike(io.BytesIO(file.read_bytes()))
        sheets = tuple(
            RawSheet(name, "visible", tuple(map(tuple, source.get_sheet_by_name(name).to_python())))
            for name in source.sheet_names
        )
        done = modernise(RawWorkbook(sheets))
        texts = {sheet.name: sheet for sheet in done.raw.sheets}
        for name, row, col in done.originals:
            text = name if row == NAME else str(texts[name].at(row, col))
            words += [word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii()]
    small = [word for word in words if not word.isupper()]
    assert sum(map(is_syllable, words)) > 0.97 * len(words)
    assert sum(map(is_syllable, small)) > 0.985 * len(small)
