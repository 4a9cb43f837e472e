"""Each bound figure of a report beside what it is now: what it says, by its bookmark and by nothing else."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from toolkit.files.bound_document import BoundDocument, BoundParagraph, Fate, Mark
from toolkit.files.document import Figure, Lapsed
from toolkit.text import Lang, fold, nfc
from toolkit.verify.direction import COMPARES, DIRECTION, Reprint, against, key_and_part, may_go, words_in
from toolkit.verify.model import Standing, State
from toolkit.verify.rounded import Said, Wording, read_said, truth, word_before, word_behind, wording_of

NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?:[\s\u00a0]?%)?|[¼-¾⅐-⅞]")
_DIGITS_BEFORE = re.compile(r"\d[\d.,]*$")
_DIGITS_BEHIND = re.compile(r"[.,]?\d[\d.,]*(?<![.,])")
_BULLET = re.compile(r"\s*[-–−•+*]\s+")
"""The mark of a list: a blank parts it from what it lists, as no minus sign is parted from its number."""
_PERCENT = re.compile(r"[\s\u00a0]?%")
_BRACKET = re.compile(r"\([^()]*\)\s*")
_OTHER_MEASURE = re.compile(
    r"(?:điểm phần trăm|phần trăm|nghìn|ngàn|triệu|tỷ(?! lệ)|tỉ(?! lệ)|trăm|chục|lần)\b|percentage points?\b|times\b"
    r"|per ?cent\b|k\b|(?:thousands?|millions?|billions?|hundreds?|dozens?)\b"
)
"""What makes another number of one that has no measure of its own."""


def standings(document: BoundDocument, reprint: Reprint, lang: Lang) -> Iterator[Standing]:
    """How each bound figure stands, in the record's order; one with another measure behind it has a second standing.

    Direction words are judged by what they say (see direction); here only one that is no direction word any more.
    """
    for mark in document.marks:
        if not isinstance(mark.bound, Figure):
            continue
        if mark.fate is not Fate.THERE and may_go(mark.bound):
            continue
        if mark.fate is not Fate.THERE:
            yield Standing(mark=mark, state=State.LOST)
            continue
        here, now = document.paragraph(mark.paragraph), reprint(mark.bound)
        text = here.text
        if isinstance(now, Lapsed):
            yield Standing(mark=mark, state=State.LAPSED, said=mark.found or "", reason=now.reason)
            continue
        yield _of_value(mark, here, now, lang)
        other = _other_measure(mark, text, lang)
        if other is not None:
            yield Standing(mark=mark, state=State.MEASURE, said=other, now=mark.bound.measure)


def _of_value(mark: Mark, here: BoundParagraph, now: Figure, lang: Lang) -> Standing:
    text = here.text
    start, end = stretch(mark, text, lang)
    found, bound = text[start:end], mark.figure
    _, part, argument = key_and_part(bound.key)
    said_of = words_in(text, lang, against(argument)) if part == DIRECTION else ()
    if any(start <= word.start < end for word in said_of):
        return Standing(mark=mark, state=State.CURRENT, said=found, now=now.text)
    listed = bound.place != "cell" and not (here.table and not text[end:].strip())
    bullet = _BULLET.match(text[:start]) if listed else None
    word = _word(mark, text, (bullet.end() if bullet else 0, start, end), lang)
    behind = word_behind(text[end:], lang, bound.measure)
    written = f"{word} {found[_digits(found) :]}" if word else found
    standing = Standing(mark=mark, state=State.CURRENT, said=written, now=now.text)
    said, printed, is_now = read_said(written, lang), read_said(now.text, lang), _now(now, lang)
    if not (word or behind) and (fold(found) == fold(now.text) or (said is not None and said == printed)):
        return standing
    if not (word or behind) and fold(found) == fold(bound.text):
        return replace(standing, state=State.STALE)
    if said is not None and behind:
        said = replace(said, wording=said.wording or behind)
    if said is None or said.wording in {None, Wording.EXACT} or is_now is None:
        same = said is not None and said.wording is Wording.EXACT and replace(said, wording=None) == printed
        return replace(standing, state=State.ROUNDED if same else State.CHANGED)
    states = {"true": State.ROUNDED, "far": State.FAR, "untrue": State.UNTRUE}
    return replace(standing, state=states[truth(said, is_now, printed=printed.number if printed else None)])


def _word(mark: Mark, text: str, place: tuple[int, int, int], lang: Lang) -> str:
    """The word that qualifies a number, where any of it stands outside the figure: in "chưa hơn 34" that may be "hơn 34".
    `place`: where the paragraph's words begin, behind the mark of a list; where the figure begins, and ends.
    """
    begin, start, end = place
    found = text[start:end]
    if not read_said(found, lang):
        return ""
    before = text[begin:start]
    of_total = key_and_part(mark.figure.key)[1] not in COMPARES
    inside = found[: _digits(found)]
    word = word_before(before + inside, lang, of_total=of_total)
    if wording_of(word, lang) is Wording.OTHER and _is_composed(word, mark.figure):
        return ""
    return "" if inside and nfc(inside).endswith(word) else word


def _is_composed(word: str, figure: Figure) -> bool:
    """Whether it stood before a number in the figure's sentence when that was composed: "còn thiếu 12 pano"."""
    return re.search(rf"(?<!\w){re.escape(word)}[\s\u00a0]+\d", figure.wording, re.IGNORECASE) is not None


