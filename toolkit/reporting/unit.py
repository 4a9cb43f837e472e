"""A unit's own Báo cáo from its return: a commune that fills in the form well has its report written for it."""

from datetime import date
from pathlib import Path

from toolkit.deciding.meant import unit_meant
from toolkit.desk import Desk, load_round
from toolkit.errors import NothingUsableError
from toolkit.form.model import Round
from toolkit.issuing.of_unit import of_unit
from toolkit.issuing.stands import as_issued, issued_from
from toolkit.judge import judge
from toolkit.manifest import manifest_of
from toolkit.publish import publish_outputs
from toolkit.register.model import Issued
from toolkit.render import pdf_files, report_files, workbook_name
from toolkit.result import Result
from toolkit.text import Lang, say

FOLDER = "unit-reports"


def write_unit_report(
    desk: Desk, round_id: str, code: str, *, as_of: date | None = None, lang: Lang = "vi", pdf: bool = False
) -> Result:
    """outputs/<round>/unit-reports/<code> <name>.docx and .md (in English .en.docx and .en.md), from what the unit has
    returned, corrections included; of a closed round from what was issued.

    What is held of it is in no sentence, and told. Raises UsageError for a unit that is not expected, NothingUsableError for
    one that has not returned.
    """
    opened = load_round(desk, round_id)
    unit = unit_meant(opened, code)
    whole, issued = _standing(desk, opened, as_of, lang)
    if unit.unit_id not in {entry.unit_id for entry in issued.checked.entries}:
        raise NothingUsableError("own_report.not_returned", unit=unit.name, round=opened.id)
    alone, part = of_unit(desk, whole, issued, unit, lang)
    written = report_files(alone, part, unit)
    name = f"{FOLDER}/{Path(workbook_name(unit)).stem}"
    files = {f"{name}{one.removeprefix('report')}": data for one, data in written.items()}
    files |= pdf_files(files) if pdf else {}
    outputs = publish_outputs(desk, opened, files, manifest_of(desk, opened))
    held = sum(entry.held for entry in part.checked.entries)
    said = [say("own_report.held", unit=unit.name, count=held)] if held else []
    return Result(verb="report", round=opened, outputs=outputs, said=tuple(said))


def _standing(desk: Desk, opened: Round, as_of: date | None, lang: Lang) -> tuple[Round, Issued]:
    if opened.issued:
        return as_issued(desk, opened.id, opened.edition)
    return opened, issued_from(desk, judge(desk, opened, as_of, anew=False), lang)
