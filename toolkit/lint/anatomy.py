"""Which paragraph of a document is what, by its words and place; its look decides only between title and running text.

What is wrong with a part must not hide it: "Báo cáo" in small letters is still the title. The head is what stands before
the title, the tail begins with the recipients or the signer's authority (see `anatomy_tail`).
"""

import re
from collections.abc import Iterator, Sequence

from toolkit.files.styled_document import StyledDocument
from toolkit.lint.anatomy_lines import by_line
from toolkit.lint.anatomy_tail import annex_roles, tail_begins, tail_roles
from toolkit.lint.model import Anatomy, At, Role, Standing, standings
from toolkit.lint.words import (
    BULLET,
    DATE_LINE,
    HEADING,
    IN_BRACKETS,
    KIND_ALONE,
    LINE_OF_SIGNS,
    MOTTO,
    NATION,
    NUMBER_LINE,
    OFFICES,
    ORGANS,
    TYPES,
    folded,
    is_upper,
)

_BASIS = re.compile(r"căn cứ\b")
_PROPOSED = re.compile(r"(?:theo|xét) (?:đề nghị|tờ trình)\b")
_DECIDES = re.compile(r"(?:quyết định|quyết nghị|nghị quyết|chỉ thị)\s*:")
_SALUTATION = re.compile(r"kính (?:gửi|trình)\b")
_BEGINS = re.compile(r"kính (?:gửi|trình)\b|căn cứ\b")
_REPORTS = re.compile(r"\bbáo cáo\b|\bnhư sau\b")
_SENTENCE = (".", ":", ";")
_HEAD = 30
"""Lines with text among which a document's head is looked for."""
_LONGEST_ABSTRACT = 250


def anatomy(document: StyledDocument) -> Anatomy:
    """Every paragraph's role; of a document that is no official one most are `body`."""
    every = by_line(standings(document))
    roles = {one.at: Role.BLANK for one in every if not one.words}
    written = [one for one in every if one.words]
    title = _title_at(written)
    if title is not None:
        roles[written[title].at] = Role.TYPE
    begins = _head_ends(written) if title is None else title + 1
    roles |= _head_roles(written[: begins if title is None else title])
    tail = tail_begins(written, begins)
    begins += _opening(written[begins:tail], roles, titled=title is not None)
    annexes = tail + tail_roles(written[tail:], roles)
    annex_roles(written[annexes:], roles)
    _body(written[begins:tail], roles)
    return Anatomy.of_roles(every, roles)


def looks_like_title(one: Standing) -> bool:
    """Centred, or bold throughout: what stands in the running text is neither."""
    runs = [run for run in one.paragraph.runs if run.text.strip()]
    return one.paragraph.align == "center" or (bool(runs) and all(run.look.bold for run in runs))


def _title_at(written: Sequence[Standing]) -> int | None:
    near = written[:_HEAD]
    whole = (at for at, one in enumerate(near) if folded(one.words) in TYPES)
    run_on = (
        at
        for at, one in enumerate(near)
        if one.table is None
        and looks_like_title(one)
        and folded(one.words).startswith(tuple(f"{t} " for t in TYPES))
    )
    return next(whole, next(run_on, None))


def _head_ends(written: Sequence[Standing]) -> int:
    """Without a title the head is what stands up to its last known line."""
    known = [at for at, one in enumerate(written[:_HEAD]) if _kind_of_head(one) is not None]
    if not known:
        return 0
    table = written[known[-1]].table
    last = known[-1]
    while table is not None and last + 1 < len(written) and written[last + 1].table is table:
        last += 1
    return last + 1


def _kind_of_head(one: Standing) -> Role | None:
    text = folded(one.words)
    if NATION in text:
        return Role.NATION
    if MOTTO.search(text):
        return Role.MOTTO
    if NUMBER_LINE.match(text):
        return Role.NUMBER
    return (
        Role.DATE if DATE_LINE.search(text) and len(text) < 90 and not IN_BRACKETS.fullmatch(text) else None
    )


def _head_roles(head: Sequence[Standing]) -> dict[At, Role]:
    roles: dict[At, Role] = {}
    agency: list[Standing] = []
    right = _column_of_nation(head)
    for one in head:
        kind = _kind_of_head(one)
        if kind is not None and kind not in roles.values():
            roles[one.at] = kind
        elif LINE_OF_SIGNS.fullmatch(one.words) or IN_BRACKETS.fullmatch(one.words):
            roles[one.at] = Role.OTHER
        elif _is_agency(one, right, agency) and Role.NUMBER not in roles.values():
            agency.append(one)
        else:
            roles[one.at] = Role.OTHER
    *above, own = list(_by_body(agency)) or [[]]
    roles |= {one.at: Role.SUPERIOR for group in above for one in group}
    roles |= {one.at: Role.AGENCY for one in own}
    return roles


