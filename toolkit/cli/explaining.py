"""The verbs that explain a number, a workbook or a report, from parsed arguments to one call each."""

import argparse
from collections.abc import Callable

from toolkit.cli.arguments import PROGRAM
from toolkit.cli.opening import Speak, desk_of
from toolkit.errors import UsageError
from toolkit.result import Result
from toolkit.text import say


def _trace(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.deciding.meant import Datum
    from toolkit.tracing import Question, trace_number

    if bool(parsed.field) == bool(parsed.text.strip()):
        raise UsageError("cli.bad_usage", what=say("trace.one_of"), program=f"{PROGRAM} trace")
    datum = Datum(
        name=parsed.field or "", row=parsed.row, column=parsed.column, block=parsed.block, form=parsed.form
    )
    question = Question(
        datum=datum if parsed.field else None,
        text=parsed.text,
        unit=parsed.unit,
        edition=parsed.edition,
        html=parsed.html,
    )
    with desk_of(parsed, writes=False) as desk:
        return trace_number(desk, parsed.round, question, parsed.lang)


def _verify(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.verifying import verify_file

    beside = parsed.workspace / parsed.file
    with desk_of(parsed, writes=False) as desk:
        return verify_file(desk, parsed.file if parsed.file.is_file() else beside)


EXPLAINING: dict[str, Callable[[argparse.Namespace, Speak], Result]] = {
    "trace": _trace,
    "verify": _verify,
}
