"""Paragraphs of the running text (NĐ 30/2020/NĐ-CP, Appendix I): rules F12, F13 and F16."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from toolkit.files.styled_document import StyledParagraph
from toolkit.findings import Finding, Severity
from toolkit.lint.fault import fault
from toolkit.lint.headings import is_heading
from toolkit.lint.look import Asked, look_faults
from toolkit.lint.model import Role, Rule, Standing, Subject
from toolkit.text import nfc, say

_INDENTS = (567, 720)
_NEARLY = 10
_GAP = 120
_SINGLE, _HALF_MORE = 240, 360
_NEARLY_LINE = 3
_SINGLE_LINE = 1.15
"""A single line of Times New Roman to its size; lines measured in points are converted by it."""
_NEARLY_POINT = 10
_LETTER = 0.4
"""A letter's mean width to its size, rather too little: what is longer than a line by it certainly is."""
_TAB = 720
_SHOWN = 50
"""Characters of a paragraph's end that are quoted."""
_SENTENCE = (".", ";", ":", "./.")


def running_text(subject: Subject) -> tuple[Standing, ...]:
    """The paragraphs of the body that are no headings and no captions, outside tables and text boxes."""
    captions = _captions(subject)
    return tuple(
        one
        for one in subject.anatomy.of(Role.BODY)
        if one.table is None
        and not one.paragraph.box
        and one.paragraph.number not in captions
        and not is_heading(one)
    )


def _captions(subject: Subject) -> frozenset[int]:
    """The numbers of short lines that are no sentences, over a table or in the middle or at the right."""
    found: set[int] = set()
    over_table = False
    for one in reversed(subject.anatomy.standings):
        aside = over_table or one.paragraph.align in ("center", "right")
        if aside and not _is_long(one.paragraph) and not one.words.endswith(_SENTENCE):
            found.add(one.paragraph.number)
        over_table = one.table is not None or (over_table and one.paragraph.number in found)
    return frozenset(found)


def body(subject: Subject) -> Iterator[Finding]:
    """F12: 13 to 14 points upright, justified, first lines 1 or 1.27 cm in, 6 points between paragraphs, lines 1 to 1.5."""
    text = running_text(subject)
    upright = [one for one in text if not one.words.startswith("(")]
    hung = [one for one in text if _hangs(one)]
    plain = [one for one in text if not _hangs(one)]
    sizes = Asked(bold=None, italic=None)
    yield from look_faults(subject, "FMT-012", text, say("lint.part.body"), sizes)
    checks: tuple[tuple[str, Sequence[Standing], Callable[[Standing], bool]], ...] = (
        ("italic", upright, _all_italic),
        ("justify", text, _is_ragged),
        ("indent", plain, _is_flush),
        ("left", plain, _is_pushed),
        ("line", text, _is_narrow_or_wide),
    )
    for variant, among, is_wrong in checks:
        found = [one for one in among if is_wrong(one)]
        if found:
            yield fault(subject, "FMT-012", variant, found, raw=_raw(variant, found[0].paragraph))
    if hung:
        yield fault(subject, "FMT-012", "hanging", hung, severity=Severity.WARNING)
    tight = [one for before, one in _neighbours(subject) if _gap(before.paragraph, one.paragraph) < _GAP]
    if tight:
        yield fault(subject, "FMT-012", "gap", tight)


def _all_italic(one: Standing) -> bool:
    runs = [run for run in one.paragraph.seen if any(char.isalpha() for char in run.text)]
    return bool(runs) and all(run.look.italic for run in runs)


def _is_ragged(one: Standing) -> bool:
    """Not justified, where that is seen: it runs over a line, or stands elsewhere than at the left."""
    align = one.paragraph.align
    if align in ("both", "distribute"):
        return align == "distribute"
    return _is_long(one.paragraph) or align in ("center", "right")


def _is_long(paragraph: StyledParagraph) -> bool:
    size = max((run.look.size for run in paragraph.seen), default=0) * 20
    return len(nfc(paragraph.text)) * size * _LETTER > paragraph.width - paragraph.left - paragraph.right


