"""F25: capital letters (NĐ 30/2020/NĐ-CP, annex II), as far as words alone tell; what may be right is not reported."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from toolkit.findings import Finding
from toolkit.lint.fault import fault
from toolkit.lint.model import Role, Subject
from toolkit.lint.words import CITED

_READ = (Role.BODY, Role.TABLE, Role.BASIS, Role.ABSTRACT, Role.SALUTATION, Role.ADDRESSEE, Role.ANNEX)
_OF_THE_PEOPLE = (
    "ủy ban", "uỷ ban", "hội đồng", "tòa án", "toà án", "kiểm sát", "công an", "quân đội", "hội thẩm", "vũ trang",
    "an ninh", "nghệ sĩ", "nhà giáo", "thầy thuốc", "chứng minh", "tín dụng", "báo", "quốc phòng", "tình báo", "thanh tra",
)  # fmt: skip
"""Words after which "nhân dân" is part of a name and no noun of its own."""
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Trương|Đinh|Lương|Cao|Mai|Tôn|Quang|Bà|Hai"
    "|Điện Biên Phủ|Cách Mạng|Thống Nhất|Hùng|An Dương"
)
"""Names of persons and events: a unit named after them is written with a capital, so such names are left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One kind of slip: what it looks like (its group `word`), and how it should be written."""

    variant: str
    pattern: re.Pattern[str]
    mend: Callable[[re.Match[str]], str]
    not_after: tuple[str, ...] = ()

    def found_in(self, text: str) -> Iterator[re.Match[str]]:
        """Where it is written so, but right after none of the words of which it is a part."""
        for match in self.pattern.finditer(text):
            if not text[: match.start("word")].casefold().rstrip().endswith(self.not_after):
                yield match


def _first_upper(match: re.Match[str]) -> str:
    return match["word"][:1].upper() + match["word"][1:]


def _first_lower(match: re.Match[str]) -> str:
    return match["word"][:1].lower() + match["word"][1:]


_CASES = (
    _Case(
        variant="people",
        pattern=re.compile(r"(?<!\w)(?P<word>nhân dân)(?!\w|\s+tệ)"),
        mend=_first_upper,
        not_after=_OF_THE_PEOPLE,
    ),
    _Case(
        variant="state",
        pattern=re.compile(r"(?:\b[Đđ]ảng(?: và|,) |\bcủa |\bdo |\bpháp luật )(?P<word>nhà nước)(?!\w)"),
        mend=_first_upper,
    ),
    _Case(
        variant="party",
        pattern=re.compile(r"\b(?:của|chủ trương|đường lối) (?P<word>đảng)\b(?! (?:viên|bộ|ủy|uỷ|đoàn|phái))"),
        mend=_first_upper,
    ),
    _Case(
        variant="unit",
        pattern=re.compile(
            rf"(?<=[a-zà-ỹđ,;] )(?P<word>Tỉnh|Huyện|Xã|Thị trấn|Thị xã)(?= (?!(?:{_SURNAMES})\b)[A-ZÀ-ỸĐ])(?! ủy| Ủy| Đoàn)"
        ),
        mend=_first_lower,
    ),
    _Case(
        variant="unit_number",
        pattern=re.compile(
            r"(?<=[a-zà-ỹđ,;] )(?P<word>(?:quận|phường) \d{1,2})(?=[,.;:)]|$| (?:quận|thành phố|Thành phố|thị xã))"
        ),
        mend=_first_upper,
    ),
    _Case(
        variant="provision",
        pattern=re.compile(r"(?P<word>điều \d+)(?= (?:của )?(?:Luật|Bộ luật|Nghị định|Thông tư|Quyết định|Nghị quyết))"),
        mend=_first_upper,
    ),
    _Case(
        variant="clause",
        pattern=re.compile(r"(?<=[a-zà-ỹđ,;] )(?P<word>(?:Khoản \d+|Điểm [a-zđ])(?= (?:khoản|Khoản|điều|Điều) \d+))"),
        mend=_first_lower,
    ),
    _Case(
        variant="document",
        pattern=re.compile(rf"(?<!\w)(?P<word>(?:{CITED}) số:? ?\d+\S*)"),
        mend=_first_upper,
    ),
    _Case(
        variant="cited_number",
        pattern=re.compile(rf"(?i:{CITED}) (?P<word>Số:? ?\d+\S*)"),
        mend=lambda match: re.sub(r"^Số:? ?", "số ", match["word"]),
    ),
)  # fmt: skip


def capitals(subject: Subject) -> Iterator[Finding]:
    """F25: each kind of slip once, with all places; what is typed in capitals throughout says nothing."""
    lines = [one for one in subject.anatomy.of(*_READ) if one.words != one.words.upper()]
    for case in _CASES:
        hits = [(one, match) for one in lines for match in case.found_in(one.words)]
        if hits:
            first = hits[0][1]
            at = [one for one, _ in hits]
            quoted = _around(first)
            yield fault(
                subject,
                "FMT-025",
                case.variant,
                at,
                quoted=quoted,
                raw=first["word"].rstrip(",;."),
                expected=case.mend(first).rstrip(",;."),
            )


def _around(match: re.Match[str]) -> str:
    """The word with what stands beside it, to be found by."""
    text = match.string
    begins = text.rfind(" ", 0, max(0, match.start("word") - 20)) + 1
    ends = text.find(" ", min(len(text), match.end("word") + 12))
    return text[begins : ends if ends > 0 else len(text)]
