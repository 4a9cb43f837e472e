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
from toolkit.deciding import accept, correct_as_suggested
from toolkit.deciding.asked import Meant
from toolkit.deciding.meant import Datum
from toolkit.desk import NewRound
from toolkit.issuing import archive_round, close_round, reopen_round
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
from toolkit.result import Result
from toolkit.tracing import Question, trace_number

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
    "correct_as_suggested",
    "date",
    "discard",
    "drop_returns",
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
    "write_report",
    "write_templates",
]
