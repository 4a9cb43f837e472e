"""What a report says of itself that the register knows: its number and day, which document it takes the place of, its
period. These are words, not figures: they are found by the line that the decree has them in, and compared.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.files.bound_document import BoundDocument, BoundParagraph
from toolkit.form.editions import document_of
from toolkit.form.model import Edition, Round
from toolkit.periods import day_words
from toolkit.text import Lang, Text, nfc, say
from toolkit.verify.periods_said import next_of, said_periods

_NUMBER = re.compile(r"(?:Số|No\.)\s*:?\s*(?P<said>\S*\s*/\s*\S+)")
_DAY = re.compile(
    r"[^\W\d][^,\d]*,\s*(?P<said>ngày\s*\d{0,2}\s*tháng\s*\d{0,2}\s*năm\s*\d{4}|\d{1,2}/\d{1,2}/\d{4})"
)
_ANNEX = re.compile(
    r"(?:Kèm theo Báo cáo số|Annexed to Report No\.)\s*(?P<said>\S*\s*/\s*.+?)(?=\s+của\b|,|\)|$)",
    re.IGNORECASE,
)
_REPLACED = re.compile(
    r"(?:thay thế|the place of)\s+(?P<said>(?:Báo cáo số|Report No\.)\s.+?\d{1,2}/\d{1,2}/\d{4})",
    re.IGNORECASE,
)
_TITLES = ("báo cáo", "report")
_ANNEXED = re.compile(r"(?:phụ lục|annex)(?:\s+[IVXLC\d]+)?", re.IGNORECASE)
_RESULTS = re.compile(r"kết quả|tình hình|thống kê|số liệu|tổng hợp|results?|figures|state", re.IGNORECASE)
_AHEAD = re.compile(
    r"nhiệm vụ|phương hướng|kế hoạch|mục tiêu|giải pháp|định hướng|dự kiến|trước"
    r"|tasks?|plans?|ahead|next|last|earlier|previous",
    re.IGNORECASE,
)
"""What a heading is of: the period itself, or what lies before or behind it."""
_AND_AHEAD = re.compile(rf"(?:,|và|and)\s+(?:\w+\s+){{0,2}}?(?:{_AHEAD.pattern})", re.IGNORECASE)
_OPENING = re.compile(
    r".*(?<!\w)(?P<said>(?:báo cáo(?! số)|reports?(?! no)) .*):\s*", re.IGNORECASE | re.DOTALL
)
_CLOSING = re.compile(r"\s*(?:Trên đây là|This is the) (?P<said>.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Misstated:
    """What a report says of itself, where, and what the register has for it; `blank`: its number or day is not filled in."""

    paragraph: int
    start: int
    end: int
    text: str
    what: Text
    now: str
    blank: bool = False


def misstated(document: BoundDocument, round: Round | None, lang: Lang) -> Iterator[Misstated]:
    """What is otherwise than the edition that the report is of; of one that is not issued, or a unit's own, its period."""
    if round is None:
        return
    yield from _period(document.paragraphs, round, lang)
    issued = round.issued
    if issued is None or document.stamp.get("edition", "0") == "0" or document.stamp.get("unit"):
        return
    head = [one for one in document.paragraphs if one.part == "document"][: _head(document)]
    number, day = nfc(issued.number), _day(issued, lang)
    known = say("report.annex_note_issued", number=number, agency="", **day_words(issued.dated)).in_(lang)
    annexed = _ANNEX.search(nfc(known))
    yield from _compared(head, _NUMBER, number, "number", whole=True)
    yield from _compared(head, _DAY, day, "day", whole=True)
    if annexed:
        yield from _compared(document.paragraphs, _ANNEX, annexed["said"], "annexed")
    if len(round.editions) > 1:
        *_, last, _ = round.editions
        yield from _compared(document.paragraphs, _REPLACED, document_of(last).in_(lang), "replaced")


