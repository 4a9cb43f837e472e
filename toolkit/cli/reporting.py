"""The report's verb, from parsed arguments to one call: the report itself, a unit's own, or one that was edited."""

import argparse
from collections.abc import Callable

from toolkit.cli.arguments import PROGRAM
from toolkit.cli.opening import Speak, desk_of
from toolkit.errors import UsageError
from toolkit.result import Result
from toolkit.text import say

ADOPT = "adopt"
"""Stands where a round's id would: no round is called so."""


def _report(parsed: argparse.Namespace, speak: Speak) -> Result:
    if parsed.round == ADOPT:
        return _adopt(parsed)
    given = {"OLD.docx": parsed.file, "--form": parsed.form, "--period": parsed.period}
    if names := ", ".join(name for name, value in given.items() if value):
        raise UsageError(
            "cli.bad_usage", what=say("adopt.only_with", names=names), program=f"{PROGRAM} report"
        )
    if parsed.into and (parsed.unit or parsed.pdf):
        raise UsageError("cli.bad_usage", what=say("reporting.into_alone"), program=f"{PROGRAM} report")
    if parsed.into:
        return _into(parsed)
    if parsed.unit:
        return _of_unit(parsed)
    from toolkit.pipeline import write_report

    with desk_of(parsed) as desk:
        return write_report(desk, parsed.round, as_of=parsed.as_of, lang=parsed.lang, pdf=parsed.pdf)


def _adopt(parsed: argparse.Namespace) -> Result:
    from toolkit.reporting.adopt import adopt

    with_it = {"--into": parsed.into, "--unit": parsed.unit, "--pdf": parsed.pdf}
    if names := ", ".join(name for name, value in with_it.items() if value):
        raise UsageError(
            "cli.bad_usage", what=say("adopt.not_with", names=names), program=f"{PROGRAM} report"
        )
    if parsed.file is None:
        raise UsageError("cli.bad_usage", what=say("adopt.file_needed"), program=f"{PROGRAM} report")
    with desk_of(parsed) as desk:
        return adopt(desk, parsed.file, form=parsed.form, period=parsed.period, lang=parsed.lang)


def _into(parsed: argparse.Namespace) -> Result:
    from toolkit.reporting.into import write_into

    # From the current folder; where nothing is there, from the workspace, as tonghop itself names files.
    inside = parsed.workspace / parsed.into
    path = inside if inside.is_file() and not parsed.into.exists() else parsed.into
    with desk_of(parsed) as desk:
        return write_into(desk, parsed.round, path, as_of=parsed.as_of)


def _of_unit(parsed: argparse.Namespace) -> Result:
    from toolkit.reporting.unit import write_unit_report

    with desk_of(parsed) as desk:
        return write_unit_report(
            desk, parsed.round, parsed.unit, as_of=parsed.as_of, lang=parsed.lang, pdf=parsed.pdf
        )


REPORTING: dict[str, Callable[[argparse.Namespace, Speak], Result]] = {"report": _report}
