"""Findings: one coded problem at one place, worded by the message catalogue.

Codes are stable: tests, the register and other programs rely on them. A code's entry in the catalogue:

    NUM-003:
      severity: warning
      vi: "Ô {cell} ghi “{raw}” ..."
      en: "Cell {cell} says “{raw}” ..."
      remedy: {vi: "Đề nghị ...", en: "Please ..."}
      to_unit:                            # only where the message names other units, or the office's own means;
        vi: "..."                         # `to_unit: nothing` for the office alone
        en: "..."
        remedy: {vi: "...", en: "..."}    # where the remedy does too
      short: {vi: "...", en: "..."}       # for a message, where the beginning of the sentence is not short enough

Families: FIL a file, UNI whose it is, STR where the cells went, NUM a value, RUL a rule of the form,
LST a list, CPY what units copied, STA what stands out among periods and units, RND the round, DEC staff's decisions,
SUI a suite, FRM a form, REG the register and the folder it lies in, FMT the format of an official document, FIG a number
in it. Files, suites, forms, the register and documents are the office's: no unit is told of them.
"""

from toolkit.findings.cells import cell_key, cell_ranges
from toolkit.findings.model import GATHERING, Finding, Place, Proposed, Severity, Suggestion, in_order
from toolkit.findings.ways import as_printed, how_to_take, in_brief, perhaps, written, written_to
from toolkit.findings.wording import OFFICE_FAMILIES, cut, found, shortened

__all__ = [
    "GATHERING",
    "OFFICE_FAMILIES",
    "Finding",
    "Place",
    "Proposed",
    "Severity",
    "Suggestion",
    "as_printed",
    "cell_key",
    "cell_ranges",
    "cut",
    "found",
    "how_to_take",
    "in_brief",
    "in_order",
    "perhaps",
    "shortened",
    "written",
    "written_to",
]
