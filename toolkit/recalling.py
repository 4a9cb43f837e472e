"""Earlier figures come in: from a CSV file, a consolidated workbook of ours, or by a keying sheet that staff confirm.

CSV and our own workbooks are exact. Of a Word report and of any other workbook numbers are only proposed, on a keying sheet
in history/; what staff confirm there is imported by importing that sheet.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePath

from toolkit.desk import Desk, load_workspace_form
from toolkit.errors import NothingUsableError, UsageError
from toolkit.files.atomic import place_of, sha256, standing_digest, write_whole
from toolkit.files.model import RawWorkbook
from toolkit.files.raw_document import RawDocument
from toolkit.files.sniff import Content, sniff
from toolkit.files.workspace import read_input
from toolkit.form.layout import datum_label
from toolkit.form.model import Form
from toolkit.form.stamp import stated_in
from toolkit.history.model import HistoryChange, HistoryRow, Proposals, Whose
from toolkit.history.rows import Known, parse_history
from toolkit.past.stated import read_stated
from toolkit.periods import parse_period
from toolkit.result import Output, Result
from toolkit.text import Lang, Text, number_text, say
from toolkit.units import Unit

_SHOWN_CHANGES = 20
_BOOKS = frozenset({Content.XLSX, Content.XLSB, Content.XLS, Content.ODS})
_TABLES = frozenset({Content.TABLE_TEXT, Content.TEXT, Content.EMPTY})


def import_history(desk: Desk, path: Path, *, period: str = "", form: str = "", lang: Lang = "vi") -> Result:
    """Take earlier figures in and tell what that changed, or write a keying sheet of what they may be.

    `period` and `form` are those of a document whose numbers are proposed; CSV files and our own sheets state theirs.
    Raises UsageError or FormError for what cannot be read, with file, line or cell; nothing is imported then.
    """
    forms = {ident: load_workspace_form(desk.workspace, ident) for ident in desk.workspace.form_ids()}
    if form and form not in forms:
        raise UsageError("history.form_unknown", form=form, expected=", ".join(forms))
    told = parse_period(period).id if period else ""
    data = read_input(path)
    content = sniff(data)
    if content in _BOOKS:
        return _of_workbook(desk, path, data, forms, told, form, lang)
    if content is Content.DOCUMENT and data[:2] == b"PK":
        from toolkit.files.read_document import read_document

        return _proposed(desk, path, data, read_document(data, path.name), forms, told, form, lang)
    if content in _TABLES or path.suffix.lower() == ".csv":
        rows = parse_history(data, path.name, Known(forms, desk.units, desk.office.unit_code))
        return _taken(desk, path, data, rows, forms)
    raise UsageError("history.kind_unknown", file=path.name)


def _of_workbook(
    desk: Desk, path: Path, data: bytes, forms: Mapping[str, Form], period: str, form: str, lang: Lang
) -> Result:
    from toolkit.files.read_workbook import UnreadableError, read_workbook
    from toolkit.history.keying_read import is_keying, read_keying
    from toolkit.history.ours import is_ours, read_ours
    from toolkit.history.sheets import document_of

    try:
        raw: RawWorkbook = read_workbook(data)
    except UnreadableError:
        raise UsageError("history.workbook_broken", file=path.name) from None
    if is_ours(stated_in(raw)):
        return _taken(desk, path, data, read_ours(raw, path.name, stated_in(raw), forms), forms)
    if is_keying(raw):
        got = read_keying(raw, path.name, forms, desk.units, desk.office.unit_code, read_stated)
        if not got.rows:
            raise NothingUsableError("history.none_confirmed", file=path.name, count=got.left_out)
        taken = _taken(desk, path, data, got.rows, forms)
        left = (say("history.left_out", count=got.left_out),) if got.left_out else ()
        return replace(taken, said=(*taken.said, *left))
    return _proposed(desk, path, data, document_of(raw), forms, period, form, lang)


def _proposed(
    desk: Desk,
    path: Path,
    data: bytes,
    document: RawDocument,
    forms: Mapping[str, Form],
    period: str,
    form: str,
    lang: Lang,
) -> Result:
    """Write the keying sheet of a document."""
    from toolkit.files.write_workbook import write_workbook
    from toolkit.history.aims import aims_of
    from toolkit.history.head import head_of
    from toolkit.history.keying import Sheeted, plan_keying

    head = head_of(document, _under(desk, period))
    units = _under(desk, period or head.period)
    names = tuple(unit.name for unit in units if not unit.is_own)
    whose = Whose(agency=f"{head.agency} {desk.office.area}", period=period or head.period, units=names)
    chosen, proposals = _chosen(path, document, whose, {form: forms[form]} if form else forms)
    about = Sheeted(
        form=forms[chosen],
        file=path.name,
        sha256=sha256(data),
        head=head,
        period=period,
        whole=say("history.sheet.whole", name=desk.office.name).in_(lang),
        units={unit.code: f"{unit.code} {unit.name}" for unit in units},
    )
    written = write_workbook(plan_keying(about, aims_of(forms[chosen]), proposals, lang))
    output = _put(desk, f"{PurePath(path.name).stem}.xlsx", written)
    said = (
        say(
            "history.proposed", file=path.name, clear=len(proposals.clear), left=len(proposals.left),
            form=forms[chosen].short_title, sheet=say("history.sheet.left"),
        ),
        say("history.to_confirm", sheet=output.path),
    )  # fmt: skip
    return Result(verb="history import", outputs=(output,), said=said)


def _chosen(
    path: Path, document: RawDocument, whose: Whose, forms: Mapping[str, Form]
) -> tuple[str, Proposals]:
    """The form that a document's numbers are of, and what they may be of it. Raises where there is none, or several."""
    from toolkit.history.aims import aims_of
    from toolkit.history.mentions import mentions
    from toolkit.history.propose import propose

    found = mentions(document, read_stated, whose)
    tried = {ident: propose(aims_of(form), found) for ident, form in forms.items()}
    chosen = _form_of(path, tried)
    proposals = tried[chosen]
    barred = any(mention.marks for mention, _, _ in proposals.left)
    if not (proposals.clear or proposals.others or barred):
        raise NothingUsableError("history.nothing_found", file=path.name, form=chosen)
    return chosen, proposals


