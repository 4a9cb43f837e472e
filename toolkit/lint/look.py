"""What a part of a document should look like, and in what it does not: one way of asking for all parts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.files.styled_document import Align, Look
from toolkit.findings import Finding
from toolkit.lint.fault import fault
from toolkit.lint.model import Standing, Subject
from toolkit.lint.words import is_upper
from toolkit.text import Text, number_text

_NEARLY = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a part should look; None: the decree leaves it open. `sizes` are the smallest and largest in points; `upper`
    False: small letters with a capital to begin with.
    """

    sizes: tuple[float, float] = (13, 14)
    bold: bool | None = False
    italic: bool | None = False
    align: Align | None = None
    upper: bool | None = None

    @property
    def size(self) -> Text:
        """The sizes in words: "13", or "13 đến 14"."""
        low, high = (number_text(round(size)) for size in self.sizes)
        return low if low == high else Text(f"{low.vi} đến {high.vi}", f"{low.en} to {high.en}")


def look_faults(
    subject: Subject, code: str, at: Sequence[Standing], part: Text, asked: Asked
) -> Iterator[Finding]:
    """One finding for each respect in which paragraphs of a part differ from what is asked, all that do so together."""
    low, high = asked.sizes
    wrong_size = _with(at, lambda look: not low - _NEARLY <= look.size <= high + _NEARLY)
    if wrong_size:
        sizes = sorted(
            {look.size for one in wrong_size for look in _looks(one) if not low <= look.size <= high}
        )
        raw = ", ".join(_points(size) for size in sizes)
        yield fault(subject, code, "look.size", wrong_size, raw=raw, part=part, size=asked.size)
    checks: tuple[tuple[str, bool, Callable[[Look], bool]], ...] = (
        ("look.bold", asked.bold is True, lambda look: not look.bold),
        ("look.not_bold", asked.bold is False, lambda look: look.bold),
        ("look.italic", asked.italic is True, lambda look: not look.italic),
        ("look.not_italic", asked.italic is False, lambda look: look.italic),
    )
    for variant, applies, is_wrong in checks:
        found = _with(at, is_wrong) if applies else []
        if found:
            yield fault(subject, code, variant, found, part=part)
    yield from _letters(subject, code, at, part, asked)


def _letters(
    subject: Subject, code: str, at: Sequence[Standing], part: Text, asked: Asked
) -> Iterator[Finding]:
    if asked.align is not None:
        found = [one for one in at if not _stands(one.paragraph.align, asked.align)]
        if found:
            yield fault(subject, code, f"look.{asked.align}", found, part=part)
    if asked.upper is not None:
        found = [one for one in at if seen_upper(one) is not asked.upper]
        if found:
            yield fault(subject, code, "look.upper" if asked.upper else "look.sentence", found, part=part)


def _stands(align: Align, asked: Align) -> bool:
    return align == asked or (asked == "left" and align == "both")


def seen_upper(one: Standing) -> bool:
    """Whether a paragraph is read in capitals, typed so or shown so."""
    runs = [run for run in one.paragraph.runs if any(char.isalpha() for char in run.text)]
    return bool(runs) and all(run.look.caps or is_upper(run.text) for run in runs)


def _with(at: Sequence[Standing], is_wrong: Callable[[Look], bool]) -> list[Standing]:
    return [one for one in at if any(map(is_wrong, _looks(one)))]


def _looks(one: Standing) -> list[Look]:
    return [run.look for run in one.paragraph.runs if run.text.strip()]


def _points(size: float) -> str:
    return f"{size:g}".replace(".", ",")
