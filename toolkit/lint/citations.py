"""How other documents are cited (NĐ 30/2020/NĐ-CP, Appendix I, part I, section II, item 6): rule F14."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from toolkit.findings import Finding
from toolkit.lint.fault import fault
from toolkit.lint.model import Role, Rule, Standing, Subject
from toolkit.lint.words import BULLET, CITED, folded
from toolkit.text import Text, say

_CITATION = re.compile(rf"\b(?:{CITED})\s+số\s*:?\s*(?P<number>\d+[\w./-]*\w)", re.IGNORECASE)
"""Laws and ordinances are cited by their name alone."""
_DATE = re.compile(
    r"\s*[,(]?\s*ngày\s+(?P<day>\d{1,2})\s*(?:/|tháng\s*)\s*(?P<month>\d{1,2})\s*(?:/|năm\s*)\s*(?P<year>\d{4})\)?"
)
_YEAR_OF_NUMBER = re.compile(r"\d+/((?:19|20)\d\d)/")
"""Legal normative documents have the year in their number."""
_ISSUER = re.compile(r"\s*,?\s*của\s+\S")
_CLAUSE = re.compile(r"[;:)]|\.(?:\s|$)|$")
_ABSTRACT = re.compile(
    r"\b(?:về|ban hành|phê duyệt|quy định|sửa đổi|bổ sung|hướng dẫn|triển khai|thực hiện|tăng cường|đẩy mạnh|nâng cao"
    r"|công bố|giao|kiểm tra|tuyên truyền|thành lập|bãi bỏ|thông qua|kết quả|tổ chức|đề nghị|một số|giai đoạn)\b"
)
_ISSUED = re.compile(r"\bban hành\b[^.;]{0,40}$")
"""Who issued it is said before: "UBND huyện đã ban hành Kế hoạch số ..."."""
_ISSUING = re.compile(r"\bban hành\b", re.IGNORECASE)
_AMENDS = re.compile(r"\b(?:sửa đổi|bổ sung|thay thế|bãi bỏ)\b[^.;]*\b(?:bởi|tại|theo|bằng)\b[^.;]*$")
"""Of what amends a document cited in full, number and day are enough."""
_WITHIN = re.compile(
    rf"\b(?:{CITED})\s+số\s[^;]*\b(?:sửa đổi|bổ sung|thay thế|bãi bỏ|quy định|hướng dẫn|thi hành|thực hiện|triển khai)\b"
    r"[^;]*$"
)
"""It stands in the abstract of another document cited before it, which is quoted as it is."""
_ISSUER_WORDS = 10
"""More words than these after "của" hold more than an issuer's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Citation:
    """One document cited once: its number, its day ("" when not said), and what of the rest is there."""

    standing: Standing
    words: str
    number: str
    day: str
    has_issuer: bool
    has_abstract: bool

    @property
    def missing(self) -> Text:
        """What a first citation should also say."""
        said = {"date": bool(self.day), "issuer": self.has_issuer, "abstract": self.has_abstract}
        return Text.joined(", ", (say(f"lint.cited.{name}") for name, there in said.items() if not there))


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOfCited:
    """What a text tells of a document that it cites: from the end of its number to that of the clause (issuer, abstract),
    and the last day that the document may be of.
    """

    start: int
    end: int
    until: date


def told_of_cited(words: str) -> Iterator[ToldOfCited]:
    """Of every document cited with its day, or with the year in its number."""
    for found in _CITATION.finditer(words):
        day = _DATE.match(words, found.end())
        until = _dated(day, _YEAR_OF_NUMBER.match(found["number"]))
        if until is not None:
            ends = _CLAUSE.search(words, (day or found).end())
            end = ends.start() if ends else len(words)
            yield ToldOfCited(start=found.end(), end=end, until=until)


def _dated(day: re.Match[str] | None, year: re.Match[str] | None) -> date | None:
    """The day said, else the last of the year in the number; None of neither, and of a day that does not exist."""
    try:
        if day:
            return date(int(day["year"]), int(day["month"]), int(day["day"]))
        return date(int(year[1]), 12, 31) if year else None
    except ValueError:
        return None


def citations(subject: Subject) -> Iterator[Finding]:
    """F14: cited first with kind, number, day, issuer and abstract; afterwards by kind and number alone."""
    known: dict[str, set[str]] = {}
    lead = above = ""
    for one in subject.anatomy.of(Role.BASIS, Role.BODY):
        if above[:1] != one.words[:1]:
            lead = above
        above = one.words
        for cited in _cited(one, lead if BULLET.match(one.words) else ""):
            days = known.setdefault(cited.number, set())
            is_first = not days or (bool(cited.day) and cited.day not in days)
            days.add(cited.day)
            if is_first and cited.missing.vi:
                yield fault(subject, "FMT-014", "first", [one], quoted=cited.words, missing=cited.missing)
            elif not is_first and cited.day and cited.has_issuer:
                yield fault(subject, "FMT-014", "again", [one], quoted=cited.words)


def _cited(one: Standing, lead: str) -> Iterator[_Citation]:
    """The documents that a paragraph cites itself; `lead` is what introduces it where it is an item."""
    for found in _CITATION.finditer(one.words):
        before, rest = folded(one.words[: found.start()]), one.words[found.end() :]
        day = _DATE.match(rest)
        after = rest[day.end() :] if day else rest
        issuer = _ISSUER.match(after)
        clause = after[: end.start()] if (end := _CLAUSE.search(after)) else after
        if _WITHIN.search(before):
            continue
        amends = bool(_AMENDS.search(before))
        is_said = amends or bool(_ABSTRACT.search(folded(clause))) or len(clause.split()) > _ISSUER_WORDS
        yield _Citation(
            standing=one,
            words=found.group() + (day.group() if day else ""),
            number=folded(found["number"]),
            day=f"{int(day['day'])}/{int(day['month'])}/{day['year']}" if day else "",
            has_issuer=issuer is not None or amends or bool(_ISSUED.search(before) or _ISSUING.search(lead)),
            has_abstract=is_said,
        )


RULES: tuple[Rule, ...] = (citations,)
