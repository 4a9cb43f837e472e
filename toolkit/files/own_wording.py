"""The office's own wording in input_templates/: which outline of a form's report is in force, and the base document.

Outlines (đề cương) have versions: `report.vi.md.j2` is in force whenever no other is; `report@2024-01-01.vi.md.j2` for
periods that end on or after that day, until a newer one begins. An outline that a superior sends for next year so never
changes last year's report. The texts of units' own reports, `report-unit.vi.md.j2`, are read in the same way.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from toolkit.errors import FormError
from toolkit.files.workspace import Workspace, read_input
from toolkit.periods import Period
from toolkit.text import Lang

BASE = "report.docx"
"""The base document's name, in a form's folder or for all forms in the folder above; `report.en.docx` is of English ones."""
_NAME = re.compile(r"report(?P<unit>-unit)?(?:@(?P<since>[^.]*))?\.(?P<lang>\w+)\.md\.j2")


def outline_in_force(
    names: Iterable[str], lang: Lang, period: Period, folder: str, *, of_unit: bool = False
) -> str:
    """Of the names of a form's files that of the text for a period, "" where there is none in that language; `of_unit`
    that of a unit's own report.

    `folder` is only for telling: raises FormError for an outline whose day is none.
    """
    found: list[tuple[date, str]] = []
    for name in sorted(names):
        match = _NAME.fullmatch(name)
        if match is None or match["lang"] != lang or bool(match["unit"]) is not of_unit:
            continue
        since = date.min if match["since"] is None else _day(match["since"], f"{folder}/{name}")
        if since <= period.end:
            found.append((since, name))
    return max(found)[1] if found else ""


def texts_of(
    workspace: Workspace, forms: Iterable[str], period: Period, lang: Lang, *, of_unit: bool = False
) -> tuple[dict[str, str], dict[str, str]]:
    """The report texts of forms (ids) that are in force for a period, and the files that they stand in, both by form;
    `of_unit` those of a unit's own report.

    Raises FormError for an outline whose day is none, and for a text that is not in UTF-8.
    """
    texts, files = {}, {}
    for form in forms:
        folder = workspace.forms / form
        inside = workspace.inside(folder)
        names = (path.name for path in folder.glob("report*.md.j2"))
        if name := outline_in_force(names, lang, period, inside, of_unit=of_unit):
            files[form] = f"{inside}/{name}"
            texts[form] = _text(read_input(folder / name), files[form])
    return texts, files


def outlines_of(workspace: Workspace, form: str, *, of_unit: bool = False) -> dict[str, str]:
    """Every outline of a form by its file, in all languages, whether in force or not; `of_unit` those of units' own reports.
    Raises FormError as `texts_of`.
    """
    folder = workspace.forms / form
    inside = workspace.inside(folder)
    found = {}
    for path in sorted(folder.glob("report*.md.j2")):
        match = _NAME.fullmatch(path.name)
        if match is not None and bool(match["unit"]) is of_unit:
            file = f"{inside}/{path.name}"
            if match["since"] is not None:
                _day(match["since"], file)
            found[file] = _text(read_input(path), file)
    return found


def base_of(workspace: Workspace, forms: Iterable[str], lang: Lang) -> Mapping[str, bytes]:
    """The base document of a language's reports by the name that the workspace knows it by: of the first form that has one,
    else the one of all forms; nothing where there is none.
    """
    folders = [*(workspace.forms / form for form in forms), workspace.forms]
    names = [in_language(BASE, lang), BASE]
    path = next((one / name for one in folders for name in names if (one / name).is_file()), None)
    return {} if path is None else {workspace.inside(path): read_input(path)}


def in_language(name: str, lang: Lang) -> str:
    """The name of a base document whose words are of one language."""
    return name.replace(".docx", f".{lang}.docx")


def _text(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise FormError("wording.not_utf8", file=file, line=line) from None


def _day(raw: str, file: str) -> date:
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise FormError("wording.outline_day", file=file, line=1, raw=raw) from None