def _form_of(path: Path, tried: Mapping[str, Proposals]) -> str:
    """The one form that the document's numbers are of; staff say which where it may be several."""
    found = [ident for ident, proposals in tried.items() if proposals.clear]
    if len(tried) == 1 or len(found) == 1:
        return (found or list(tried))[0]
    raise UsageError("history.form_needed", file=path.name, expected=", ".join(found or tried))


def _under(desk: Desk, period: str) -> tuple[Unit, ...]:
    """The units whose figures a document may be: those under the office in the period, or at any time where that is open."""
    code = desk.office.unit_code
    if period:
        return desk.units.under(code, parse_period(period).cut_off)
    return tuple(unit for unit in desk.units.all if unit.parent == code)


def _put(desk: Desk, name: str, data: bytes) -> Output:
    """The sheet below history/; one that stands there and says something else may be in work, and is never overwritten."""
    folder = desk.workspace.history
    digest = sha256(data)
    at = place_of(folder, name, digest, {})
    if standing_digest(folder / at) != digest:
        write_whole(folder / at, data)
    inside = desk.workspace.inside
    return Output(
        path=inside(folder / at), sha256=digest, instead_of=inside(folder / name) if at != name else ""
    )


def _taken(
    desk: Desk, path: Path, data: bytes, rows: tuple[HistoryRow, ...], forms: Mapping[str, Form]
) -> Result:
    """Write the rows down, after a copy of the register: what they replace may have been confirmed."""
    if not rows:
        raise NothingUsableError("history.empty", file=str(path))
    desk.register.backup_before("history", desk.act)
    changed = desk.register.import_history(rows, desk.act, file=path.name, sha256=sha256(data))
    said = [say("history.imported", count=len(rows), changed=len(changed))]
    if any(row.provisional for row in rows):
        said.append(say("history.told_provisional", file=path.name))
    incomplete = sum(not row.complete for row in rows)
    if incomplete:
        said.append(say("history.told_incomplete", file=path.name, count=incomplete))
    other = [one for one in changed if one.before is not None]
    said += [_told(desk, one, forms) for one in other[:_SHOWN_CHANGES]]
    if len(other) > _SHOWN_CHANGES:
        said.append(say("history.changed_more", count=len(other) - _SHOWN_CHANGES))
    return Result(verb="history import", said=tuple(said))


def _told(desk: Desk, change: HistoryChange, forms: Mapping[str, Form]) -> Text:
    """A figure that was imported before and is another now: before, after."""
    before, after = change.before, change.after
    assert before is not None
    named = next((unit.name for unit in desk.units.all if unit.unit_id == after.unit), after.unit)
    words = {
        "label": datum_label(forms[after.key.form], after.key),
        "period": parse_period(after.period).label,
        "unit": say("history.of_unit", unit=named) if after.unit else Text("", ""),
        "after": _shown(after),
    }
    if _shown(before) == _shown(after):
        return say("history.changed_source", source=after.source, **words)
    return say("history.changed", before=_shown(before), **words)


def _shown(row: HistoryRow) -> Text:
    from toolkit.history.keying import QUALIFIERS

    shown = say("history.none") if row.value is None else number_text(row.value)
    if row.denominator is not None and row.numerator is not None:
        pair = Text.joined("/", (number_text(row.numerator), number_text(row.denominator)))
        shown = say("history.with_pair", value=shown, pair=pair)
    key = QUALIFIERS.get(row.qualifier)
    shown = say("history.qualified", qualifier=say(key), value=shown) if key else shown
    marks = [say("history.provisional")] * row.provisional + [say("history.incomplete")] * (not row.complete)
    return say("history.marked", value=shown, mark=Text.joined(", ", marks)) if marks else shown
