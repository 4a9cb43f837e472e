"""F07 and F08: number and symbol, place and date (NĐ 30/2020/NĐ-CP, annex I, part I, section II, 3-4)."""

import re
from collections.abc import Iterator
from datetime import date

from toolkit.findings import Finding, Severity
from toolkit.lint.fault import fault
from toolkit.lint.look import Asked, look_faults
from toolkit.lint.model import Role, Standing, Subject
from toolkit.lint.words import TYPES, capitalised, folded
from toolkit.text import say

_BLANK = r"[\s.…_\-]*"
_NUMBER = re.compile(
    rf"(?P<word>[^\W\d_]+)(?P<colon>\s*:?)\s*(?P<number>\d+|{_BLANK})(?P<slash>\s*/\s*)(?P<symbol>\S.*)"
)
_DATE = re.compile(
    rf"(?P<place>.*?)(?P<comma>\s*,?)\s*ngày\s*(?P<day>\d+|{_BLANK})\s*tháng\s*(?P<month>\d+|{_BLANK})\s*năm\s*"
    rf"(?P<year>\d{{4}}|{_BLANK})\.?",
    re.IGNORECASE,
)
_KIND_OF_PLACE = re.compile(r"^(Thành|Thị|Đặc) (?:phố|xã|trấn|khu)\b")
_NUMBER_LOOK = Asked(sizes=(13, 13), align="center")
_DATE_LOOK = Asked(bold=False, italic=True, align="center")


def number(subject: Subject) -> Iterator[Finding]:
    """F07: "Số: 15/BC-UBND" under the agency's name. A draft may leave the number to the clerk."""
    found = subject.anatomy.of(Role.NUMBER)
    if not found:
        yield fault(subject, "FMT-007", "missing", expected=_symbol(subject))
        return
    yield from look_faults(subject, "FMT-007", found[:1], say("lint.part.number"), _NUMBER_LOOK)
    said = _NUMBER.fullmatch(found[0].words)
    if said is None:
        yield fault(subject, "FMT-007", "form", found[:1], raw=found[0].words, expected=_symbol(subject))
        return
    for variant in _number_variants(subject, said):
        yield fault(
            subject, "FMT-007", variant, found[:1], raw=found[0].words, expected=_mended(subject, said)
        )


def _number_variants(subject: Subject, said: re.Match[str]) -> Iterator[str]:
    symbol, digits = said["symbol"], said["number"].strip()
    if said["word"] != "Số":
        yield "word"
    if said["colon"] != ":":
        yield "colon"
    if not digits.isdecimal():
        if subject.issued:
            yield "blank"
    elif len(digits) == 1:
        yield "zero"
    spaced = digits.isdecimal() and said["slash"] != "/"
    if spaced or said["slash"].endswith(" ") or re.search(r"\s", symbol):
        yield "spaces"
    if re.match(r"(?:19|20)\d\d\s*/", symbol):
        yield "year"
    else:
        yield from _symbol_variants(subject, re.sub(r"\s", "", symbol))


def _symbol_variants(subject: Subject, symbol: str) -> Iterator[str]:
    kind = _kind(subject)
    first, *rest = re.split(r"[-–]", symbol)
    if kind and (folded(first) != folded(kind) or not rest):
        yield "kind"
    if any(part != part.upper() for part in (rest if first in TYPES.values() else (first, *rest))):
        yield "case"


def _kind(subject: Subject) -> str:
    """The letters of the document's kind, "" where its title is not known."""
    title = subject.anatomy.of(Role.TYPE)
    return TYPES.get(folded(title[0].words), "") if title else ""


def _symbol(subject: Subject) -> str:
    return f"Số: 15/{_kind(subject) or 'BC'}-UBND"


def _mended(subject: Subject, said: re.Match[str]) -> str:
    """The line as it should be, as far as its parts are known."""
    digits = said["number"].strip()
    shown = digits.zfill(2) if digits.isdecimal() else "   "
    symbol = re.sub(r"\s", "", re.sub(r"^(?:19|20)\d\d\s*/", "", said["symbol"])).replace("–", "-")
    first, *rest = symbol.split("-")
    kind = _kind(subject) or (first if first in TYPES.values() else first.upper())
    kept = [part.upper() for part in rest]
    if not rest and folded(first) != folded(kind):
        kept = [first.rpartition("/")[2].upper()]
    return f"Số: {shown}/{'-'.join([kind, *kept])}"


def place_and_date(subject: Subject) -> Iterator[Finding]:
    """F08: "Bình Sơn, ngày 05 tháng 01 năm 2024" in italics, beside the number. A draft may leave day and month open."""
    found = subject.anatomy.of(Role.DATE)
    if not found:
        yield fault(subject, "FMT-008", "missing")
        return
    one = found[0]
    yield from look_faults(subject, "FMT-008", found[:1], say("lint.part.date"), _DATE_LOOK)
    said = _DATE.fullmatch(one.words)
    if said is None:
        yield fault(subject, "FMT-008", "form", found[:1], raw=one.words)
    else:
        for variant, expected in _date_variants(subject, said):
            kind = Severity.WARNING if variant == "padded" else None
            yield fault(
                subject, "FMT-008", variant, found[:1], raw=one.words, expected=expected, severity=kind
            )
    if _apart(subject, one):
        yield fault(subject, "FMT-008", "row", found[:1])


def _date_variants(subject: Subject, said: re.Match[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with the line, and how that part of it should be."""
    place, day, month = said["place"].strip(), said["day"].strip(), said["month"].strip()
    if not place:
        yield "place", ""
    elif not all(map(capitalised, _own_name(place))):
        yield "place_case", " ".join(word[:1].upper() + word[1:] for word in place.split())
    if place and said["comma"] != ",":
        yield "comma", f"{place},"
    known = [part for part in (day, month, said["year"]) if part.isdecimal()]
    if subject.issued and len(known) < 3:
        yield "blank", ""
    if day.isdecimal() and len(day) == 1:
        yield "day", f"ngày 0{day}"
    if month in {"1", "2"}:
        yield "month", f"tháng 0{month}"
    elif re.fullmatch(r"0[3-9]", month):
        yield "padded", f"tháng {month[1]}"
    if len(known) == 3 and not _is_day(said["year"], month, day):
        yield "impossible", ""


def _own_name(place: str) -> list[str]:
    """The syllables of a place's name; those that join others ("Bà Rịa - Vũng Tàu") are none, nor is the second one of a
    kind that goes before a name ("Thành phố Hồ Chí Minh").
    """
    named = _KIND_OF_PLACE.sub(r"\1", place)
    return [word for word in named.split() if word[:1].isalpha()]


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _apart(subject: Subject, one: Standing) -> bool:
    """Whether number and date stand in different rows of the head's table."""
    numbers = subject.anatomy.of(Role.NUMBER)
    if not numbers or one.table is None or numbers[0].table is not one.table:
        return False
    return numbers[0].row != one.row or numbers[0].column >= one.column
