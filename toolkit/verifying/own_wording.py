"""A report that was written into the office's own document: what in that nobody vouches for is told when it is written."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from toolkit.desk import Desk
from toolkit.files.own_wording import base_of
from toolkit.findings import Finding, Place
from toolkit.findings import found as finding
from toolkit.form.model import Round
from toolkit.issuing.stands import as_issued, as_it_stands
from toolkit.register.model import Issued
from toolkit.render import unsaid
from toolkit.result import Result
from toolkit.text import Lang, Text, number_text, say
from toolkit.verifying.report import verify_document

_TYPED = "FIG-008"


def with_wording_told(desk: Desk, result: Result, lang: Lang) -> Result:
    """The outcome of a verb that wrote the report, and with it what is to be looked at where that was filled into a base
    document: placeholders with nothing to say, numbers that were typed there and are bound to nothing, and all else that
    `verify` finds in it. Raises what `verify` raises.
    """
    from toolkit.report.dressed import is_filled

    opened, path = result.round, _written(desk, result)
    if opened is None or path is None:
        return result
    base = base_of(desk.workspace, [form.id for form in opened.forms], lang)
    if not base or not is_filled(base, lang):
        return result
    if opened.issued:
        opened, issued = as_issued(desk, opened.id, opened.edition)
    else:
        issued = as_it_stands(desk, opened, lang)
    verified = verify_document(desk, path).findings
    told = (*_unsaid(opened, issued), *_gathered(verified, path, next(iter(base))))
    return replace(result, findings=(*result.findings, *told))


def _written(desk: Desk, result: Result) -> Path | None:
    """The report that was written, under whatever name it stands."""
    inside = (
        f"{desk.workspace.inside(desk.workspace.outputs(result.round.id))}/report" if result.round else ""
    )
    names = (one.path for one in result.outputs if inside and one.path.startswith(inside))
    name = next((name for name in names if name.endswith(".docx")), None)
    return desk.workspace.root / name if name else None


def _unsaid(opened: Round, issued: Issued) -> Iterator[Finding]:
    file = next(iter(issued.base))
    for tag in unsaid(opened, issued):
        where = say(f"wording.where_{tag.kind}", number=tag.paragraph)
        place = Place(file=file)
        yield finding("FIG-040", place, file=file, where=where, name=tag.words, around=tag.around)


def _gathered(found: Sequence[Finding], path: Path, base: str) -> Iterator[Finding]:
    """The findings; of numbers that are bound to nothing one for each paragraph."""
    yield from (one for one in found if one.code != _TYPED)
    typed: dict[int, list[Finding]] = {}
    for one in found:
        if one.code == _TYPED:
            typed.setdefault(one.place.paragraph, []).append(one)
    for some in typed.values():
        shown = Text.joined("; ", [_shown(one) for one in some])
        first, count = some[0].place, number_text(len(some))
        yield finding("FIG-041", first, file=path.name, base=base, count=count, shown=shown)


def _shown(one: Finding) -> Text:
    words = f"“{one.raw}” (“{one.place.quoted}”)"
    return Text(words, words)
