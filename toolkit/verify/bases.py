"""What a change is said to be against: "so với cùng kỳ năm trước" has to be what its figure was compared with."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from toolkit.files.bound_document import BoundDocument
from toolkit.files.document import Figure, Lapsed
from toolkit.periods import parse_period, previous, same_last_year
from toolkit.text import Lang, say
from toolkit.text.enumeration import from_roman
from toolkit.verify.claims import false_claims
from toolkit.verify.direction import COMPARES, DIRECTION, Reprint, Spoken, false_words, key_and_part, spoken
from toolkit.verify.lexicon import AGAINST, BASES, Base
from toolkit.verify.model import FalseWord

_PARTS: Mapping[Lang, tuple[tuple[str, str], ...]] = {
    "vi": (("quý", "-Q"), ("tháng", r"-\d\d$")),
    "en": (("quarter", "-Q"), ("month", r"-\d\d$"), ("half", "-H")),
}
"""Of which kind the period before is, by what its id has."""
_SEVERAL = {"6": "H1", "sáu": "H1", "9": "9M", "chín": "9M"}
"""Which part of a year so many months from its beginning are."""


def false_said(document: BoundDocument, reprint: Reprint) -> tuple[FalseWord, ...]:
    """The direction words, and the names of what is compared with, that are not true of the figures as they are now."""
    every = (
        *false_words(document, reprint),
        *false_claims(document, reprint),
        *false_bases(document, reprint),
    )
    return tuple({(one.paragraph, one.end): one for one in reversed(every)}.values())[::-1]


def false_bases(document: BoundDocument, reprint: Reprint) -> Iterator[FalseWord]:
    """Names of what a figure is compared with that name something else; each speaks of the last figure that compares before
    it, and where a sentence begins with it of the first one. A figure that has lapsed is told itself.
    """
    lang = document.lang
    for one in spoken(document):
        text = unicodedata.normalize("NFC", one.text)
        read = replace(one, text=text) if len(text) == len(one.text) else one
        for match, figure in _said(read, lang):
            now = reprint(figure)
            if isinstance(now, Lapsed) or _names(match["base"], figure, lang):
                continue
            _, _, argument = key_and_part(figure.key)
            right = say("verify_text.against", base=_called(argument)).in_(lang)
            found = read.false(match.start(), match.end(), replace(now, text=right))
            yield replace(found, word=found.word.strip())


def _said(one: Spoken, lang: Lang) -> Iterator[tuple[re.Match[str], Figure]]:
    """Each name of something compared with in a sentence, and the figure that it is said of."""
    comparing = [(mark, mark.figure) for mark in one.marks if _compares(mark.figure)]
    last = one.start
    for match in _pattern(lang).finditer(one.text, one.start, one.end):
        if any(match.start("base") <= mark.start < match.end() for mark in one.marks):
            continue
        before = [figure for mark, figure in comparing if last <= mark.start <= match.start()]
        behind = [figure for mark, figure in comparing if mark.start >= match.end()]
        if before or (match.start() - one.start < 4 and behind):
            yield match, before[-1] if before else behind[0]
        last = match.end()


def _compares(figure: Figure) -> bool:
    _, part, argument = key_and_part(figure.key)
    return part in COMPARES | {DIRECTION} and argument != "so_far"


def _names(words: str, figure: Figure, lang: Lang) -> bool:
    """Whether words name what a figure is compared with; words that name nothing of the kind do no harm."""
    plain = unicodedata.normalize("NFC", words).casefold().replace("\u00a0", " ")
    kind = _kind(plain, lang)
    _, _, argument = key_and_part(figure.key)
    if kind is None:
        return True
    if kind == "other":
        return False
    if kind == "plan" or argument.partition(":")[0] == "plan":
        return kind == "plan" and argument.partition(":")[0] == "plan"
    if kind == "named":
        return _is_named(plain, argument)
    period = parse_period(figure.period)
    unit = next((part for word, part in _PARTS[lang] if re.search(rf"(?<!\w){word}(?!\w)", plain)), "")
    if kind == "before" and unit and not re.search(unit, argument):
        return False
    of_kind = previous(period) if kind == "before" else same_last_year(period)
    return of_kind is not None and of_kind.id == argument


def _kind(plain: str, lang: Lang) -> Base | None:
    return next((kind for words, kind in BASES[lang] if re.search(rf"(?<!\w)(?:{words})", plain)), None)


def _is_named(plain: str, argument: str) -> bool:
    """Whether the year, quarter, month or months that words name are those of a period."""
    year, _, part = argument.partition("-")
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", plain)
    quarters = [
        f"Q{from_roman(found.upper()) or found}"
        for found in re.findall(r"(?:quý|quarter) ([iv]+|\d)(?!\w)", plain)
    ]
    months = [f"{int(found):02d}" for found in re.findall(r"tháng (\d{1,2})(?!\d)", plain)]
    several = [
        "H2" if end == "cuối" and _SEVERAL.get(found) == "H1" else _SEVERAL.get(found, found)
        for found, end in re.findall(r"(\d+|ba|sáu|chín) tháng(?! \d)(?: (đầu|cuối))?", plain)
    ]
    return all(one == year for one in years) and all(one == part for one in (*quarters, *months, *several))


def _called(argument: str) -> object:
    whose, _, _ = argument.partition(":")
    return say("verify_text.the_plan") if whose == "plan" else parse_period(argument).label


@cache
def _pattern(lang: Lang) -> re.Pattern[str]:
    leads, names = AGAINST[lang], "|".join(words for words, _ in BASES[lang])
    named = next(words for words, kind in BASES[lang] if kind == "named")
    behind = rf"(?: (?:của |năm |of )*(?:{named})(?!\w)){{0,2}}"
    whole = rf"(?<!\w)(?:{leads})(?!\w)(?P<base>[^,;.()\n]{{0,24}}?(?<!\w)(?:{names})(?!\w){behind})"
    return re.compile(whole.replace(" ", r"[\s\u00a0]+"), re.IGNORECASE)