def _column_of_nation(head: Sequence[Standing]) -> int:
    at = next((one for one in head if NATION in folded(one.words)), None)
    return at.column if at is not None and at.table is not None and at.column > 0 else 0


def _is_agency(one: Standing, right: int, above: Sequence[Standing]) -> bool:
    """Whether a line of the head is of the agency's name: left of the country's; or without two columns a body's name, or
    what goes on with one.
    """
    if right:
        return one.table is not None and one.column < right
    goes_on = bool(above) and bool(KIND_ALONE.fullmatch(folded(above[-1].words)))
    return goes_on or bool(ORGANS.match(folded(one.words)))


def _by_body(lines: Sequence[Standing]) -> Iterator[list[Standing]]:
    """The lines of the names of bodies, a body each: a new one begins where a name is whole and a line names a body; or
    where thin letters, in which a superior's name is written, become bold.
    """
    group: list[Standing] = []
    for one in lines:
        name = folded(" ".join(mine.words for mine in group))
        whole = bool(name) and not KIND_ALONE.fullmatch(name)
        if whole and (ORGANS.match(folded(one.words)) or (_is_bold(one) and not any(map(_is_bold, group)))):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _is_bold(one: Standing) -> bool:
    return all(run.look.bold for run in one.paragraph.runs if run.text.strip())


def _opening(after: Sequence[Standing], roles: dict[At, Role], *, titled: bool) -> int:
    """Abstract, remarks in brackets, salutation and legal bases; how many lines these are. Between a title and whom it is
    for, or right below a title, a short line that is no sentence is the abstract, whatever its look.
    """
    abstract: list[Standing] = []
    saluted = False
    for at, one in enumerate(after):
        text = folded(one.words)
        if LINE_OF_SIGNS.fullmatch(one.words) or (IN_BRACKETS.fullmatch(one.words) and looks_like_title(one)):
            role = Role.OTHER
        elif _SALUTATION.match(text) and not saluted:
            role, saluted = Role.SALUTATION, True
        elif saluted and BULLET.match(one.words) and _addressed(after[:at], roles):
            role = Role.ADDRESSEE
        elif _BASIS.match(text) or (_PROPOSED.match(text) and Role.BASIS in roles.values()):
            role = Role.BASIS
        elif _DECIDES.fullmatch(text) or (abstract and _names_issuer(one)):
            role = Role.OTHER
        elif not saluted and (_goes_on(abstract, one) or (titled and _names_content(after, at))):
            role = Role.ABSTRACT
            abstract.append(one)
        else:
            return at
        roles[one.at] = role
    return len(after)


def _names_issuer(one: Standing) -> bool:
    """Whether a line in capitals says who decides: it stands before the legal bases of a decision."""
    text = folded(one.words)
    return is_upper(one.words) and bool(OFFICES.match(text) or ORGANS.match(text))


def _addressed(before: Sequence[Standing], roles: dict[At, Role]) -> bool:
    """Whether what stands right before names whom the document is for: names follow a colon, or another name."""
    last = before[-1]
    role = roles.get(last.at)
    return role is Role.ADDRESSEE or (
        role is Role.SALUTATION and last.words.rstrip(" :").casefold() == "kính gửi"
    )


def _goes_on(abstract: list[Standing], one: Standing) -> bool:
    """Whether a line is the abstract's: the first one that looks like a title, and those of its look that follow it."""
    if HEADING.match(one.words) or BULLET.match(one.words) or not looks_like_title(one):
        return False
    return not abstract or one.paragraph.align == abstract[0].paragraph.align == "center"


def _names_content(after: Sequence[Standing], at: int) -> bool:
    """Whether a line below a title names what the document is about. One with a full stop, as many write it, does so where
    the text begins behind it and it reports nothing itself.
    """
    one, following = after[at], [folded(other.words) for other in after[at + 1 : at + 3]]
    if HEADING.match(one.words) or BULLET.match(one.words) or len(one.words) > _LONGEST_ABSTRACT:
        return False
    if at > 0:
        return not one.words.endswith(_SENTENCE) and any(map(_SALUTATION.match, following))
    if not one.words.endswith("."):
        return not one.words.endswith(_SENTENCE)
    begins = bool(following) and bool(HEADING.match(after[at + 1].words) or _BEGINS.match(following[0]))
    return begins and not _REPORTS.search(folded(one.words))


def _body(lines: Sequence[Standing], roles: dict[At, Role]) -> None:
    for one in lines:
        if one.paragraph.box or LINE_OF_SIGNS.fullmatch(one.words):
            role = Role.OTHER
        else:
            role = Role.BODY if one.table is None else Role.TABLE
        roles[one.at] = role
