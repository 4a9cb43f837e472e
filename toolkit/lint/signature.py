"""F17 to F20: who signs by what right, and who receives it (NĐ 30/2020/NĐ-CP, annex I, part I, section II, 7 and 9)."""

import re
from collections.abc import Iterator, Sequence

from toolkit.findings import Finding, Severity
from toolkit.lint.fault import fault
from toolkit.lint.look import Asked, look_faults, seen_upper
from toolkit.lint.model import Role, Standing, Subject
from toolkit.lint.words import folded
from toolkit.text import nfc, say

_AUTHORITY = Asked(bold=True, align="center", upper=True)
_NAME = Asked(bold=True, align="center")
_HEAD = Asked(sizes=(12, 12), bold=True, italic=True, align="left")
_LIST = Asked(sizes=(11, 11), align="left")
_RIGHT = re.compile(r"(?P<mark>T/?M|K/?T|T/?L|TUQ|Q)(?P<stop>\s?\.)?(?P<gap>\s*)(?P<rest>.*)", re.IGNORECASE)
_COMMITTEE = re.compile(r"(?:ủy ban nhân dân|ubnd)\b")
_DEGREE = re.compile(
    r"(?:ThS|TS|PGS|GS|BS|KS|CN|CVCC|NGƯT|NGND|Thạc sĩ|Tiến sĩ|Kỹ sư|Bác sĩ|Cử nhân|Ông|Bà|Đ/c)\b\.?"
)
_ARCHIVE = re.compile(r"\W*Lưu: VT(?:, \S.*)?\.")
_AS_ABOVE = re.compile(r"\W*(?P<words>như (?:trên|kính gửi))\b")
_DASH, _SIGNS = "- ", ("-", "–", "—", "+", "•", "*")
"""What stands before a recipient, and the signs that are typed there instead or put there by a list of Word's."""


def authority(subject: Subject) -> Iterator[Finding]:
    """F17: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", a line each, bold capitals on the right."""
    found = subject.anatomy.of(Role.AUTHORITY)
    if not found:
        yield fault(subject, "FMT-017", "missing")
        return
    yield from look_faults(subject, "FMT-017", found, say("lint.part.authority"), _AUTHORITY)
    yield from _prefixes(subject, found)
    yield from _acts_for(subject, found)


def _prefixes(subject: Subject, lines: Sequence[Standing]) -> Iterator[Finding]:
    """Each abbreviation as the decree writes it, and one to a line."""
    for one in lines:
        said = _RIGHT.fullmatch(one.words)
        inside = re.search(r"\S\s+((?:KT|TL|TUQ|Q)\.)", one.words)
        if inside:
            yield fault(subject, "FMT-017", "one_line", (one,), raw=inside[1])
        elif said and (said["stop"] or "/" in said["mark"] or said["gap"]) and not _well_written(said):
            shown = f"{said['mark'].replace('/', '').upper()}. {said['rest']}"
            yield fault(subject, "FMT-017", "prefix", (one,), raw=one.words, expected=shown)


def _well_written(said: re.Match[str]) -> bool:
    return said["stop"] == "." and said["gap"] == " " and "/" not in said["mark"]


def _acts_for(subject: Subject, lines: Sequence[Standing]) -> Iterator[Finding]:
    """A People's Committee acts as a body: whoever signs does so for it; a deputy signs for the head."""
    marks = [_mark(one.words) for one in lines]
    by_order = {"TL", "TUQ"} & set(marks)
    if _of_committee(subject) and not by_order and marks[0] != "TM":
        yield fault(subject, "FMT-017", "on_behalf", lines[:1], raw=lines[0].words)
    for at, one in enumerate(lines):
        deputy = folded(one.words).startswith(("phó ", "thứ trưởng"))
        above = {mark for other in lines[:at] for mark in map(_mark, _lines(other))}
        if deputy and not {"KT", "TL", "TUQ"} & above:
            yield fault(subject, "FMT-017", "for_head", (one,), raw=one.words)
        if marks[at] == "KT":
            yield from _for_head(subject, one, lines[at + 1 :])


def _for_head(subject: Subject, one: Standing, below: Sequence[Standing]) -> Iterator[Finding]:
    of = folded(one.words).partition("kt")[2].lstrip(" ./t")
    if of.startswith("phó "):
        yield fault(subject, "FMT-017", "for_deputy", (one,), raw=one.words)
    elif not below or not folded(below[0].words).startswith(("phó ", "thứ trưởng")):
        yield fault(subject, "FMT-017", "deputy_missing", (one,), raw=one.words)


def _mark(words: str) -> str:
    """TM, KT, TL, TUQ or Q of a line, "" where it has none."""
    said = _RIGHT.fullmatch(words)
    if said is None or not (said["stop"] or "/" in said["mark"] or said["gap"]):
        return ""
    return said["mark"].replace("/", "").upper()


