"""What a report says of itself that the register knows: its number and day, which document it takes the place of, its
period. These are words, not figures: they are found by the line that the decree has them in, and compared.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.files.bound_document import BoundDocument, BoundParagraph
from toolkit.form.editions import document_of
from toolkit.form.model import Edition, Round
from toolkit.text import Lang, Text, nfc, say

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
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_QUARTER = re.compile(r"(?:quý|quarter)\s+(?P<said>[ivx]+|\d)(?!\w)", re.IGNORECASE)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


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
    known = say("report.annex_note_issued", number=number, agency="", **_day_words(issued)).in_(lang)
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
    """The line below the title, where it names a year or a quarter and none of these is the round's."""
    titles = [at for at, one in enumerate(paragraphs) if _is_title(one)]
    for below in paragraphs[titles[0] + 1 : titles[0] + 2] if titles else ():
        part = round.period.id.partition("-")[2]
        quarters = [
            (one, _ROMAN.get(one["said"].casefold(), one["said"])) for one in _QUARTER.finditer(below.text)
        ]
        years = [(one, one.group()) for one in _YEAR.finditer(below.text)]
        for found, ours in ((years, str(round.period.year)), (quarters, part[1:] if part[:1] == "Q" else "")):
            if found and ours not in [said for _, said in found]:
                match = found[0][0]
                yield Misstated(
                    paragraph=below.number,
                    start=match.start(),
                    end=match.end(),
                    text=match.group(),
                    what=say("verify_text.what_period"),
                    now=round.period.label.in_(lang),
                )


def _plain(text: str) -> str:
    """Without blanks, and without the zeros that pad days: by hand they are written either way."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"\s", "", nfc(text).casefold()))


def _day(issued: Edition, lang: Lang) -> str:
    words = say("report.place_and_day", place="", **_day_words(issued)).in_(lang)
    return words.lstrip(", ")


def _day_words(issued: Edition) -> dict[str, object]:
    day, month, year = issued.dated.day, issued.dated.month, issued.dated.year
    return {"day": f"{day:02d}", "month": f"{month:02d}" if month < 3 else month, "year": year}