def _starts(paragraph: StyledParagraph) -> int:
    """Where the first line begins, a tab typed there counted."""
    at = paragraph.left + paragraph.first
    if paragraph.runs and paragraph.text.startswith("\t"):
        stops = [stop for stop, kind in paragraph.tabs if stop > at and kind != "center"]
        return stops[0] if stops else (at // _TAB + 1) * _TAB
    return at


def _is_flush(one: Standing) -> bool:
    """The first line begins neither 1 nor 1.27 cm in; text that is centred has no first line."""
    if one.paragraph.align in ("center", "right"):
        return False
    return all(abs(_starts(one.paragraph) - asked) > _NEARLY for asked in _INDENTS)


def _is_pushed(one: Standing) -> bool:
    """Further lines begin elsewhere than at the margin."""
    return (
        one.paragraph.align in ("both", "left")
        and abs(one.paragraph.left) > _NEARLY
        and _is_long(one.paragraph)
    )


def _hangs(one: Standing) -> bool:
    """A dash or dot before it, and further lines below its text: the decree does not speak of dashes, but of first lines."""
    return one.paragraph.first < 0 and not one.words[:1].isalnum()


def _is_narrow_or_wide(one: Standing) -> bool:
    """Lines closer than single or wider than one and a half; those measured in points by the size of the letters."""
    paragraph = one.paragraph
    if paragraph.line_rule == "auto":
        return not _SINGLE - _NEARLY_LINE <= paragraph.line <= _HALF_MORE + _NEARLY_LINE
    sizes = [run.look.size for run in paragraph.seen if run.text.strip()]
    single = max(sizes, default=paragraph.line / 20) * 20 * _SINGLE_LINE
    closer = paragraph.line_rule == "exact" and paragraph.line < single - _NEARLY_POINT
    return closer or paragraph.line > 1.5 * single + _NEARLY_POINT


def _neighbours(subject: Subject) -> Iterator[tuple[Standing, Standing]]:
    """Paragraphs of the body, headings too, of which one follows the other with nothing between."""
    captions = _captions(subject)
    every = [one for one in subject.anatomy.standings if not one.paragraph.box]
    for before, one in pairwise(every):
        roles = subject.anatomy.role(before), subject.anatomy.role(one)
        text = before.table is None and one.table is None and one.paragraph.number not in captions
        if text and roles == (Role.BODY, Role.BODY):
            yield before, one


def _gap(above: StyledParagraph, below: StyledParagraph) -> int:
    """The space between two paragraphs, of which either gives some; what is shared between styles is left out."""
    same = above.style == below.style
    after = 0 if same and above.contextual else above.after
    before = 0 if same and below.contextual else below.before
    return after + before


def _raw(variant: str, paragraph: StyledParagraph) -> str:
    if variant == "line":
        shown = paragraph.line / 240 if paragraph.line_rule == "auto" else paragraph.line / 20
        return f"{shown:.2f}".rstrip("0").rstrip(".").replace(".", ",") + (
            "" if paragraph.line_rule == "auto" else " pt"
        )
    length = {"indent": _starts(paragraph), "left": paragraph.left}.get(variant)
    return "" if length is None else f"{length / 567:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def bases(subject: Subject) -> Iterator[Finding]:
    """F13: legal bases in italics of 13 to 14 points, each on its own line ended by ";", the last one by "."."""
    lines = subject.anatomy.of(Role.BASIS)
    yield from look_faults(subject, "FMT-013", lines, say("lint.part.basis"), Asked(italic=True))
    open_ended = [one for one in lines[:-1] if not one.words.endswith(";")]
    if open_ended:
        yield fault(subject, "FMT-013", "semicolon", open_ended)
    if lines and not lines[-1].words.endswith("."):
        yield fault(subject, "FMT-013", "stop", lines[-1:])


def end(subject: Subject) -> Iterator[Finding]:
    """F16: the text ends with "./."."""
    text = [one for one in subject.anatomy.of(Role.BODY) if one.table is None and not one.paragraph.box]
    if not text or text[-1].words.endswith("./."):
        return
    last = text[-1].words
    shown = last if len(last) <= _SHOWN else f"…{last[-_SHOWN:].partition(' ')[2]}"
    spaced = last.replace(" ", "").endswith("./.")
    variant = "spaced" if spaced else "reversed" if last.endswith("./") else "missing"
    yield fault(subject, "FMT-016", variant, text[-1:], quoted=shown)


RULES: tuple[Rule, ...] = (body, bases, end)
