"""What a part of a document should look like, and in what it does not: one way of asking for all parts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.files.styled_document import Align, Look
from toolkit.findings import Finding
from toolkit.lint.fault import worded
from toolkit.lint.model import Standing, Subject
from toolkit.lint.words import is_upper
from toolkit.text import Text, number_text, say


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
        return low if low == high else say("lint.look.sizes", low=low, high=high)


@dataclass(frozen=True, slots=True)
class _Slip:
    """One respect in which paragraphs look otherwise: what is said of it, and how it is mended."""

    at: tuple[Standing, ...]
    said: Text
    step: Text


def look_faults(
    subject: Subject, code: str, at: Sequence[Standing], part: Text, asked: Asked
) -> Iterator[Finding]:
    """How paragraphs of a part differ from what is asked: all that is wrong with the same ones is one finding."""
    together: dict[tuple[int, ...], list[_Slip]] = {}
    for slip in (*_sizes(at, asked), *_weights(at, asked), *_letters(at, asked)):
        together.setdefault(tuple(one.paragraph.number for one in slip.at), []).append(slip)
    for slips in together.values():
        said = say("lint.look.said", part=part, slips=Text.joined(", ", (slip.said for slip in slips)))
        fix = say("lint.look.fix", steps=Text.joined("; ", (slip.step for slip in slips)))
        yield worded(subject, code, slips[0].at, said, fix)


def _slip(variant: str, at: Iterable[Standing], **words: object) -> Iterator[_Slip]:
    found = tuple(at)
    if found:
        yield _Slip(found, say(f"lint.look.{variant}", **words), say(f"lint.look.{variant}.fix", **words))


def _sizes(at: Sequence[Standing], asked: Asked) -> Iterator[_Slip]:
    low, high = asked.sizes
    sizes = {look.size for one in at for look in _looks(one) if not low <= look.size <= high}
    raw = ", ".join(_points(size) for size in sorted(sizes))
    yield from _slip("size", _with(at, lambda look: look.size in sizes), raw=raw, size=asked.size)


def _weights(at: Sequence[Standing], asked: Asked) -> Iterator[_Slip]:
    if asked.bold is not None:
        yield from _slip(
            "bold" if asked.bold else "not_bold", _with(at, lambda look: look.bold is not asked.bold)
        )
    if asked.italic is not None:
        variant = "italic" if asked.italic else "not_italic"
        yield from _slip(variant, _with(at, lambda look: look.italic is not asked.italic))


def _letters(at: Sequence[Standing], asked: Asked) -> Iterator[_Slip]:
    if asked.align is not None:
        yield from _slip(asked.align, (one for one in at if not _stands(one.paragraph.align, asked.align)))
    if asked.upper is not None:
        wrong = (one for one in at if seen_upper(one) is not asked.upper)
        yield from _slip("upper" if asked.upper else "sentence", wrong)


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