def _digits(found: str) -> int:
    """Where the digits of what reads as a number begin."""
    return next((at for at, sign in enumerate(found) if sign.isdigit()), 0)


def stretch(mark: Mark, text: str, lang: Lang) -> tuple[int, int]:
    """Where inside its bookmark a figure stands, with the digits that a reader takes for part of it: all of it, but where
    somebody typed words beside it there ("khoảng 705 (làm tròn)") what is printed as it was, else the only number.
    """
    found, bound = text[mark.start : mark.end], mark.figure.text
    if fold(found) == fold(bound) or read_said(found, lang):
        return whole(text, mark.start, mark.end)
    as_it_was = [
        one.span()
        for one in re.finditer(rf"(?<!\w){re.escape(bound)}(?!\w)", found, re.IGNORECASE)
        if whole(found, *one.span()) == one.span()
    ]
    numbers = [one.span() for one in NUMBER.finditer(found)] if read_said(bound, lang) else []
    places = as_it_was if len(as_it_was) == 1 else numbers
    if len(places) != 1:
        return whole(text, mark.start, mark.end)
    start, end = places[0]
    return whole(text, mark.start + start, mark.start + end)


def _now(now: Figure, lang: Lang) -> Said | None:
    """What a figure is, exactly, with the word that its total itself has ("hơn 34"); None of what is no number."""
    try:
        exact = Decimal(now.value)
    except InvalidOperation:
        return None
    printed = read_said(now.text, lang)
    return Said(exact, printed.wording if printed else None, printed is not None and printed.percent)


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with the digits and the per cent sign that a reader takes for part of the same number."""
    if text[start : start + 1].isdigit():
        start -= len(found.group()) if (found := _DIGITS_BEFORE.search(text[:start])) else 0
    if text[end - 1 : end].isdigit():
        end += len(found.group()) if (found := _DIGITS_BEHIND.match(text[end:])) else 0
        end += len(found.group()) if (found := _PERCENT.match(text[end:])) else 0
    return start, end


def _other_measure(mark: Mark, text: str, lang: Lang) -> str | None:
    """The words that stand where the figure's measure should; None where that stands there, or none belongs there."""
    bound = mark.figure
    start, end = stretch(mark, text, lang)
    behind = text[end:].lstrip()
    if not bound.measure:
        other = _OTHER_MEASURE.match(behind) if text[start:end].rstrip("%").rstrip()[-1:].isdigit() else None
        return other.group() if other else None
    multiplied = _OTHER_MEASURE.match(behind.removeprefix("(")) if behind.startswith("(") else None
    if multiplied and not starts_with(multiplied.group(), bound.measure):
        return multiplied.group()
    after_bracket = _BRACKET.sub("", behind, count=1) if behind.startswith("(") else behind
    if starts_with(behind.removeprefix("("), bound.measure) or starts_with(after_bracket, bound.measure):
        return None
    return first_words(after_bracket, len(bound.measure.split()))


def starts_with(text: str, words: str) -> bool:
    """Whether a text begins with words, whatever commas stand among them: "tin bài" is "tin, bài"."""
    wanted, said = _syllables(words), _syllables(text)
    return said[: len(wanted)] == wanted


def first_words(text: str, count: int) -> str:
    """The first so many words, up to where a phrase ends."""
    phrase = re.split(r"[;:()]|[.,](?=\s|$)", text, maxsplit=1)[0]
    return " ".join(phrase.split()[:count])


def _syllables(text: str) -> list[str]:
    return re.findall(r"[^\s,.;:()]+|[;:()]", fold(text))
