"""Shares in words: "gần một nửa", "hơn hai phần ba", held against the per cent that the same sentence prints.

Such a wording is near within a tenth of the share that it names; "một nửa" alone is about a half. It is judged where its
sentence, up to a semicolon, prints one bound per cent: otherwise nobody can tell which share it means, and it is a number
bound to nothing.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from toolkit.files.bound_document import BoundDocument, Mark
from toolkit.files.document import Figure
from toolkit.text import Lang
from toolkit.text.sentences import sentences
from toolkit.verify.direction import Reprint, spoken
from toolkit.verify.model import Standing, State
from toolkit.verify.rounded import WORDS, Said, Wording, read_said, truth, wording_of

_NEAR = Decimal("0.1")
_SHARES: Mapping[Lang, tuple[tuple[str, Decimal], ...]] = {
    "vi": (
        ("một nửa|phân nửa|nửa(?= (?:số|tổng số|trong))", Decimal(50)),
        ("một phần ba", Decimal(100) / 3),
        ("hai phần ba", Decimal(200) / 3),
        ("một phần tư", Decimal(25)),
        ("ba phần tư", Decimal(75)),
        ("một phần năm", Decimal(20)),
    ),
    "en": (
        (r"half(?! of (?:the year|\d{4}))", Decimal(50)),
        ("(?:a|one) third", Decimal(100) / 3),
        ("two thirds", Decimal(200) / 3),
        ("(?:a|one) quarter", Decimal(25)),
        ("three quarters", Decimal(75)),
        ("(?:a|one) fifth", Decimal(20)),
    ),
}


def false_shares(document: BoundDocument, reprint: Reprint, lang: Lang) -> Iterator[Standing]:
    """Shares in words that are untrue of the per cent beside them, or far from it; by that figure's mark."""
    for one in spoken(document):
        inside = [mark for mark in one.marks if mark.figure.text.endswith("%")]
        if len(inside) == 1:
            yield from _false_in(one.text[one.start : one.end], inside[0], reprint, lang)


def untold_shares(text: str, figures: Sequence[Mark], lang: Lang) -> Iterator[tuple[int, int]]:
    """Where in a paragraph shares stand that no bound per cent of their sentence tells; `figures` are those in it."""
    plain = unicodedata.normalize("NFC", text)
    for start, end in sentences(text) if len(plain) == len(text) else ():
        told = [mark for mark in figures if start <= mark.start < end and mark.figure.text.endswith("%")]
        if len(told) != 1:
            yield from (match.span("share") for match in _pattern(lang).finditer(plain, start, end))


def _false_in(sentence: str, mark: Mark, reprint: Reprint, lang: Lang) -> Iterator[Standing]:
    now = reprint(mark.bound) if isinstance(mark.bound, Figure) else None
    is_now = read_said(now.text, lang) if isinstance(now, Figure) else None
    if not isinstance(now, Figure) or is_now is None:
        return
    for match in _pattern(lang).finditer(unicodedata.normalize("NFC", sentence)):
        share = next(
            value for words, value in _SHARES[lang] if re.match(words, match["share"] + " số", re.IGNORECASE)
        )
        wording = wording_of(match["word"] or "", lang) or Wording.ABOUT
        told = truth(Said(share, wording, percent=True), is_now, near=_NEAR)
        if told != "true":
            state = State.FAR if told == "far" else State.UNTRUE
            yield Standing(mark=mark, state=state, said=match.group().strip(), now=now.text)


@cache
def _pattern(lang: Lang) -> re.Pattern[str]:
    words = "|".join(words for words, _ in WORDS[lang])
    shares = "|".join(words for words, _ in _SHARES[lang])
    return re.compile(rf"(?<!\w)(?:(?P<word>{words}) )?(?P<share>{shares})(?!\w)", re.IGNORECASE)
