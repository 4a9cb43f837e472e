"""What notebooks use, and all that they use: a round step by step, each step giving a `Result`.

with open_desk(folder) as desk:
    result = validate(desk, "cchc_communication-2021")
show(result)
result.checked.to_frame("findings")
"""

from datetime import date

from toolkit.app.desk import open_desk
from toolkit.app.sample import drop_returns, prepare_sample
from toolkit.app.show import preview, show, table
from toolkit.assigning import assign
from toolkit.comparing import compare_totals
from toolkit.deciding import accept, correct, correct_as_suggested
from toolkit.deciding.asked import Meant
from toolkit.deciding.meant import Datum
from toolkit.desk import NewRound
from toolkit.issuing import archive_round, close_round, reopen_round
from toolkit.linting import lint_document
from toolkit.pipeline import (
    discard,
    merge_round,
    open_round,
    receive,
    run,
    status,
    validate,
    write_report,
    write_templates,
)
from toolkit.reporting.into import write_into
from toolkit.reporting.unit import write_unit_report
from toolkit.result import Result
from toolkit.tracing import Question, trace_number
from toolkit.verifying import verify_file

__all__ = [
    "Datum",
    "Meant",
    "NewRound",
    "Question",
    "Result",
    "accept",
    "archive_round",
    "assign",
    "close_round",
    "compare_totals",
    "correct",
    "correct_as_suggested",
    "date",
    "discard",
    "drop_returns",
    "lint_document",
    "merge_round",
    "open_desk",
    "open_round",
    "prepare_sample",
    "preview",
    "receive",
    "reopen_round",
    "run",
    "show",
    "status",
    "table",
    "trace_number",
    "validate",
    "verify_file",
    "write_into",
    "write_report",
    "write_templates",
    "write_unit_report",
]
