"""What a round's manifest says beside its outputs."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from toolkit.desk import Desk
from toolkit.errors import FormError
from toolkit.files.atomic import sha256
from toolkit.files.own_wording import base_of, texts_of
from toolkit.form.model import Round
from toolkit.intake.model import Received
from toolkit.judge import Judged
from toolkit.register.model import Issued
from toolkit.report.model import text_file
from toolkit.text import Lang
from toolkit.validation.model import Checked

_LANGS: tuple[Lang, ...] = ("vi", "en")


def manifest_of(desk: Desk, opened: Round, judged: Judged | None = None) -> dict[str, Any]:
    """What a round's manifest says beside its outputs: where it stands, inputs with SHA-256, versions, counts, verdicts.
    No clock. A verb that does not judge says what the last one that did found, of a closed round what was issued.
    """
    if judged is not None:
        content = manifest_content(opened, judged.received, judged.checked, _held(judged.checked))
        return content | {"wording": _wording(desk, opened)}
    if opened.issued is not None:
        issued = desk.register.issued(opened.id, opened.edition, entries=False, totalled=False)
        held = desk.register.issued_held(opened.id, opened.edition)
        content = manifest_content(opened, issued.received, issued.checked, held)
        return content | {"wording": _wording_of(issued)}
    checked = desk.register.checked(opened.id)
    content = manifest_content(opened, desk.register.received(opened.id), checked, _held(checked))
    return content | {"wording": _wording(desk, opened)}


def _wording(desk: Desk, opened: Round) -> dict[str, str]:
    """The office's own wording that a report of an open round is written in, by file, with its SHA-256."""
    forms = [form.id for form in opened.forms]
    found: dict[str, str] = {}
    for lang in _LANGS:
        found |= {name: sha256(data) for name, data in base_of(desk.workspace, forms, lang).items()}
        with suppress(FormError):  # which the verb tells that writes the report
            texts, files = texts_of(desk.workspace, forms, opened.period, lang)
            found |= {files[form]: sha256(text.encode()) for form, text in texts.items()}
    return found


def _wording_of(issued: Issued) -> dict[str, str]:
    """The same as an edition was closed with."""
    texts = {
        issued.outlines.get(form, text_file(form, issued.lang)): text for form, text in issued.texts.items()
    }
    found = {name: sha256(data) for name, data in issued.base.items()}
    return found | {name: sha256(text.encode()) for name, text in texts.items()}


def _held(checked: Checked | None) -> int:
    return sum(entry.held for entry in checked.entries) if checked else 0


def manifest_content(
    opened: Round, received: Iterable[Received], checked: Checked | None, held: int
) -> dict[str, Any]:
    """The manifest of a round of which that was received and found, with so many cells `held`; `checked` None before the
    first validation.
    """
    content: dict[str, Any] = {
        "round": opened.id,
        "edition": opened.edition,
        "status": "official" if opened.issued else "provisional",
        "period": opened.period.id,
        "forms": [{"id": form.id, "version": form.version, "sha256": form.digest} for form in opened.forms],
        "units": [unit.unit_id for unit in opened.units],
        "inputs": [
            {
                "file": item.file,
                "sha256": item.sha256,
                "kind": item.kind.value,
                "unit_id": item.unit_id or None,
                "version": item.version,
                "discarded": item.discarded or None,
            }
            for item in received
        ],
    }
    if opened.issued:
        content["document"] = {
            "number": opened.issued.number,
            "dated": opened.issued.dated.isoformat(),
            "approved_by": opened.issued.approved_by,
        }
    if checked:
        content["suites"] = dict(checked.suites)
        content["verdicts"] = {unit: verdict.value for unit, verdict in sorted(checked.verdicts.items())}
        content["counts"] = {
            "expected": len(opened.units),
            "returned": len(checked.verdicts),
            "findings": len(checked.findings),
            "held": held,
        }
    return content