def _head(document: BoundDocument) -> int:
    """How many paragraphs stand before the title: number and day are there."""
    return next((at for at, one in enumerate(document.paragraphs) if _is_title(one)), 0)


def _is_title(paragraph: BoundParagraph) -> bool:
    return nfc(paragraph.text).casefold() in _TITLES


def _compared(
    paragraphs: Sequence[BoundParagraph], line: re.Pattern[str], now: str, what: str, *, whole: bool = False
) -> Iterator[Misstated]:
    """Where a line says something else; `whole`: it stands in a paragraph by itself."""
    for paragraph in paragraphs:
        match = line.fullmatch(paragraph.text.strip()) if whole else line.search(paragraph.text)
        if match is None or _plain(match["said"]) == _plain(now):
            continue
        start = paragraph.text.index(match["said"])
        yield Misstated(
            paragraph=paragraph.number,
            start=start,
            end=start + len(match["said"]),
            text=" ".join(match["said"].split()),
            what=say(f"verify_text.what_{what}"),
            now=now,
            blank=not re.search(r"\d", re.sub(r"năm\s*\d{4}", "", match["said"])),
        )


def _period(paragraphs: Sequence[BoundParagraph], round: Round, lang: Lang) -> Iterator[Misstated]:
    """The lines that name the report's period, or that of its tasks, where they name others and not that: the line below
    the title, what the report begins and ends with, headings, titles of annexes, headers.
    """
    own = _labels(round)
    for line, start, ahead in _lines(paragraphs):
        of = [round.period, *filter(None, [next_of(round.period) if ahead else None])]
        text = own.sub(lambda match: " " * len(match.group()), line.text)
        cut = None if ahead else _AND_AHEAD.search(text, start)
        named = [
            one for one in said_periods(text[: cut.start() if cut else None], lang) if one.start >= start
        ]
        if named and not any(said.is_of(one, within=line.level > 1) for said in named for one in of):
            yield Misstated(
                paragraph=line.number,
                start=named[0].start,
                end=named[0].end,
                text=line.text[named[0].start : named[0].end],
                what=say("verify_text.what_period"),
                now=round.period.label.in_(lang),
            )


def _lines(paragraphs: Sequence[BoundParagraph]) -> Iterator[tuple[BoundParagraph, int, bool]]:
    """Each such line, from which character on it names the period, and whether that may be the period ahead."""
    title = next((at for at, one in enumerate(paragraphs) if _is_title(one)), len(paragraphs))
    first = next((at for at, one in enumerate(paragraphs) if one.level), len(paragraphs))
    for at, one in enumerate(paragraphs):
        if at == title + 1:
            yield one, 0, False
        elif one.level or _ANNEXED.fullmatch(paragraphs[at - 1].text.strip()):
            is_of_now = bool(_RESULTS.search(one.text)) and not _AHEAD.search(one.text)
            yield one, 0, not is_of_now
        elif one.part.startswith(("header", "footer")):
            yield one, 0, True
        elif not one.table and title < at:
            said = (_OPENING.fullmatch(one.text) if at < first else None) or _CLOSING.fullmatch(one.text)
            if said:
                yield one, said.start("said"), False


def _labels(round: Round) -> re.Pattern[str]:
    """What the round's forms call things with a number in it: that is no period of the report."""
    texts = [form.title for form in round.forms] + [form.short_title for form in round.forms]
    texts += [block.label for form in round.forms for block in form.blocks]
    named = sorted({words for text in texts for words in (text.vi, text.en) if re.search(r"\d", words)})
    return re.compile("|".join(map(re.escape, named)) or "(?!)", re.IGNORECASE)


def _plain(text: str) -> str:
    """Without blanks, and without the zeros that pad days: by hand they are written either way."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"\s", "", nfc(text).casefold()))


def _day(issued: Edition, lang: Lang) -> str:
    words = say("report.place_and_day", place="", **day_words(issued.dated)).in_(lang)
    return words.lstrip(", ")