def _of_committee(subject: Subject) -> bool:
    """Whether a People's Committee issues it: by its name in the head, or where that is missing by the symbol."""
    own = " ".join(one.words for one in subject.anatomy.of(Role.AGENCY))
    if own:
        return bool(_COMMITTEE.match(folded(own)))
    return any(one.words.endswith("-UBND") for one in subject.anatomy.of(Role.NUMBER))


def name(subject: Subject) -> Iterator[Finding]:
    """F18: the signer's name in bold small letters without degrees. A draft may leave it open."""
    found = subject.anatomy.of(Role.NAME)
    if not found:
        if subject.issued and subject.anatomy.of(Role.AUTHORITY):
            yield fault(subject, "FMT-018", "missing", severity=Severity.INFO)
        return
    one = found[0]
    yield from look_faults(subject, "FMT-018", found[:1], say("lint.part.name"), _NAME)
    degree = _DEGREE.match(nfc(one.words))
    if degree:
        yield fault(subject, "FMT-018", "degree", found[:1], raw=degree[0])
    if seen_upper(one) or any(word[:1].islower() for word in one.words.split()):
        expected = " ".join(word[:1].upper() + word[1:].lower() for word in one.words.split())
        yield fault(subject, "FMT-018", "case", found[:1], raw=one.words, expected=expected)


def recipients_head(subject: Subject) -> Iterator[Finding]:
    """F19: "Nơi nhận:" on a line of its own, 12 points, bold italic, on the left beside the authority."""
    found = subject.anatomy.of(Role.RECIPIENTS)
    if not found:
        yield fault(subject, "FMT-019", "missing")
        return
    one = found[0]
    yield from look_faults(subject, "FMT-019", found[:1], say("lint.part.recipients"), _HEAD)
    first, *more = _lines(one)
    if more or len(first) > len("Nơi nhận :"):
        if not more:
            yield fault(subject, "FMT-019", "own_line", found[:1], raw=one.words)
    elif first != "Nơi nhận:":
        yield fault(subject, "FMT-019", "words", found[:1], raw=first)
    signing = subject.anatomy.of(Role.AUTHORITY)
    if signing and one.table is not None and signing[0].table is one.table:
        if signing[0].column < one.column:
            yield fault(subject, "FMT-019", "right", found[:1])
        elif signing[0].row != one.row:
            yield fault(subject, "FMT-019", "level", found[:1])


def recipients(subject: Subject) -> Iterator[Finding]:
    """F20: a line each with a dash, ending in ";", "Như trên" first where it is addressed, "Lưu: VT" last with a stop."""
    items = subject.anatomy.of(Role.RECIPIENT)
    if not items:
        if subject.anatomy.of(Role.RECIPIENTS) and len(_lines(subject.anatomy.of(Role.RECIPIENTS)[0])) == 1:
            yield fault(subject, "FMT-020", "empty", subject.anatomy.of(Role.RECIPIENTS)[:1])
        return
    yield from look_faults(subject, "FMT-020", items, say("lint.part.recipient"), _LIST)
    undashed = [one for one in items if not one.words.startswith(_SIGNS)]
    if undashed:
        yield fault(subject, "FMT-020", "dash", undashed)
    signed = [one for one in items if one not in undashed and not one.words.startswith(_DASH)]
    if signed:
        yield fault(subject, "FMT-020", "sign", signed, raw=signed[0].words, severity=Severity.WARNING)
    unended = [one for one in items[:-1] if not one.words.endswith(";")]
    if unended:
        yield fault(subject, "FMT-020", "semicolon", unended)
    yield from _first_and_last(subject, items)


def _first_and_last(subject: Subject, items: Sequence[Standing]) -> Iterator[Finding]:
    addressed = bool(subject.anatomy.of(Role.SALUTATION))
    as_above = _AS_ABOVE.match(folded(items[0].words))
    if addressed and not as_above:
        yield fault(subject, "FMT-020", "as_above", items[:1], raw=items[0].words)
    elif as_above and not addressed:
        yield fault(subject, "FMT-020", "above_nothing", items[:1], severity=Severity.WARNING)
    elif as_above and as_above["words"] != "như trên":
        yield fault(subject, "FMT-020", "as_above_words", items[:1], raw=items[0].words)
    last = items[-1]
    if "lưu" not in folded(last.words):
        yield fault(subject, "FMT-020", "archive", (last,), raw=last.words)
    elif not last.words.endswith("."):
        yield fault(subject, "FMT-020", "last_stop", (last,), raw=last.words)
    elif not _ARCHIVE.fullmatch(last.words):
        yield fault(subject, "FMT-020", "archive_form", (last,), raw=last.words)


def _lines(one: Standing) -> list[str]:
    """The lines of a paragraph that breaks them by hand."""
    return [nfc(line) for line in one.paragraph.text.split("\n") if line.strip()]
