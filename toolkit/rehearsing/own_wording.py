"""The office's own wording of one form's report, looked at before any round needs it: outlines and the base document."""

from toolkit.files.own_wording import base_of, outlines_of
from toolkit.files.workspace import Workspace
from toolkit.form.model import Form
from toolkit.text import Text, say

_NUMBERED = {"so_van_ban": "số văn bản", "ngay_van_ban": "ngày văn bản"}
"""What an issued report has to state, as staff type it."""


def check_wording(workspace: Workspace, form: Form) -> tuple[Text, ...]:
    """What is there, a line each, once all of it can be used. Raises FormError for a mistake in a text, and UsageError that
    tells every mistake in the base document.
    """
    from toolkit.files.fill_document_tags import tags_of
    from toolkit.report.of_unit import form_of
    from toolkit.report.placeholders import resolve
    from toolkit.report.template_text import check_text, untold
    from toolkit.report.template_typed import typed_numbers

    said = []
    for file, text in outlines_of(workspace, form.id).items():
        check_text(form, text, file)
        said.append(say("wording.outline_ok", file=file))
        if typed := typed_numbers(form, text, file):
            places = [say("wording.typed_at", line=line, number=number) for line, number in typed]
            said.append(say("wording.outline_typed", file=file, numbers=Text.joined("; ", places)))
        if left := untold(form, text, file):
            fields = Text.joined("; ", [item.label for item in left])
            said.append(say("wording.annex_only", file=file, count=len(left), fields=fields))
    for file, text in outlines_of(workspace, form.id, of_unit=True).items():
        check_text(form_of(form), text, file)
        said.append(say("wording.outline_ok", file=file))
    own = f"/{form.id}/"
    for file, data in {
        **base_of(workspace, (form.id,), "vi"),
        **base_of(workspace, (form.id,), "en"),
    }.items():
        tags = tags_of(data, file)
        # One for all forms may name what only others ask: that is seen where a round has them together.
        if not tags or own in file:
            resolve(tags, (form,), file)
            said.append(say("wording.base_ok" if tags else "wording.base_look", file=file, count=len(tags)))
        asked = {one.name for one in resolve(tags, (form,), file)} if own in file else _NUMBERED.keys()
        if tags and (missing := [f"[[{words}]]" for name, words in _NUMBERED.items() if name not in asked]):
            said.append(say("wording.base_unnumbered", file=file, names=", ".join(missing)))
    return tuple(said)
