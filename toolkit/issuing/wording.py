"""The office's own wording as it stands in input_templates/: outlines in force and the base document, read once a round."""

from collections.abc import Iterable, Mapping

from toolkit.desk import Desk
from toolkit.files.workspace import Workspace, read_input
from toolkit.form.model import Form
from toolkit.periods import Period
from toolkit.text import Lang

BASE = "report.docx"
"""The base document's name, in a form's folder or for all forms in the folder above."""


def texts_of(
    desk: Desk, forms: Iterable[Form], period: Period, lang: Lang
) -> tuple[dict[str, str], dict[str, str]]:
    """The forms' report texts that are in force for a period, and the files that they stand in; both by form. Raises
    FormError for an outline whose day is none.
    """
    from toolkit.report.outline import outline_in_force

    texts, files = {}, {}
    for form in forms:
        folder = desk.workspace.forms / form.id
        inside = desk.workspace.inside(folder)
        names = (path.name for path in folder.glob("report*.md.j2"))
        if name := outline_in_force(names, lang, period, inside):
            texts[form.id] = read_input(folder / name).decode("utf-8-sig", errors="replace")
            files[form.id] = f"{inside}/{name}"
    return texts, files


def base_of(workspace: Workspace, forms: Iterable[Form]) -> Mapping[str, bytes]:
    """The base document by the name that the workspace knows it by: of the first form that has one, else the one of all
    forms; nothing where there is none.
    """
    folders = [*(workspace.forms / form.id for form in forms), workspace.forms]
    path = next((one / BASE for one in folders if (one / BASE).is_file()), None)
    return {} if path is None else {workspace.inside(path): read_input(path)}
