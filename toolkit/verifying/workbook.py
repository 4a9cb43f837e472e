"""Which round, edition and copy a consolidated workbook is, and what in it is no longer as it was written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from toolkit.desk import Desk, load_round
from toolkit.errors import UsageError
from toolkit.files.atomic import sha256
from toolkit.files.model import RawWorkbook
from toolkit.files.workspace import read_input
from toolkit.form.editions import document_of
from toolkit.form.model import Round
from toolkit.form.stamp import stated_in
from toolkit.issuing.stands import as_issued, as_it_stands
from toolkit.register.model import Issued
from toolkit.render import consolidated_plan
from toolkit.result import Result
from toolkit.text import Lang, Text, say
from toolkit.verify.compare import compare
from toolkit.verify.model import Verified, Whose, Written
from toolkit.verifying.offers import offers
from toolkit.workbook.copies import FILES, Copy


@dataclass(frozen=True, slots=True)
class _Stated:
    """What a consolidated workbook says of itself: `edition` 0 for provisional."""

    round: str
    edition: int
    copy: Copy
    lang: Lang
    unit: str
    digest: str


@dataclass(frozen=True, slots=True)
class _Known:
    """The round as the workbook's edition has it, the workbook as it was written, and its bytes."""

    round: Round
    issued: Issued
    written: Written
    data: bytes


def verify_workbook(desk: Desk, path: Path) -> Result:
    """Hold a consolidated workbook, of either copy, against what was written; saved anew by another program it is the same.

    Raises UsageError for a file that is not there or no workbook.
    """
    from toolkit.files.read_workbook import UnreadableError, read_workbook

    if not path.is_file():
        raise UsageError("verify.no_file", file=str(path))
    data = read_input(path)
    try:
        found = read_workbook(data)
    except UnreadableError:
        raise UsageError("verify.unreadable", file=path.name) from None
    opened, verified = _verified(desk, path.name, data, found)
    return Result(verb="verify", round=opened, verified=verified)


def _verified(desk: Desk, file: str, data: bytes, found: RawWorkbook) -> tuple[Round | None, Verified]:
    said = stated_in(found)
    bare = Verified(file=file, sha256=sha256(data), whose=Whose.FOREIGN)
    if said.get("kind") != "consolidated":
        return None, replace(bare, told=(say("verify.foreign", file=file),))
    stated = _stated(said)
    if stated is None:
        return None, replace(bare, told=(say("verify.stamp_changed", file=file),))
    bare = replace(bare, round=stated.round, copy=stated.copy, lang=stated.lang)
    if stated.round not in {record.id for record in desk.register.rounds()}:
        told = say("verify.unknown_round", file=file, round=stated.round)
        return None, replace(bare, whose=Whose.UNKNOWN_ROUND, told=(told,))
    loaded = load_round(desk, stated.round)
    if stated.unit != loaded.asker.unit_id:
        told = say("verify.other", file=file, round=loaded.id)
        return None, replace(bare, whose=Whose.OTHER, told=(told,))
    known = _written(desk, loaded, stated)
    if known is None or stated_in(known.written.found).get("digest") != stated.digest:
        whose, told = _not_current(loaded, file, stated)
        return loaded, replace(bare, whose=whose, told=(told,))
    return known.round, _compared(desk, loaded, known, found, bare, stated)


def _stated(said: Mapping[str, str]) -> _Stated | None:
    """The hidden sheet's rows as values; None where one that has to be there is gone or was overwritten."""
    edition, copy, lang = said.get("edition", ""), said.get("copy"), said.get("lang")
    names = [said.get(name, "") for name in ("round", "unit", "digest")]
    if not edition.isdecimal() or not all(names):
        return None
    if copy not in get_args(Copy) or lang not in get_args(Lang):
        return None
    return _Stated(names[0], int(edition), copy, lang, *names[1:])  # type: ignore[arg-type]


def _not_current(loaded: Round, file: str, stated: _Stated) -> tuple[Whose, Text]:
    """A workbook of an issued edition whose totals are not that edition's is another workspace's; a provisional one may be
    of an earlier merge.
    """
    if stated.edition:
        return Whose.OTHER, say("verify.other_edition", file=file, round=loaded.id, edition=stated.edition)
    return Whose.OUTDATED, say("verify.outdated", file=file, round=loaded.id)


def _written(desk: Desk, loaded: Round, stated: _Stated) -> _Known | None:
    """The workbook written again as it states to be; None where there is no such edition or merge."""
    from toolkit.files.read_workbook import read_workbook
    from toolkit.files.write_workbook import write_workbook

    edition = stated.edition
    if edition and edition not in {one.edition for one in loaded.editions}:
        return None
    if not edition and loaded.status == "closed":
        return None
    if edition:
        opened, issued = as_issued(desk, loaded.id, edition)
    else:
        opened, issued = loaded, as_it_stands(desk, loaded, stated.lang, reported=False)
    plan = consolidated_plan(opened, issued, stated.copy)
    data = write_workbook(plan)
    found = read_workbook(data)
    about = {(s.name, cell.row, cell.col): cell.about for s in plan.sheets for cell in s.cells if cell.about}
    kept = _kept(desk, loaded.id, edition, FILES[stated.copy]) if edition else None
    if kept is not None and kept != data:  # a newer version of the program would write it otherwise
        issued_book = read_workbook(kept)
        about = {at: datum for at, datum in about.items() if _alike(found, issued_book, at)}
        found = issued_book
    return _Known(opened, issued, Written(found=found, about=about), data)


def _kept(desk: Desk, round_id: str, edition: int, name: str) -> bytes | None:
    """The document as it was issued; None where what is kept is not what the register says was."""
    path = desk.workspace.issued(round_id, edition) / name
    data = path.read_bytes() if path.is_file() else b""
    return data if sha256(data) == desk.register.documents(round_id, edition).get(name) else None


def _alike(now: RawWorkbook, then: RawWorkbook, at: tuple[str, int, int]) -> bool:
    """Whether a cell's whole row says the same in both: then it shows the same datum."""
    sheet, row, _ = at
    rows = [book.rows if (book := one.sheet(sheet)) else () for one in (now, then)]
    return all(row < len(some) for some in rows) and rows[0][row] == rows[1][row]


def _compared(
    desk: Desk,
    loaded: Round,
    known: _Known,
    found: RawWorkbook,
    bare: Verified,
    stated: _Stated,
) -> Verified:
    """What differs; where something was decided or checked since it was written, figures alone are held against."""
    edition = next((one for one in loaded.editions if one.edition == known.round.edition), None)
    told: list[Text] = []
    recorded = desk.register.outputs(loaded.id).get(FILES[stated.copy])
    moved_on = not edition and recorded != sha256(known.data)
    if moved_on:
        told.append(say("verify.moved_on", round=loaded.id))
    comparison = compare(known.written, found, figures_only=moved_on)
    older = edition is not None and (loaded.issued is None or edition.edition != loaded.edition)
    if edition and older:
        told.append(say("verify.older", edition=edition.edition, document=document_of(edition)))
    elif edition and comparison.cells:
        told.append(say("verify.closed", round=loaded.id, edition=edition.edition))
    changed = comparison.cells
    return replace(
        bare,
        whose=Whose.OLDER if older else Whose.CURRENT,
        edition=edition,
        comparison=comparison,
        offers=() if older else offers(known.round, known.issued, changed, stated.lang),
        told=tuple(told),
    )
