"""Which paragraph is what at the end of a document: recipients, signature, annexes."""

from collections.abc import Sequence

from toolkit.lint.model import At, Role, Standing
from toolkit.lint.words import (
    ANNEX,
    ANNEX_NOTE,
    BULLET,
    IN_BRACKETS,
    LINE_OF_SIGNS,
    OFFICES,
    PREFIX,
    folded,
    is_upper,
)

_LONGEST_LABEL = 120


def tail_begins(written: Sequence[Standing], begins: int) -> int:
    """Where the recipients or the signature begin, else the first annex, else the end. A table that holds them is theirs
    from its first line.
    """
    ends = (at for at in range(begins, len(written)) if _is_end(written[at]) or _is_annex(written[at]))
    at = next(ends, len(written))
    while (
        begins < at < len(written)
        and written[at].table is not None
        and written[at - 1].table is written[at].table
    ):
        at -= 1
    return at


def tail_roles(tail: Sequence[Standing], roles: dict[At, Role]) -> int:
    """Name recipients and signature; how many lines they are, after which annexes may follow."""
    length = next((at for at, one in enumerate(tail) if one.table is None and _is_annex(one)), len(tail))
    lines = tail[:length]
    recipients = {one.at for one in _recipients(lines)}
    signing = [one for one in lines if one.at not in recipients]
    for one in lines:
        if one.at in recipients:
            heads = folded(one.words).startswith("nơi nhận")
            roles[one.at] = Role.RECIPIENTS if heads else Role.RECIPIENT
    _sign(signing, roles)
    return length


def annex_roles(lines: Sequence[Standing], roles: dict[At, Role]) -> None:
    """Name the annexes' lines: label, title, note, and what they hold."""
    head = False
    for one in lines:
        if one.table is None and _is_annex(one):
            role, head = Role.ANNEX_LABEL, True
        elif head and one.table is None and ANNEX_NOTE.match(folded(one.words)):
            role, head = Role.ANNEX_NOTE, False
        elif head and one.table is None and (is_upper(one.words) or one.paragraph.align == "center"):
            role = Role.OTHER if LINE_OF_SIGNS.fullmatch(one.words) else Role.ANNEX_TITLE
        else:
            role, head = Role.ANNEX, False
        roles[one.at] = role


def is_authority(one: Standing) -> bool:
    """Whether a line says by what right or in what office somebody signs."""
    return bool(PREFIX.match(one.words) or OFFICES.match(folded(one.words)))


def _is_end(one: Standing) -> bool:
    text = folded(one.words)
    if text.startswith("nơi nhận") and len(text) < _LONGEST_LABEL:
        return True
    short = len(text) < _LONGEST_LABEL // 2 and not BULLET.match(one.words)
    stands_apart = one.paragraph.align == "center" or is_upper(one.words)
    return short and bool(PREFIX.match(one.words)) and stands_apart


def _is_annex(one: Standing) -> bool:
    label = ANNEX.fullmatch(folded(one.words))
    if label is None or len(one.words) > _LONGEST_LABEL:
        return False
    return label["rest"] is None or one.paragraph.align == "center"


def _recipients(lines: Sequence[Standing]) -> list[Standing]:
    """The heading and what is listed below it: in a table its column, else the lines that follow with a dash."""
    at = next((n for n, one in enumerate(lines) if folded(one.words).startswith("nơi nhận")), None)
    if at is None:
        return []
    head = lines[at]
    if head.table is not None:
        return [one for one in lines[at:] if one.table is head.table and one.column == head.column]
    found = [head]
    for one in lines[at + 1 :]:
        if is_authority(one):  # the signature may stand beside them
            continue
        if not (BULLET.match(one.words) or one.words.endswith(";")):
            break
        found.append(one)
    return found


def _sign(lines: Sequence[Standing], roles: dict[At, Role]) -> None:
    """Authority and office first, the name last; a remark in brackets is neither."""
    known = [one for one in lines if is_authority(one)]
    for at, one in enumerate(lines):
        later = any(is_authority(other) for other in lines[at + 1 :])
        if IN_BRACKETS.fullmatch(one.words) or LINE_OF_SIGNS.fullmatch(one.words) or not known:
            role = Role.OTHER
        elif is_authority(one) or later:
            role = Role.AUTHORITY
        else:
            named = Role.NAME in {roles.get(other.at) for other in lines[:at]}
            role = Role.OTHER if named else Role.NAME
        roles[one.at] = role
